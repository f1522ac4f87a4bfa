import type { NatsConnection } from 'nats';
import { leaseBucket } from './lease.js';
import { managerOf } from './stored-messages.js';
import { deadStream, eventStream, isNotFound } from './streams.js';

const orNothing = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
};

/** How many messages the streams ADUAN and ADUAN_DEAD hold; none where they do not exist. */
export const countMessages = async (connection: NatsConnection): Promise<number> => {
  const manager = await managerOf(connection);
  let count = 0;
  for (const name of [eventStream, deadStream])
    count += (await orNothing(manager.streams.info(name)))?.state.messages ?? 0;
  return count;
};

/** Leases that a service holds now (or held until it was killed a few seconds ago); none while no service runs. */
export const heldLeases = async (connection: NatsConnection): Promise<string[]> => {
  const manager = await managerOf(connection);
  if (!(await orNothing(manager.streams.info(`KV_${leaseBucket}`)))) return [];
  const bucket = await connection.jetstream({ timeout: 5_000 }).views.kv(leaseBucket, {
    bindOnly: true,
  });
  const held: string[] = [];
  for await (const key of await bucket.keys()) held.push(key);
  return held;
};
