import { z } from 'zod';
import { DomainError, email, kecamatanCode, phone, text, type Role } from '#libs/contracts';
import { derivedId } from '#libs/eventsourcing';
import { LoginTaken, normalisedLogin, type AccountSecrets } from '#libs/privacy';
import type { ServiceKit } from '#libs/service';
import { account } from '../domain/account.js';
import { AccountOrders, type Asked, type KnownAccount } from './account-orders.js';
import { requireStrong } from './password-rules.js';
import { factorOf } from './totp.js';
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
  localOnly: z.boolean().describe('Never by the identity provider of the district.').optional(),
});

/** What may be changed of the person; null takes it away. */
export const profile = z
  .strictObject({
    displayName: text(120).optional(),
    email: email.nullable().optional(),
    phone: phone.nullable().optional(),
  })
  .refine((sent) => Object.keys(sent).length > 0, { error: 'at least one field' });

/** What people see of an account. */
export interface AccountView {
  accountId: string;
  role: Role;
  kecamatan: string;
  status: 'enabled' | 'disabled';
  displayName?: string;
  login?: string;
  email?: string;
  phone?: string;
  /** A code is asked for at sign-in. */
  secondFactor: boolean;
  /** Not by the identity provider of the district. */
  localOnly: boolean;
}

/** Accounts of officers: the stream says what they may, the vault keeps who they are. */
export class Accounts {
  private readonly orders: AccountOrders;

  constructor(
    private readonly kit: Pick<ServiceKit, 'store' | 'sealer' | 'now' | 'secrets' | 'reference'>,
    private readonly sessions: Pick<Sessions, 'account' | 'accountNow' | 'endAll'>,
  ) {
    this.orders = new AccountOrders(kit, sessions);
  }

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
    const order = {
      type: 'CreateAccount',
      accountId,
      role,
      kecamatan,
      localOnly: input.localOnly,
    } as const;
    requireStrong(input.password, login);
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
    const { replayed } = await this.orders.give(accountId, order, asked, kecamatan);
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
    await this.orders.give(accountId, order, asked);
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
    await this.orders.known(accountId);
    requireStrong(passwords.replacement);
    if (asked.by.id === accountId) await this.requirePassword(accountId, passwords.current ?? '');
    const passwordHash = await hashPassword(passwords.replacement);
    const found = await this.kit.secrets.update(accountId, (now) => ({ ...now, passwordHash }));
    if (!found) throw new DomainError('not-found');
    await this.orders.give(accountId, { type: 'ChangePassword' }, asked);
    await this.sessions.endAll(accountId);
  }

  /** The account behind login and password. Throws DomainError `wrong-credentials`, the same for every reason. */
  async signIn(login: string, secret: string): Promise<AccountView> {
    const found = login.trim() === '' ? undefined : await this.kit.secrets.findByLogin(login);
    const matches = await passwordMatches(secret, found?.secrets.passwordHash);
    const state = found && matches ? await this.sessions.accountNow(found.id) : undefined;
    if (state?.status !== 'enabled') throw new DomainError('wrong-credentials');
    return accountViewOf(state, found?.secrets ?? {});
  }

  /** The account, with the name from the vault. Throws DomainError `not-found`. */
  async view(accountId: string): Promise<AccountView> {
    const state = await this.orders.known(accountId);
    return accountViewOf(state, (await this.kit.secrets.get(accountId)) ?? {});
  }

  /** Every account, by login. */
  async list(): Promise<AccountView[]> {
    const views: AccountView[] = [];
    for await (const { id, secrets } of this.kit.secrets.all()) {
      const state = await this.sessions.account(id);
      if (state.status !== 'absent') views.push(accountViewOf(state, secrets));
    }
    return views.sort((a, b) => (a.login ?? '').localeCompare(b.login ?? ''));
  }

  /** Changes name or contact. Throws DomainError `not-found`. */
  async changeProfile(
    accountId: string,
    changes: z.output<typeof profile>,
    asked: Asked,
  ): Promise<AccountView> {
    await this.orders.known(accountId);
    const fields = (['displayName', 'email', 'phone'] as const).filter((name) => name in changes);
    const found = await this.kit.secrets.update(accountId, (now) => changed(now, changes));
    if (!found) throw new DomainError('not-found');
    await this.orders.give(accountId, { type: 'ChangeProfile', fields }, asked);
    return this.view(accountId);
  }

  /** Whether the account signs in locally only. Throws DomainError `not-found`. */
  async restrictSignIn(accountId: string, localOnly: boolean, asked: Asked): Promise<AccountView> {
    await this.orders.give(accountId, { type: 'RestrictSignIn', localOnly }, asked);
    return this.view(accountId);
  }

  /** Whether it is the account's password; for what an open session is not enough for. Throws DomainError `wrong-credentials`. */
  async requirePassword(accountId: string, current: string): Promise<void> {
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
}

const changed = (now: AccountSecrets, changes: z.output<typeof profile>): AccountSecrets => {
  const next: AccountSecrets = { ...now };
  for (const name of ['displayName', 'email', 'phone'] as const) {
    const value = changes[name];
    if (value === null) delete next[name];
    else if (value !== undefined) next[name] = value;
  }
  return next;
};

/** What people see of an account: what it may from its stream, who it is from the vault. */
export const accountViewOf = (state: KnownAccount, secrets: AccountSecrets): AccountView => {
  const { accountId, role, kecamatan, status, localOnly } = state;
  const { displayName, login, email: mail, phone: number } = secrets;
  return {
    accountId,
    role,
    kecamatan,
    status,
    ...(displayName === undefined ? {} : { displayName }),
    ...(login === undefined ? {} : { login }),
    ...(mail === undefined ? {} : { email: mail }),
    ...(number === undefined ? {} : { phone: number }),
    secondFactor: factorOf(secrets) !== undefined,
    localOnly: localOnly ?? false,
  };
};
