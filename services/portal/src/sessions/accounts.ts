import { z } from 'zod';
import {
  DomainError,
  email,
  kecamatanCode,
  phone,
  text,
  type Actor,
  type Role,
} from '#libs/contracts';
import { commandKeyOf, derivedId, handleCommand, type Handled } from '#libs/eventsourcing';
import { LoginTaken, normalisedLogin } from '#libs/privacy';
import type { ServiceKit } from '#libs/service';
import { account, accountStream, type AccountOrder, type AccountState } from '../domain/account.js';
import { hashPassword, passwordMatches } from './password.js';
import type { Sessions } from './sessions.js';

const officerRoles = [
  'petugas',
  'tim',
  'kasi',
  'camat',
  'inspektorat',
  'supervisor',
  'admin',
] as const satisfies readonly Role[];

/** NIST 800-63B: length counts, composition does not. */
export const password = z.string().min(10).max(200);
export const newAccount = z.strictObject({
  login: z.string().regex(/^[a-z0-9][a-z0-9._@-]{2,63}$/i),
  displayName: text(120),
  password,
  role: z.enum(officerRoles),
  kecamatan: kecamatanCode.or(z.literal('*')),
  email: email.optional(),
  phone: phone.optional(),
});

/** Who asks, and under which key. */
export interface Asked {
  by: Actor;
  key: string;
  correlationId: string;
}

/** What people see of an account. */
export interface AccountView {
  accountId: string;
  role: Role;
  kecamatan: string;
  status: 'enabled' | 'disabled';
  displayName?: string;
}

type KnownAccount = Exclude<AccountState, { status: 'absent' }>;

/** Accounts of officers: the stream says what they may, the vault keeps who they are. */
export class Accounts {
  constructor(
    private readonly kit: Pick<ServiceKit, 'store' | 'sealer' | 'now' | 'secrets' | 'reference'>,
    private readonly sessions: Pick<Sessions, 'account' | 'accountNow' | 'endAll'>,
  ) {}

  /**
   * Makes an account; the secrets are stored first, so that no account stands without them. The same key again gives the
   * same account. Throws DomainError `login-taken`, `unknown-kecamatan`, `key-reused`.
   */
  async create(input: z.output<typeof newAccount>, asked: Asked): Promise<AccountView> {
    const { login, displayName, role, kecamatan } = input;
    if (kecamatan !== '*') this.kit.reference.rules(kecamatan, this.kit.now().toISOString());
    const accountId = derivedId('account', asked.by.id, asked.key);
    const contact = {
      ...(input.email && { email: input.email }),
      ...(input.phone && { phone: input.phone }),
    };
    const order = { type: 'CreateAccount', accountId, role, kecamatan } as const;
    account.decide(order, { status: 'absent' });
    try {
      if ((await this.sessions.account(accountId)).status === 'absent') {
        const passwordHash = await hashPassword(input.password);
        await this.kit.secrets.put(accountId, { login, displayName, passwordHash, ...contact });
      }
    } catch (error) {
      if (error instanceof LoginTaken) throw new DomainError('login-taken', {}, { field: 'login' });
      throw error;
    }
    const { replayed } = await this.decide(accountId, order, asked, kecamatan);
    const made = await this.view(accountId);
    if (replayed) await this.requireSame(made, input);
    return made;
  }

  /** Closes or opens an account; closing ends its sessions. Throws DomainError `not-found`, `own-account`. */
  async setEnabled(
    accountId: string,
    enabled: boolean,
    reason: string,
    asked: Asked,
  ): Promise<void> {
    const order = enabled
      ? ({ type: 'EnableAccount' } as const)
      : ({ type: 'DisableAccount', reason, by: asked.by.id } as const);
    const { kecamatan } = await this.known(accountId);
    await this.decide(accountId, order, asked, kecamatan);
    await this.sessions.endAll(accountId);
  }

  /**
   * Replaces a password and ends every session. Whoever replaces his own must know it: a session that was left open is not
   * enough. Throws DomainError `not-found`, `wrong-credentials`.
   */
  async changePassword(
    accountId: string,
    passwords: { replacement: string; current?: string | undefined },
    asked: Asked,
  ): Promise<void> {
    const { kecamatan } = await this.known(accountId);
    if (asked.by.id === accountId) await this.requirePassword(accountId, passwords.current ?? '');
    const passwordHash = await hashPassword(passwords.replacement);
    const found = await this.kit.secrets.update(accountId, (now) => ({ ...now, passwordHash }));
    if (!found) throw new DomainError('not-found');
    await this.decide(accountId, { type: 'ChangePassword' }, asked, kecamatan);
    await this.sessions.endAll(accountId);
  }

  /** The account behind login and password. Throws DomainError `wrong-credentials`, the same for every reason. */
  async signIn(login: string, secret: string): Promise<AccountView> {
    const found = login.trim() === '' ? undefined : await this.kit.secrets.findByLogin(login);
    const matches = await passwordMatches(secret, found?.secrets.passwordHash);
    const state = found && matches ? await this.sessions.accountNow(found.id) : undefined;
    if (state?.status !== 'enabled') throw new DomainError('wrong-credentials');
    return viewOf(state, found?.secrets.displayName);
  }

  /** The account, with the name from the vault. Throws DomainError `not-found`. */
  async view(accountId: string): Promise<AccountView> {
    const state = await this.known(accountId);
    return viewOf(state, (await this.kit.secrets.get(accountId))?.displayName);
  }

  private async known(accountId: string): Promise<KnownAccount> {
    const state = await this.sessions.account(accountId);
    if (state.status === 'absent') throw new DomainError('not-found');
    return state;
  }

  private async requirePassword(accountId: string, current: string): Promise<void> {
    const secrets = await this.kit.secrets.get(accountId);
    if (!(await passwordMatches(current, secrets?.passwordHash)))
      throw new DomainError('wrong-credentials', {}, { field: 'currentPassword' });
  }

  private async requireSame(
    { accountId, role, displayName }: AccountView,
    input: z.output<typeof newAccount>,
  ): Promise<void> {
    const login = (await this.kit.secrets.get(accountId))?.login ?? '';
    const same = role === input.role && displayName === input.displayName;
    if (!same || normalisedLogin(login) !== normalisedLogin(input.login))
      throw new DomainError('key-reused');
  }

  private decide(
    accountId: string,
    order: AccountOrder,
    asked: Asked,
    kecamatan: string,
  ): Promise<Handled<AccountState>> {
    const district = kecamatan === '*' ? 'district' : kecamatan;
    return handleCommand({
      store: this.kit.store,
      sealer: this.kit.sealer,
      now: this.kit.now,
      decider: account,
      streamId: accountStream(accountId),
      command: order,
      context: {
        kecamatan: district,
        actor: asked.by,
        commandKey: commandKeyOf(asked.by.id, district, order.type, `${accountId}/${asked.key}`),
        correlationId: asked.correlationId,
      },
    });
  }
}

const viewOf = (state: KnownAccount, displayName: string | undefined): AccountView => ({
  ...state,
  ...(displayName === undefined ? {} : { displayName }),
});
