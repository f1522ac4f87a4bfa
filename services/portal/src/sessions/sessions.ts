import { createHash, randomBytes } from 'node:crypto';
import type { Collection, Connection } from 'mongoose';
import { LRUCache } from 'lru-cache';
import { DomainError, type Actor } from '#libs/contracts';
import { load, type Decider, type EventStore } from '#libs/eventsourcing';
import { account, accountStream, type AccountEvent, type AccountState } from '../domain/account.js';

/** A session as it is kept: nothing in it lets anybody in. */
interface SessionDocument {
  _id: string;
  accountId: string;
  createdAt: Date;
  expiresAt: Date;
}

const sessionHours = 10;
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
  ) {
    this.documents = connection.collection<SessionDocument>('portal_sessions');
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
  async begin(accountId: string): Promise<{ token: string; expiresAt: string }> {
    const token = randomBytes(32).toString('base64url');
    const createdAt = this.now();
    const expiresAt = new Date(createdAt.getTime() + sessionHours * 3_600_000);
    await this.documents.insertOne({ _id: keptOf(token), accountId, createdAt, expiresAt });
    return { token, expiresAt: expiresAt.toISOString() };
  }

  /** Who acts with this token. Throws DomainError `session-needed` when it is unknown, ran out, or its account is disabled. */
  async actorOf(token: string): Promise<Actor> {
    const session = await this.documents.findOne({ _id: keptOf(token) });
    if (!session || session.expiresAt <= this.now()) throw new DomainError('session-needed');
    const state = await this.account(session.accountId);
    if (state.status !== 'enabled') throw new DomainError('session-needed');
    const { accountId, role, kecamatan } = state;
    return { id: accountId, role, kecamatan };
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

  /** Removes what ran out. */
  async sweep(): Promise<number> {
    const { deletedCount } = await this.documents.deleteMany({ expiresAt: { $lte: this.now() } });
    return deletedCount;
  }
}
