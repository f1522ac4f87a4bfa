import {
  DiscardPolicy,
  nanos,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type NatsConnection,
  type StreamConfig,
} from 'nats';
import { growing, pause } from './timing.js';

export const eventStream = 'ADUAN';
export const deadStream = 'ADUAN_DEAD';

export interface StreamOptions {
  /** 1 for a single server, 3 in a cluster. */
  replicas: 1 | 3;
  /** How long the server remembers message ids; 2 minutes unless a test needs less. */
  duplicateWindowMs?: number;
  /** How long to wait for JetStream to be ready; default 30 s. */
  withinMs?: number;
  signal?: AbortSignal;
}

type OurConfig = Pick<
  StreamConfig,
  'name' | 'subjects' | 'retention' | 'storage' | 'discard' | 'num_replicas' | 'duplicate_window'
>;

const config = (name: string, subjects: string[], options: StreamOptions): OurConfig => ({
  name,
  subjects,
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.New,
  num_replicas: options.replicas,
  duplicate_window: nanos(options.duplicateWindowMs ?? 120_000),
});

/**
 * Makes the streams ADUAN (`aduan.>`) and ADUAN_DEAD (`aduan-dead.>`): on file, kept without age
 * limit, new messages refused rather than old ones dropped. Changes what differs, so any service may
 * call it, any number of times. Waits while JetStream is not ready; throws its last error after `withinMs`.
 */
export async function ensureStreams(
  connection: NatsConnection,
  options: StreamOptions,
): Promise<void> {
  const deadline = Date.now() + (options.withinMs ?? 30_000);
  for (let failures = 1; ; failures++) {
    try {
      const manager = await connection.jetstreamManager({ checkAPI: false, timeout: 5_000 });
      await ensureStream(manager, config(eventStream, ['aduan.>'], options));
      await ensureStream(manager, config(deadStream, ['aduan-dead.>'], options));
      return;
    } catch (error) {
      if (connection.isClosed() || options.signal?.aborted || Date.now() > deadline) throw error;
      await pause(growing(100, 1_000, failures), options.signal);
    }
  }
}

async function ensureStream(manager: JetStreamManager, wanted: OurConfig): Promise<void> {
  const found = await manager.streams.info(wanted.name).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (!found) {
    await manager.streams.add(wanted);
    return;
  }
  const differs = (['subjects', 'num_replicas', 'duplicate_window', 'discard'] as const).some(
    (field) => String(found.config[field]) !== String(wanted[field]),
  );
  if (differs) await manager.streams.update(wanted.name, wanted);
}

/** Stream, consumer or message not found, as JetStream answers it. */
export function isNotFound(error: unknown): boolean {
  return (error as { api_error?: { code?: number } } | undefined)?.api_error?.code === 404;
}
