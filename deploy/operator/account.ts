import { randomUUID } from 'node:crypto';
import { normalisedLogin } from '#libs/privacy';
import type { ServiceKit } from '#libs/service';
import type { Asked } from '../../services/portal/src/sessions/account-orders.js';
import { Accounts, newAccount } from '../../services/portal/src/sessions/accounts.js';
import { Sessions } from '../../services/portal/src/sessions/sessions.js';
import { accountRows } from './account-list.js';
import { chosen, needed, readArgs, Refused, UsageError, type Command } from './command.js';
import { print, printJson, table } from './output.js';
import { takePassword } from './password.js';
import { withKit } from './with-kit.js';

const by = { id: 'system:operator', role: 'admin', kecamatan: '*' } as const;
const waitForRulesMs = 15_000;

const asked = (key: string = randomUUID()): Asked => ({
  by,
  key,
  correlationId: `operator-${randomUUID()}`,
});

interface Tools {
  kit: ServiceKit;
  accounts: Accounts;
  sessions: Sessions;
}

const withAccounts = <T>(
  data: string | undefined,
  work: (tools: Tools) => Promise<T>,
): Promise<T> =>
  withKit(data, 'portal', (kit) => {
    const sessions = new Sessions(kit.mongo, kit.store, kit.now);
    return work({ kit, sessions, accounts: new Accounts(kit, sessions) });
  });

const idOf = async ({ kit }: Tools, login: string): Promise<string> => {
  const found = await kit.secrets.findByLogin(login);
  if (!found) throw new Refused(`no account has the login ${login}; see: account list`);
  return found.id;
};

const add = async (args: string[]): Promise<number> => {
  const { values } = readArgs(args, {
    login: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    kecamatan: { type: 'string', default: '*' },
    email: { type: 'string' },
    phone: { type: 'string' },
    'password-file': { type: 'string' },
  });
  const login = needed(values.login, '--login');
  const secret = await takePassword(values['password-file']);
  const wanted = newAccount.safeParse({
    login,
    displayName: needed(values.name, '--name'),
    role: needed(values.role, '--role'),
    kecamatan: values.kecamatan,
    password: secret.value,
    ...(values.email && { email: values.email }),
    ...(values.phone && { phone: values.phone }),
  });
  if (!wanted.success) {
    const fields = wanted.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new UsageError(fields.join('; '));
  }
  return withAccounts(values.data, async ({ kit, accounts, sessions }) => {
    const { kecamatan } = wanted.data;
    if (kecamatan !== '*' && !(await kit.reference.whenReady(waitForRulesMs)))
      throw new Refused('no procedure is stored yet: start the service sla first');
    const known = await kit.secrets.findByLogin(login);
    if (known && (await sessions.account(known.id)).status !== 'absent')
      throw new Refused(`another account has the login ${login}`);
    // A crash in between leaves secrets without an account; the same login then finishes it.
    const made = await accounts.create(wanted.data, asked(`operator-${normalisedLogin(login)}`));
    if (values.json) printJson({ ...made, ...(secret.made && { password: secret.value }) });
    else {
      print(`account ${login} (${made.role}, ${made.kecamatan}) is ready, id ${made.accountId}`);
      if (secret.made) print(`password, shown this once: ${secret.value}`);
    }
    return 0;
  });
};

const setEnabled =
  (enabled: boolean) =>
  async (args: string[]): Promise<number> => {
    const { values, positionals } = readArgs(
      args,
      { reason: { type: 'string', default: '' } },
      { least: 1, most: 1 },
    );
    const login = positionals[0] as string;
    const reason = enabled ? '' : needed(values.reason, '--reason');
    return withAccounts(values.data, async (tools) => {
      const id = await idOf(tools, login);
      await tools.accounts.setEnabled(id, enabled, reason, asked());
      print(`account ${login} is ${enabled ? 'open' : 'closed; its sessions have ended'}`);
      return 0;
    });
  };

const reset = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(
    args,
    { 'password-file': { type: 'string' } },
    { least: 1, most: 1 },
  );
  const login = positionals[0] as string;
  const secret = await takePassword(values['password-file']);
  return withAccounts(values.data, async (tools) => {
    const id = await idOf(tools, login);
    await tools.accounts.changePassword(id, { replacement: secret.value }, asked());
    if (values.json) printJson({ login, ...(secret.made && { password: secret.value }) });
    else {
      print(`account ${login} has a new password; its sessions have ended`);
      if (secret.made) print(`password, shown this once: ${secret.value}`);
    }
    return 0;
  });
};

const list = async (args: string[]): Promise<number> => {
  const { values } = readArgs(args, {});
  return withAccounts(values.data, async ({ kit }) => {
    const rows = await accountRows(kit);
    if (values.json) printJson(rows);
    else
      print(
        table([
          ['LOGIN', 'ROLE', 'KECAMATAN', 'STATUS', 'ID'],
          ...rows.map(({ login, role, kecamatan, status, accountId }) => [
            login ?? '(secrets lost)',
            role,
            kecamatan,
            status,
            accountId,
          ]),
        ]),
      );
    return 0;
  });
};

const commands = { add, disable: setEnabled(false), enable: setEnabled(true), reset, list };

/** Accounts of officers. */
export const account: Command = {
  summary: 'accounts of officers: add, disable, enable, reset (password), list',
  help: `account add --login L --name NAME --role R [--kecamatan CODE] [--email E] [--phone P] [--password-file FILE|-]
account disable LOGIN --reason TEXT
account enable LOGIN
account reset LOGIN [--password-file FILE|-]
account list

Roles: petugas, tim, kasi, camat, supervisor (with --kecamatan 64.09.02); supervisor, inspektorat, admin for the district.
A password is read from a file or from standard input (-), never from the command line; without --password-file one is made
and shown once.`,
  run: async (args) => {
    const [run, rest] = chosen(commands, args);
    return run(rest);
  },
};
