import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CatchUpCheckpoints, LiveCheckpoints } from './checkpoints.js';
import type { Checkpoint } from './checkpoints.js';
import { frameOf } from './frames.js';
import { LiveQueue } from './live.js';
import type { LiveHub, Listener, Waiting } from './live.js';
import { TOMBSTONE_ROW } from './log.js';
import type { Entry } from './log.js';
import type { Outlet } from './outlet.js';
import type { AllStart, ReadCommand } from './read-request.js';
import { forwardsStart, PAGE, visibleRange } from './reads.js';
import { handlerFailed, streamDeleted } from './statuses.js';
import { isReadable } from './stream-states.js';
import type { Store } from './store.js';
import { caughtUpFrame, checkpointFrame, confirmationFrame } from './wire.js';

/** What subscriptions need of the server. */
export interface SubscriptionContext {
  store: Store;
  hub: LiveHub;
  /** Frames that may wait for a slow live subscriber. */
  buffer: number;
}

type SubscribeAll = Extract<ReadCommand, { target: 'all' }>;
type SubscribeStream = Extract<ReadCommand, { target: 'stream' }>;

type Sendable = Extract<Waiting, { frame: () => Buffer }>;

/** Events that may still be unsent when a subscription goes live; more are sent first, at the reader's pace. */
const liveStart = ({ buffer }: SubscriptionContext): number => Math.min(32, buffer);

const caughtUp: Sendable = { frame: () => caughtUpFrame };
const checkpoint = (position: Checkpoint): Sendable => ({
  frame: () => checkpointFrame(...position),
});

/** First position to deliver: subscriptions exclude the position they start from, except {0, 0}. */
function subscriptionStart(store: Store, from: AllStart): number {
  const start = forwardsStart(store, from);
  if (start === undefined) throw handlerFailed();
  if (typeof from !== 'object') return start;
  return from.commit === from.prepare && BigInt(start) === from.commit ? start + 1 : start;
}

/**
 * Serves a subscription to $all: everything after its start in log order, then live. The step from one to the other
 * happens between two lines that nothing can interrupt, so nothing is missed or sent twice.
 */
export async function subscribeAll(
  context: SubscriptionContext,
  command: SubscribeAll,
  outlet: Outlet,
): Promise<void> {
  const { store } = context;
  const { filter } = command;
  let next = subscriptionStart(store, command.from);
  outlet.write(confirmationFrame(randomUUID()));
  const commit = typeof command.from === 'object' ? Number(command.from.commit) : 0;
  const checkpoints = filter && new CatchUpCheckpoints(filter.window, filter.interval, commit);

  const catchUp = (entry: Entry): Sendable[] => {
    const matched = !filter || filter.matches(entry);
    const reached = checkpoints?.consider(entry.position, matched);
    const items = matched ? [event(store, entry, command)] : [];
    return reached ? [...items, checkpoint(reached)] : items;
  };

  for (;;) {
    const page = store.log.forwards(next, PAGE);
    const items = page.flatMap(catchUp);
    if (page.length <= liveStart(context)) {
      goLive(context, outlet, [...items, caughtUp], (queue) => allListener(store, command, queue));
      return;
    }
    for (const item of items) await outlet.send(item.frame());
    // A long stretch without a match must not keep the others waiting.
    if (items.length === 0) await nextTurn();
    if (outlet.closed) return;
    next = (page.at(-1)?.position ?? next) + 1;
  }
}

function allListener(store: Store, command: SubscribeAll, queue: LiveQueue): Listener {
  const { filter } = command;
  const checkpoints = filter && new LiveCheckpoints(filter.window, filter.interval);
  return (written) => {
    const items: Waiting[] = [];
    for (const entry of written) {
      if (!filter || filter.matches(entry)) items.push(event(store, entry, command));
      const reached = checkpoints?.consider(entry.position);
      if (reached) items.push(checkpoint(reached));
    }
    queue.offer(items);
  };
}

/**
 * Serves a subscription to one stream. A stream that is not there (yet) is confirmed and waited for; only from END it
 * counts as caught up at once.
 */
export async function subscribeStream(
  context: SubscriptionContext,
  command: SubscribeStream,
  outlet: Outlet,
): Promise<void> {
  const { store } = context;
  const { stream, from } = command;
  if (store.states.get(stream).tombstoned && from !== 'end') throw streamDeleted(stream);
  outlet.write(confirmationFrame(randomUUID()));
  if (from === 'end') {
    startStream(context, command, outlet, [caughtUp]);
    return;
  }
  let next = from === 'start' ? 0 : from + 1;
  for (;;) {
    const state = store.states.get(stream);
    if (!isReadable(state)) {
      startStream(context, command, outlet, []);
      return;
    }
    const { floor, notBefore } = visibleRange(state);
    const start = Math.max(next, floor);
    const page = start > state.head ? [] : store.log.streamForwards(stream, start, notBefore, PAGE);
    const items = page.map((entry) => event(store, entry, command));
    if (page.length <= liveStart(context)) {
      startStream(context, command, outlet, [...items, caughtUp]);
      return;
    }
    for (const item of items) await outlet.send(item.frame());
    if (outlet.closed) return;
    next = (page.at(-1)?.revision ?? next) + 1;
  }
}

/** Goes live on one stream; without items the stream is not there yet and caughtUp follows its first events. */
function startStream(
  context: SubscriptionContext,
  command: SubscribeStream,
  outlet: Outlet,
  items: Sendable[],
): void {
  goLive(context, outlet, items, (queue) =>
    streamListener(context.store, command, queue, items.length > 0),
  );
}

function streamListener(
  store: Store,
  command: SubscribeStream,
  queue: LiveQueue,
  existed: boolean,
): Listener {
  const after = typeof command.from === 'number' ? command.from : -1;
  let exists = existed;
  return (written) => {
    const items: Waiting[] = [];
    for (const entry of written) {
      if (entry.stream !== command.stream) continue;
      if (entry.revision > after) items.push(event(store, entry, command));
      if (entry.revision === TOMBSTONE_ROW) items.push({ error: streamDeleted(entry.stream) });
    }
    if (!exists && written.some(({ stream }) => stream === command.stream)) {
      exists = true;
      items.push(caughtUp);
    }
    queue.offer(items);
  };
}

function goLive(
  { hub, buffer }: SubscriptionContext,
  outlet: Outlet,
  items: Sendable[],
  listener: (queue: LiveQueue) => Listener,
): void {
  if (outlet.closed) return;
  const queue = new LiveQueue(outlet, buffer);
  const stop = hub.listen(listener(queue));
  outlet.whenClosed(stop);
  queue.add(items);
}

const event = (store: Store, entry: Entry, command: ReadCommand): Sendable => ({
  frame: () => frameOf(store, entry, command.resolveLinks),
});
