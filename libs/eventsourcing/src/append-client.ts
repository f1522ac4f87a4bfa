import { EventStoreDBClient } from '@eventstore/db-client';
import { setTimeout as delay } from 'node:timers/promises';

interface Shared {
  client: EventStoreDBClient;
  users: number;
}

const clients = new Map<string, Shared>();
const closeTimeoutMs = 500;

/**
 * The one client of this process that appends to an address. The library keeps the appends that wait for an answer in one
 * place for the whole process and forgets all of them when any appending connection ends: with two of them, ending one
 * makes the answers of the other unexpected, and those end the process.
 */
export const takeAppender = (url: string): EventStoreDBClient => {
  const shared = clients.get(url) ?? { client: EventStoreDBClient.connectionString(url), users: 0 };
  shared.users += 1;
  clients.set(url, shared);
  return shared.client;
};

/** Gives the appending client back; the last user ends its connection. */
export const giveAppenderBack = async (url: string): Promise<void> => {
  const shared = clients.get(url);
  if (!shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  clients.delete(url);
  await endClient(shared.client);
};

/** Ends a client's connection. The library may wait for ever for a read that broke, so not we. */
export const endClient = async (client: EventStoreDBClient): Promise<void> => {
  const shortly = new AbortController();
  const enough = delay(closeTimeoutMs, undefined, { signal: shortly.signal });
  await Promise.race([client.dispose(), enough]);
  shortly.abort();
  await enough.catch(() => undefined);
};
