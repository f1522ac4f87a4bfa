import { createHash, randomBytes } from 'node:crypto';
import type { Collection, Connection } from 'mongoose';
import { LRUCache } from 'lru-cache';
import { DomainError, type Actor, type Role } from '#libs/contracts';
import { load, type Decider, type EventStore } from '#libs/eventsourcing';
import { account, accountStream, type AccountEvent, type AccountState } from '../domain/account.js';
import {
  viewOf,
  type SessionDocument,
  type SessionOptions,
  type SessionView,
  type SignedInBy,
} from './session-document.js';

const defaultHours = 10;
const defaultIdleMinutes = 120;
/** A session that is used is noted as used so often at most. */
const touchEveryMs = 60_000;
/** An account that was disabled is let in at most so long. */
const accountCacheMs = 2_000;
const keptOf = (token: string): string => createHash('sha256').update(token).digest('hex');

type Decided = Decider<AccountState, never, AccountEvent>;

/** Sessions of officers, in MongoDB; they are the one thing there that is lost without a loss. */
export class Sessions {
  private readonly documents: Collection<SessionDocument>;
  private readonly accounts = new LRUCache<string, AccountState>({
    max: 5_000,
    ttl: accountCacheMs,
  });

  constructor(
    connection: Connection,
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly now: () => Date,
    private readonly options: SessionOptions = {},
  ) {
    this.documents = connection.collection<SessionDocument>('portal_sessions');
  }

  /** Seconds that a session lasts at most, for the cookie. */
  get seconds(): number {
    return Math.round((this.options.hours ?? defaultHours) * 3_600);
  }

  private get idleMs(): number {
    return (this.options.idleMinutes ?? defaultIdleMinutes) * 60_000;
  }

  /** Whether officers of the role have to use a second factor. */
  needsStrong(role: Role): boolean {
    return this.options.strongRoles?.includes(role) ?? false;
  }

  /** Makes the index by which sessions that ran out are removed. */
  async prepare(): Promise<void> {
    await this.documents.createIndex({ expiresAt: 1 });
    await this.documents.createIndex({ accountId: 1 });
  }

  /** The account as its stream has it. */
  async account(accountId: string): Promise<AccountState> {
    const cached = this.accounts.get(accountId);
    if (cached) return cached;
    const { state } = await load(this.store, account as Decided, accountStream(accountId));
    if (state.status !== 'absent') this.accounts.set(accountId, state);
    return state;
  }

  /** The account as the store has it now: another process may just have closed it. */
  async accountNow(accountId: string): Promise<AccountState> {
    this.accounts.delete(accountId);
    return this.account(accountId);
  }

  /** Begins a session; the token is told once and never kept. */
  async begin(
    accountId: string,
    by: SignedInBy = {},
  ): Promise<{ token: string; expiresAt: string }> {
    const token = randomBytes(32).toString('base64url');
    const createdAt = this.now();
    const expiresAt = new Date(createdAt.getTime() + this.seconds * 1_000);
    const id = keptOf(token);
    const times = { createdAt, expiresAt, lastSeenAt: createdAt };
    await this.documents.insertOne({ _id: id, accountId, ...times, ...by });
    return { token, expiresAt: expiresAt.toISOString() };
  }

  /**
   * Who acts with this token. Throws DomainError `session-needed` when it is unknown, ran out, was not used for too long, or its
   * account is disabled; `second-factor-required` when the role needs one and the session began without it.
   */
  async actorOf(token: string): Promise<Actor> {
    const { actor, strong } = await this.holderOf(token);
    if (!strong && this.needsStrong(actor.role)) throw new DomainError('second-factor-required');
    return actor;
  }

  /** As `actorOf`, for what an officer needs in order to set up his second factor. Throws DomainError `session-needed`. */
  async holderOf(token: string): Promise<{ actor: Actor; strong: boolean; federated: boolean }> {
    const session = await this.documents.findOne({ _id: keptOf(token) });
    const now = this.now();
    if (!session || !this.isOpen(session, now)) throw new DomainError('session-needed');
    const state = await this.account(session.accountId);
    if (state.status !== 'enabled') throw new DomainError('session-needed');
    await this.touch(session, now);
    const { accountId, role, kecamatan } = state;
    const { strong = false, federated = false } = session;
    return { actor: { id: accountId, role, kecamatan }, strong, federated };
  }

  /** Open sessions of an account, the one used last first. */
  async list(accountId: string, token?: string): Promise<SessionView[]> {
    const now = this.now();
    const current = token === undefined ? undefined : keptOf(token);
    const all = await this.documents.find({ accountId }).toArray();
    return all
      .filter((session) => this.isOpen(session, now))
      .map((session) => viewOf(session, current))
      .sort((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt));
  }

  /** Ends one session of an account by the id of the list. Throws DomainError `not-found`. */
  async endOne(accountId: string, id: string): Promise<void> {
    const { deletedCount } = await this.documents.deleteOne({ _id: id, accountId });
    if (deletedCount === 0) throw new DomainError('not-found');
  }

  /** Ends one session. */
  async end(token: string): Promise<void> {
    await this.documents.deleteOne({ _id: keptOf(token) });
  }

  /** Ends every session of an account. */
  async endAll(accountId: string): Promise<void> {
    this.accounts.delete(accountId);
    await this.documents.deleteMany({ accountId });
  }

  private isOpen(session: SessionDocument, now: Date): boolean {
    const seen = session.lastSeenAt ?? session.createdAt;
    return session.expiresAt > now && now.getTime() - seen.getTime() < this.idleMs;
  }

  private async touch({ _id: id, ...session }: SessionDocument, now: Date): Promise<void> {
    const seen = session.lastSeenAt ?? session.createdAt;
    const every = Math.min(touchEveryMs, this.idleMs / 10);
    if (now.getTime() - seen.getTime() < every) return;
    await this.documents.updateOne({ _id: id }, { $set: { lastSeenAt: now } });
  }

  /** Removes what ran out. */
  async sweep(): Promise<number> {
    const { deletedCount } = await this.documents.deleteMany({ expiresAt: { $lte: this.now() } });
    return deletedCount;
  }
}
