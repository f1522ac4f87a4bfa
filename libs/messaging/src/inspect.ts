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

/** Leases that a service holds now, or held a few seconds ago; none while no service runs. */
export const heldLeases = async (connection: NatsConnection): Promise<string[]> => {
  const manager = await managerOf(connection);
  const prefix = `$KV.${leaseBucket}.`;
  const info = await orNothing(
    manager.streams.info(`KV_${leaseBucket}`, {
      subjects_filter: '>',
      deleted_details: false,
      offset: 0,
    }),
  );
  return Object.keys(info?.state.subjects ?? {}).map((subject) => subject.slice(prefix.length));
};
