import {
  AckPolicy,
  DeliverPolicy,
  nanos,
  type Consumer,
  type ConsumerUpdateConfig,
  type NatsConnection,
} from 'nats';
import { managerOf } from './stored-messages.js';
import { eventStream, isNotFound } from './streams.js';

export interface DurableOptions {
  /** Name of the durable consumer. */
  name: string;
  filters: string[];
  ackWaitMs: number;
  maxAckPending: number;
}

export interface Durable {
  consumer: Consumer;
  /** Deliveries that nobody has answered yet, and the last sequence delivered. */
  unanswered: number;
  lastDelivered: number;
}

/**
 * The durable pull consumer, made or changed to fit. A filter that is added later sees only what is
 * published after the position that the consumer has reached.
 */
export async function ensureConsumer(
  connection: NatsConnection,
  options: DurableOptions,
): Promise<Durable> {
  const manager = await managerOf(connection);
  const wanted = {
    ack_wait: nanos(options.ackWaitMs),
    max_ack_pending: options.maxAckPending,
    // Counting deliveries is ours: the server cannot tell a failure from a missing database.
    max_deliver: -1,
    filter_subjects: [...new Set(options.filters)].sort(),
  } satisfies ConsumerUpdateConfig;
  const found = await manager.consumers.info(eventStream, options.name).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (!found) {
    await manager.consumers.add(eventStream, {
      ...wanted,
      durable_name: options.name,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
    });
  } else if (differs(found.config, wanted)) {
    await manager.consumers.update(eventStream, options.name, wanted);
  }
  return {
    consumer: await connection
      .jetstream({ timeout: 5_000 })
      .consumers.get(eventStream, options.name),
    unanswered: found?.num_ack_pending ?? 0,
    lastDelivered: found?.delivered.stream_seq ?? 0,
  };
}

function differs(found: ConsumerUpdateConfig, wanted: ConsumerUpdateConfig): boolean {
  const filters = (config: ConsumerUpdateConfig): string =>
    [...(config.filter_subjects ?? [config.filter_subject ?? ''])].sort().join(' ');
  return (
    filters(found) !== filters(wanted) ||
    found.ack_wait !== wanted.ack_wait ||
    found.max_ack_pending !== wanted.max_ack_pending ||
    found.max_deliver !== wanted.max_deliver
  );
}
