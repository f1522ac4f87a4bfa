import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Connection } from 'mongoose';
import { Coalescer } from './coalesce.js';
import { KeyDestroyed, VaultUnavailable } from './errors.js';
import type { ExistingKey, KeySource } from './key-source.js';
import type { MasterKey } from './master-key.js';
import { asked, isDuplicateKey } from './mongo-errors.js';
import { checkMaster } from './vault-check.js';
import { durable, keyOf, keysOf, wrap, type KeyDocument } from './vault-documents.js';

export interface KeyVaultOptions {
  connection: Connection;
  master: MasterKey;
  /** How long a key is believed without asking again, in ms. A key destroyed by another process opens so long. */
  cacheMs?: number;
  cachedKeys?: number;
  /** How long the database may take for one answer, in ms. */
  deadlineMs?: number;
  now?: () => Date;
}

const keyBytes = 32;
const idsPerQuestion = 500;
const tries = 5;

/**
 * The keys of personal data, in MongoDB collection `vault_keys`, wrapped by the master key. Every method throws
 * VaultUnavailable when the database does not answer and WrongMasterKey when the vault is another key's.
 */
export class KeyVault implements KeySource {
  private readonly cache: LRUCache<string, { key: ExistingKey }>;
  private readonly reads: Coalescer<ExistingKey>;
  private readonly deadlineMs: number;
  private readonly now: () => Date;

  constructor(private readonly options: KeyVaultOptions) {
    this.cache = new LRUCache({
      max: options.cachedKeys ?? 20_000,
      ttl: options.cacheMs ?? 30_000,
    });
    this.deadlineMs = options.deadlineMs ?? 5_000;
    this.now = options.now ?? (() => new Date());
    this.reads = new Coalescer((ids) => this.read(ids));
  }

  /** Proves that the master key is the one that the vault was filled under; the first call on a new vault marks it. */
  async check(): Promise<void> {
    await asked(this.deadlineMs, () => checkMaster(this.options.connection, this.options.master));
  }

  /**
   * The key, made and stored durably if it did not exist; callers at the same time get the same one.
   * Throws KeyDestroyed when it existed once.
   */
  async keyFor(keyId: string): Promise<KeyObject> {
    const key = (await this.existingKey(keyId)) ?? (await this.create(keyId));
    if (key === 'destroyed') throw new KeyDestroyed(keyId);
    return key;
  }

  /**
   * Many keys, each as `keyFor` gives it; all that are missing are made and stored durably by one write.
   * Throws KeyDestroyed when one of them existed once.
   */
  async keysFor(keyIds: readonly string[]): Promise<Map<string, KeyObject>> {
    const known = await this.existingKeys(keyIds);
    const missing = keyIds.filter((id) => !known.has(id));
    const made =
      missing.length === 0 ? new Map<string, ExistingKey>() : await this.createAll(missing);
    return new Map(
      keyIds.map((id) => {
        const key = known.get(id) ?? made.get(id);
        if (key === 'destroyed') throw new KeyDestroyed(id);
        if (key === undefined) throw new VaultUnavailable('a key just written cannot be read');
        return [id, key];
      }),
    );
  }

  /** The key, `destroyed`, or undefined when the vault never had it. */
  async existingKey(keyId: string): Promise<ExistingKey | undefined> {
    return (await this.existingKeys([keyId])).get(keyId);
  }

  /** Many at once; what is asked in the same turn of the event loop goes to the database in one question. */
  async existingKeys(keyIds: readonly string[]): Promise<Map<string, ExistingKey>> {
    const found = new Map<string, ExistingKey>();
    const missing: string[] = [];
    for (const id of keyIds) {
      const cached = this.cache.get(id);
      if (cached) found.set(id, cached.key);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    const answers = await this.reads.answers(missing);
    for (const id of missing) {
      const key = answers.get(id);
      if (key !== undefined) found.set(id, key);
    }
    return found;
  }

  /**
   * Destroys a key for ever; a tombstone with reason and time stays, also for a key that never was. False when it was
   * destroyed before: the first record stands. The reason must not hold personal data.
   */
  async destroy(keyId: string, reason: string, at: Date): Promise<boolean> {
    this.cache.set(keyId, { key: 'destroyed' });
    try {
      return await this.bury({ _id: keyId, state: 'destroyed', destroyedAt: at, reason });
    } catch (error) {
      this.cache.delete(keyId);
      throw error;
    }
  }

  private async bury(tombstone: KeyDocument): Promise<boolean> {
    const { _id, ...fields } = tombstone;
    const keys = keysOf(this.options.connection);
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const buried = await asked(this.deadlineMs, () =>
        keys.updateOne(
          { _id, state: 'live' },
          { $set: fields, $unset: { wrapped: '', masterKeyId: '' } },
          durable,
        ),
      );
      if (buried.matchedCount > 0) return true;
      try {
        await asked(this.deadlineMs, () => keys.insertOne(tombstone, durable));
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const stored = await asked(this.deadlineMs, () => keys.findOne({ _id }));
      if (stored?.state === 'destroyed') return false;
    }
    throw new VaultUnavailable('the key changed while it was being destroyed');
  }

  /** Somebody may make some of them at the same moment: then what is stored counts. */
  private async createAll(keyIds: readonly string[]): Promise<Map<string, ExistingKey>> {
    const { connection } = this.options;
    const fresh = keyIds.map((id) => [id, randomBytes(keyBytes)] as const);
    try {
      await asked(this.deadlineMs, () =>
        keysOf(connection).insertMany(
          fresh.map(([id, bytes]) => this.fresh(id, bytes)),
          { ordered: false, ...durable },
        ),
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return this.reads.answers([...keyIds]);
    }
    return new Map(fresh.map(([id, bytes]) => [id, this.remember(id, createSecretKey(bytes))]));
  }

  private fresh(keyId: string, bytes: Buffer): KeyDocument {
    const wrapped = wrap(this.options.master, bytes, keyId);
    return { _id: keyId, state: 'live', ...wrapped, createdAt: this.now() };
  }

  private async create(keyId: string): Promise<ExistingKey> {
    const { connection } = this.options;
    const { _id, ...fields } = this.fresh(keyId, randomBytes(keyBytes));
    const keys = keysOf(connection);
    try {
      await asked(this.deadlineMs, () =>
        keys.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true, ...durable }),
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const stored = (await this.reads.answers([keyId])).get(keyId);
    if (stored === undefined) throw new VaultUnavailable('a key just written cannot be read');
    return stored;
  }

  private async read(keyIds: string[]): Promise<Map<string, ExistingKey>> {
    const { connection, master } = this.options;
    const keys = new Map<string, ExistingKey>();
    for (let from = 0; from < keyIds.length; from += idsPerQuestion) {
      const ids = keyIds.slice(from, from + idsPerQuestion);
      const documents = await asked(this.deadlineMs, () =>
        keysOf(connection)
          .find({ _id: { $in: ids } })
          .toArray(),
      );
      for (const document of documents) {
        const [id, key] = keyOf(master, document);
        keys.set(id, this.remember(id, key));
      }
    }
    return keys;
  }

  /** A destruction that happened while the key was being read wins. */
  private remember(keyId: string, key: ExistingKey): ExistingKey {
    const known = this.cache.peek(keyId);
    if (known?.key === 'destroyed') return 'destroyed';
    this.cache.set(keyId, { key });
    return key;
  }
}
