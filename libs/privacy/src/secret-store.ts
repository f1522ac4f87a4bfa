import { createHmac } from 'node:crypto';
import type { Connection } from 'mongoose';
import { LoginTaken, SealRefused, VaultUnavailable } from './errors.js';
import type { MasterKey } from './master-key.js';
import { asked, isDuplicateKey } from './mongo-errors.js';
import { durable, secretsOf, unwrap, wrap, type SecretDocument } from './vault-documents.js';

/** What an account must not have in an event: login name, display name, password hash, e-mail, phone. */
export interface AccountSecrets {
  /** Name to sign in with; unique without regard to case. Absent for what nobody signs in with. */
  login?: string;
  displayName?: string;
  passwordHash?: string;
  email?: string;
  phone?: string;
  /** By which the signing service knows an officer. */
  nik?: string;
  [other: string]: unknown;
}

export interface SecretStoreOptions {
  connection: Connection;
  master: MasterKey;
  /** How long the database may take for one answer, in ms. */
  deadlineMs?: number;
}

const updateTries = 10;
const pageSize = 200;

/** A login as it is compared: trimmed, compatibility forms and case folded. */
export const normalisedLogin = (login: string): string =>
  login.normalize('NFKC').trim().toLowerCase();

/** Keyed hash by which a login is found. What has none is found by its id only. Throws SealRefused for an empty login. */
export const lookupOf = (master: MasterKey, id: string, login: string | undefined): string => {
  const name = login === undefined ? undefined : normalisedLogin(login);
  if (name === '') throw new SealRefused('a login must not be empty');
  const text = name === undefined ? `id:${id}` : `login:${name}`;
  return createHmac('sha256', master.lookup).update(text, 'utf8').digest('base64url');
};

/** Name under which an account's secrets are authenticated. */
export const secretPlace = (id: string): string => `secret|${id}`;

/** Document of an account's secrets. */
export const secretDocument = (
  master: MasterKey,
  id: string,
  secrets: AccountSecrets,
): SecretDocument => ({
  _id: id,
  lookup: lookupOf(master, id, secrets.login),
  ...wrap(master, Buffer.from(JSON.stringify(secrets), 'utf8'), secretPlace(id)),
});

/** Undoes `secretDocument`. Throws WrongMasterKey, SealBroken. */
export const openSecret = (
  master: MasterKey,
  { _id: id, ...held }: SecretDocument,
): { id: string; secrets: AccountSecrets } => {
  const json = unwrap(master, held, secretPlace(id)).toString('utf8');
  return { id, secrets: JSON.parse(json) as AccountSecrets };
};

/**
 * Secrets of accounts, in MongoDB collection `vault_secrets`, each wrapped as a whole. Every method throws
 * VaultUnavailable when the database does not answer and WrongMasterKey when the vault is another key's.
 */
export class SecretStore {
  private readonly deadlineMs: number;

  constructor(private readonly options: SecretStoreOptions) {
    this.deadlineMs = options.deadlineMs ?? 5_000;
  }

  /** Makes the index that keeps logins unique. Call it before anything else, on every start. */
  async prepare(): Promise<void> {
    await asked(this.deadlineMs, () =>
      secretsOf(this.options.connection).createIndex({ lookup: 1 }, { unique: true }),
    );
  }

  /** Stores or replaces the secrets of an account. Throws LoginTaken when another account has the login. */
  async put(id: string, secrets: AccountSecrets): Promise<void> {
    const { _id, ...fields } = secretDocument(this.options.master, id, secrets);
    await this.written(() =>
      secretsOf(this.options.connection).updateOne(
        { _id },
        { $set: fields },
        { upsert: true, ...durable },
      ),
    );
  }

  /**
   * Changes the secrets of an account from what they are now, so that two changes at the same time both count. False when
   * there are none. Throws LoginTaken.
   */
  async update(id: string, change: (now: AccountSecrets) => AccountSecrets): Promise<boolean> {
    for (let attempt = 0; attempt < updateTries; attempt += 1) {
      const stored = await this.find({ _id: id });
      if (!stored) return false;
      const changed = change(openSecret(this.options.master, stored).secrets);
      const { _id, ...fields } = secretDocument(this.options.master, id, changed);
      const done = await this.written(() =>
        secretsOf(this.options.connection).updateOne(
          { _id, wrapped: stored.wrapped },
          { $set: fields },
          durable,
        ),
      );
      if (done.matchedCount > 0) return true;
    }
    throw new VaultUnavailable('the secrets keep changing; try again');
  }

  /** The secrets of an account, or undefined. */
  async get(id: string): Promise<AccountSecrets | undefined> {
    const stored = await this.find({ _id: id });
    return stored && openSecret(this.options.master, stored).secrets;
  }

  /** The account that signs in with `login`, or undefined. */
  async findByLogin(login: string): Promise<{ id: string; secrets: AccountSecrets } | undefined> {
    if (normalisedLogin(login) === '') return undefined;
    const stored = await this.find({ lookup: lookupOf(this.options.master, '', login) });
    return stored && openSecret(this.options.master, stored);
  }

  /** The secrets of all accounts, one after the other. */
  async *all(): AsyncGenerator<{ id: string; secrets: AccountSecrets }> {
    let after = '';
    for (;;) {
      const page = await asked(this.deadlineMs, () =>
        secretsOf(this.options.connection)
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(pageSize)
          .toArray(),
      );
      for (const document of page) yield openSecret(this.options.master, document);
      if (page.length < pageSize) return;
      const { _id: last } = page.at(-1) ?? { _id: after };
      after = last;
    }
  }

  /** Forgets an account's secrets for ever. False when there were none. */
  async delete(id: string): Promise<boolean> {
    const done = await asked(this.deadlineMs, () =>
      secretsOf(this.options.connection).deleteOne({ _id: id }, durable),
    );
    return done.deletedCount > 0;
  }

  private async find(filter: { _id: string } | { lookup: string }) {
    const stored = await asked(this.deadlineMs, () =>
      secretsOf(this.options.connection).findOne(filter),
    );
    return stored ?? undefined;
  }

  private async written<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await asked(this.deadlineMs, write);
    } catch (error) {
      if (isDuplicateKey(error)) throw new LoginTaken('another account has this login');
      throw error;
    }
  }
}
