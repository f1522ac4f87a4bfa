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
 * The durable pull consumer, made or changed to fit. It has no filter: with several filter subjects
 * nats-server 2.10.27 needs 4 ms of its processor per message once the stream has more than one file
 * block (8 MB), and 2.15.1 0.5 ms; without, 0.01 ms. What nobody handles is acknowledged at once.
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
  return (
    found.ack_wait !== wanted.ack_wait ||
    found.max_ack_pending !== wanted.max_ack_pending ||
    found.max_deliver !== wanted.max_deliver
  );
}
