import { frameOf } from './frames.js';
import type { Entry } from './log.js';
import type { Outlet } from './outlet.js';
import type { AllStart, ReadCommand } from './read-request.js';
import { streamDeleted, unexpectedReadAll, unexpectedReadStream, unsupported } from './statuses.js';
import { firstVisible, isReadable } from './stream-states.js';
import type { StreamState } from './stream-states.js';
import type { Store } from './store.js';
import { streamNotFoundFrame } from './wire.js';

/** Events looked up per query; their bodies are loaded one by one while sending, so memory stays flat. */
export const PAGE = 256;

type ReadStream = Extract<ReadCommand, { target: 'stream' }>;
type ReadAll = Extract<ReadCommand, { target: 'all' }>;

/** Sends one stream's visible events and ends the call. */
export async function readStream(store: Store, command: ReadStream, outlet: Outlet): Promise<void> {
  const state = store.states.get(command.stream);
  if (state.tombstoned) throw streamDeleted(command.stream);
  if (!command.limit || (command.from === 'end' && !command.backwards))
    throw unexpectedReadStream();
  if (isReadable(state)) await sendLimited(store, command, outlet, streamEntries(store, command));
  else outlet.write(streamNotFoundFrame(command.stream));
  outlet.end();
}

/** What of a stream reads show: revisions from `floor` on, events created at `notBefore` (ms) or later. */
export function visibleRange(state: StreamState): { floor: number; notBefore: number } {
  const { maxAge } = state.metadata;
  return {
    floor: firstVisible(state),
    notBefore: maxAge === undefined ? 0 : Date.now() - maxAge,
  };
}

/** The visible events of a stream from where the command says, page by page. */
function* streamEntries(store: Store, command: ReadStream): Generator<Entry> {
  const state = store.states.get(command.stream);
  const { floor, notBefore } = visibleRange(state);
  const given = command.from === 'start' ? 0 : command.from === 'end' ? Infinity : command.from;
  let next = command.backwards ? Math.min(given, state.head) : Math.max(given, floor);
  for (;;) {
    if (command.backwards ? next < floor : next === Infinity) return;
    const page = command.backwards
      ? store.log.streamBackwards(command.stream, { from: next, floor }, notBefore, PAGE)
      : store.log.streamForwards(command.stream, next, notBefore, PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    next = last.revision + (command.backwards ? -1 : 1);
  }
}

/** Sends $all and ends the call. */
export async function readAll(store: Store, command: ReadAll, outlet: Outlet): Promise<void> {
  if (command.filter) throw unsupported('a filter on a read of $all');
  if (!command.limit) throw unexpectedReadAll();
  const from = command.backwards
    ? backwardsStart(store, command.from)
    : forwardsStart(store, command.from);
  if (from === undefined) throw unexpectedReadAll();
  await sendLimited(store, command, outlet, allEntries(store, from, command.backwards));
  outlet.end();
}

function* allEntries(store: Store, from: number, backwards: boolean): Generator<Entry> {
  let next = from;
  for (;;) {
    const page = backwards ? store.log.backwards(next, PAGE) : store.log.forwards(next, PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    next = backwards ? last.position : last.position + 1;
  }
}

/**
 * Position from which $all is read forwards (inclusive), or undefined for one that the log does not know: it must be
 * the start of an event, or lie beyond the end, with prepare not above commit.
 */
export function forwardsStart(store: Store, from: AllStart): number | undefined {
  if (from === 'start') return 0;
  const { log } = store;
  if (from === 'end') return log.lastPosition + 1;
  if (from.prepare > from.commit) return undefined;
  if (from.commit > log.lastPosition) return log.lastPosition + 1;
  return log.has(Number(from.commit)) ? Number(from.commit) : undefined;
}

/** The same backwards (exclusive), where beyond the end is unknown too. */
function backwardsStart(store: Store, from: AllStart): number | undefined {
  if (from === 'start') return 0;
  if (from === 'end') return store.log.lastPosition + 1;
  return from.commit > store.log.lastPosition ? undefined : forwardsStart(store, from);
}

async function sendLimited(
  store: Store,
  command: ReadCommand,
  outlet: Outlet,
  entries: Iterable<Entry>,
): Promise<void> {
  let left = command.limit ?? 0;
  for (const entry of entries) {
    await outlet.send(frameOf(store, entry, command.resolveLinks));
    left -= 1;
    if (outlet.closed || left <= 0) return;
  }
}
