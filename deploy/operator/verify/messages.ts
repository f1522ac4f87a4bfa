import { setTimeout as delay } from 'node:timers/promises';
import { comparePositions, type Position } from '#libs/eventsourcing';
import { readMessages, type RelayedMessage } from '#libs/messaging';
import type { ServiceKit } from '#libs/service';
import { Progress } from '../output.js';
import { eventsUpTo } from './up-to.js';
import { bucketOf, Tally, type Seen } from './tally.js';

/** How long relays may need to bring what is stored. */
const patienceMs = 30_000;
const mostTold = 100;

/** Streams whose messages lie out of order, found without remembering all streams. */
class Order {
  private readonly furthest = new Map<string, Position>();
  readonly suspects = new Set<string>();

  add({ service, streamId, position }: RelayedMessage): void {
    const before = this.furthest.get(service);
    if (before && comparePositions(position, before) <= 0) this.suspects.add(streamId);
    else this.furthest.set(service, position);
  }
}

const tallyStore = async (kit: ServiceKit, end: Position): Promise<Tally> => {
  const tally = new Tally();
  const progress = new Progress('events in the store');
  for await (const { id, streamId, revision } of eventsUpTo(kit.store, end)) {
    tally.add({ id, streamId, revision: revision.toString() });
    progress.at(tally.count);
  }
  progress.done();
  return tally;
};

const within = (end: Position) => (message: RelayedMessage) =>
  comparePositions(message.position, end) <= 0;

const tallyStream = async (
  kit: ServiceKit,
  end: Position,
): Promise<{ tally: Tally; order: Order }> => {
  const [tally, order] = [new Tally(), new Order()];
  const isWithin = within(end);
  for await (const message of readMessages(kit.nats)) {
    if (!isWithin(message)) continue;
    tally.add(message);
    order.add(message);
  }
  return { tally, order };
};

const nameOf = ({ id, streamId, revision }: Seen): string => `${streamId}@${revision} (${id})`;

/** The events of some buckets one by one: which are missing in the stream, twice, or in no store. */
const looked = async (kit: ServiceKit, end: Position, among: Set<number>): Promise<string[]> => {
  const times = new Map<string, number>();
  const change = (seen: Seen, by: number): void => {
    if (!among.has(bucketOf(seen))) return;
    const name = nameOf(seen);
    const now = (times.get(name) ?? 0) + by;
    if (now === 0) times.delete(name);
    else times.set(name, now);
  };
  for await (const { id, streamId, revision } of eventsUpTo(kit.store, end))
    change({ id, streamId, revision: revision.toString() }, 1);
  const isWithin = within(end);
  for await (const message of readMessages(kit.nats)) if (isWithin(message)) change(message, -1);
  return [...times].map(([name, by]) =>
    by > 0 ? `${name} is not in JetStream` : `${name} is in JetStream ${-by} times too often`,
  );
};

/** Whether the messages of some streams come in the order of their revisions. */
const outOfOrder = async (kit: ServiceKit, suspects: Set<string>): Promise<string[]> => {
  const last = new Map<string, bigint>();
  const found: string[] = [];
  if (suspects.size === 0) return found;
  for await (const { streamId, revision, seq } of readMessages(kit.nats)) {
    if (!suspects.has(streamId)) continue;
    const before = last.get(streamId) ?? -1n;
    if (BigInt(revision) !== before + 1n)
      found.push(`${streamId}@${revision} comes after ${before} in JetStream (message ${seq})`);
    last.set(streamId, BigInt(revision));
  }
  return found;
};

/**
 * Compares the store up to a place with the stream ADUAN: every event once, each stream in order. Waits a while for relays. Answers
 * what is wrong, each by id; memory grows with the differences only.
 */
export const verifyMessages = async (
  kit: ServiceKit,
  end: Position,
): Promise<{ events: number; problems: string[] }> => {
  const store = await tallyStore(kit, end);
  const until = Date.now() + patienceMs;
  for (;;) {
    const { tally, order } = await tallyStream(kit, end);
    const differing = store.differences(tally);
    if (differing.size > 0 && tally.count < store.count && Date.now() < until) {
      await delay(1_000);
      continue;
    }
    const problems = [
      ...(differing.size > 0 ? await looked(kit, end, differing) : []),
      ...(await outOfOrder(kit, order.suspects)),
    ];
    return { events: store.count, problems: problems.slice(0, mostTold) };
  }
};
