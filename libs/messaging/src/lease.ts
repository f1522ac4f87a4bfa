import { StorageType, type KV, type NatsConnection } from 'nats';
import type { Logger } from 'pino';
import { pause } from './timing.js';

export const leaseBucket = 'ADUAN_LEASES';

export interface LeaseOptions {
  connection: NatsConnection;
  key: string;
  /** Unlike that of every other holder, ever. */
  owner: string;
  replicas: 1 | 3;
  logger: Logger;
  /** Time after which a silent holder has lost it; the first to make the bucket decides. Default 5 s. */
  ttlMs?: number;
}

interface Held {
  bucket: KV;
  revision: number;
  ttlMs: number;
  /** Monotonic time until which nobody else can have it. */
  until: number;
}

/**
 * Waits until nobody else holds the lease, then works while holding it; gives it back afterwards.
 * `work` gets a signal that aborts when the lease is lost or `stop` aborts. Waiting survives a server
 * that is away; errors of `work` are passed on.
 */
export async function withLease(
  options: LeaseOptions,
  stop: AbortSignal,
  work: (tenure: AbortSignal) => Promise<void>,
): Promise<void> {
  const held = await acquire(options, stop);
  if (!held) return;
  const over = new AbortController();
  const tenure = AbortSignal.any([over.signal, stop]);
  const renewal = renew(options, held, tenure).finally(() => over.abort());
  try {
    await work(tenure);
  } finally {
    over.abort();
    await renewal;
    await release(options, held);
  }
}

async function acquire(options: LeaseOptions, stop: AbortSignal): Promise<Held | undefined> {
  let hasComplained = false;
  while (!stop.aborted) {
    try {
      const bucket = await openBucket(options);
      const { ttl } = await bucket.status();
      const asked = performance.now();
      const revision = await claim(bucket, options);
      if (revision !== undefined) return { bucket, revision, ttlMs: ttl, until: asked + ttl };
      hasComplained = false;
    } catch (error) {
      if (options.connection.isClosed()) return undefined;
      if (!hasComplained) options.logger.warn({ err: error, lease: options.key }, 'no lease yet');
      hasComplained = true;
    }
    await pause(Math.min(500, (options.ttlMs ?? 5_000) / 3), stop);
  }
  return undefined;
}

function openBucket({ connection, ttlMs, replicas }: LeaseOptions): Promise<KV> {
  return connection.jetstream({ timeout: 2_000 }).views.kv(leaseBucket, {
    history: 1,
    ttl: ttlMs ?? 5_000,
    replicas,
    storage: StorageType.File,
  });
}

/** The revision of our claim; undefined when somebody else holds it. */
async function claim(bucket: KV, { key, owner }: LeaseOptions): Promise<number | undefined> {
  try {
    return await bucket.create(key, owner);
  } catch (error) {
    if (!isTaken(error)) throw error;
    return ownRevision(bucket, key, owner);
  }
}

/** An earlier claim of ours may be stored though its answer was lost. */
async function ownRevision(bucket: KV, key: string, owner: string): Promise<number | undefined> {
  const entry = await bucket.get(key);
  return entry?.operation === 'PUT' && entry.string() === owner ? entry.revision : undefined;
}

async function renew(options: LeaseOptions, held: Held, tenure: AbortSignal): Promise<void> {
  const { key, owner, logger } = options;
  while (!tenure.aborted) {
    await pause(held.ttlMs / 3, tenure);
    if (tenure.aborted) return;
    const asked = performance.now();
    try {
      held.revision = await held.bucket.update(key, owner, held.revision);
      held.until = asked + held.ttlMs;
    } catch (error) {
      const own = isTaken(error)
        ? await ownRevision(held.bucket, key, owner).catch(() => undefined)
        : undefined;
      if (own !== undefined) held.revision = own;
      else if (isTaken(error) || performance.now() > held.until) {
        logger.warn({ lease: key }, 'lease lost');
        return;
      }
    }
  }
}

async function release({ key }: LeaseOptions, held: Held): Promise<void> {
  // Not ours any more, or the server is away: it runs out by itself.
  await held.bucket.delete(key, { previousSeq: held.revision }).catch(() => undefined);
}

/** JetStream's "wrong last sequence": somebody else wrote first. */
function isTaken(error: unknown): boolean {
  const code = (error as { api_error?: { err_code?: number } } | undefined)?.api_error?.err_code;
  return code === 10_071 || code === 10_164;
}
