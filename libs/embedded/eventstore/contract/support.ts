import { randomUUID } from 'node:crypto';
import { jsonEvent, NO_STREAM } from '@eventstore/db-client';
import type {
  AllStreamSubscription,
  EventStoreDBClient,
  JSONEventData,
  ResolvedEvent,
  StreamSubscription,
} from '@eventstore/db-client';
import { vi } from 'vitest';

/** A server under contract. `restart` ends it hard (SIGKILL) and starts it again on the same port and data. */
export interface ContractServer {
  client: EventStoreDBClient;
  restart?: () => Promise<void>;
}

/** Gives the running server; called inside tests only. */
export type Server = () => ContractServer;

/** With credentials the client uses the Append call instead of BatchAppend. The servers here ignore them. */
export const overAppend = { credentials: { username: 'admin', password: 'changeit' } };

/** A stream name that no other test uses. */
export const fresh = (prefix = 'contract'): string => `${prefix}-${randomUUID()}`;

export const event = (id: string = randomUUID(), type = 'Tested'): JSONEventData =>
  jsonEvent({ id, type, data: { some: 'data' } });

export const events = (count: number): JSONEventData[] =>
  Array.from({ length: count }, () => event());

/** Writes a new stream of `count` events and returns its name and their ids. */
export async function given(
  { client }: ContractServer,
  count: number,
): Promise<{ stream: string; ids: string[] }> {
  const stream = fresh();
  const proposed = events(count);
  await client.appendToStream(stream, proposed, { expectedRevision: NO_STREAM });
  return { stream, ids: proposed.map(({ id }) => id) };
}

/** Reads everything and keeps what `pick` takes of each event. */
export async function collect<T>(
  read: AsyncIterable<ResolvedEvent>,
  pick: (resolved: ResolvedEvent) => T,
): Promise<T[]> {
  const taken: T[] = [];
  for await (const resolved of read) taken.push(pick(resolved));
  return taken;
}

export const revisions = (read: AsyncIterable<ResolvedEvent>): Promise<(bigint | undefined)[]> =>
  collect(read, (resolved) => resolved.event?.revision);

type Watched = AllStreamSubscription | StreamSubscription;

/** What a subscription did, in order; errors carry the client's `type`, `code` and `message`. */
export interface Watch {
  log: (string | bigint)[];
  received: ResolvedEvent[];
  error: { type?: string; code?: number; message: string } | undefined;
}

/** Follows a subscription from outside: 'confirmation', 'caughtUp', 'error' and the revision of each event. */
export function watch(subscription: Watched): Watch {
  const watched: Watch = { log: [], received: [], error: undefined };
  subscription.on('confirmation', () => watched.log.push('confirmation'));
  subscription.on('caughtUp', () => watched.log.push('caughtUp'));
  subscription.on('data', (resolved: ResolvedEvent) => {
    watched.received.push(resolved);
    watched.log.push((resolved.event ?? resolved.link)?.revision ?? 'nothing');
  });
  subscription.on('error', (error: Error) => {
    watched.error = error;
    watched.log.push('error');
  });
  return watched;
}

/** Waits, at most fifteen seconds, until `check` no longer throws. */
export const until = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 15_000, interval: 5 });

/** The position of the last event that an append wrote. */
export async function appendAt(
  { client }: ContractServer,
  stream: string,
): Promise<{ commit: bigint; prepare: bigint }> {
  const { position } = await client.appendToStream(stream, event());
  if (!position) throw new Error('the append was answered without a position');
  return position;
}
