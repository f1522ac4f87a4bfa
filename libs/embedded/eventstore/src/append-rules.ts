import type { StreamState } from './stream-states.js';

/** What the caller expects of the stream: any, none yet, some, or exactly this newest revision. */
export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

export type Decision =
  | { kind: 'write' }
  /** Everything is already there; the answer names this revision. */
  | { kind: 'known'; revision: number }
  | { kind: 'wrong' }
  | { kind: 'deleted' };

/** What is known of event ids in the stream appended to. */
export interface KnownIds {
  /** Revision under which a recently written id is remembered for this stream. */
  recent(id: string): number | undefined;
  /** Whether the stream's event at this revision has this id. */
  isAt(id: string, revision: number): boolean;
}

/**
 * Without an exact revision the first id decides: unknown means new events (the others are not looked at); known means
 * a repetition, and then every id must be known.
 */
function decideByRecentIds(ids: string[], known: KnownIds): Decision {
  let last: number | undefined;
  for (const id of ids) {
    const revision = known.recent(id);
    if (revision === undefined) return last === undefined ? { kind: 'write' } : { kind: 'wrong' };
    last = revision;
  }
  return last === undefined ? { kind: 'write' } : { kind: 'known', revision: last };
}

/** An exact revision below the newest is a repetition if the very same ids follow it, else a conflict. */
function decideByPlace(
  state: StreamState,
  expected: number,
  ids: string[],
  known: KnownIds,
): Decision {
  const firstUnknown = ids.findIndex((id, i) => !known.isAt(id, expected + 1 + i));
  if (ids.length > 0 && firstUnknown < 0) return { kind: 'known', revision: expected + ids.length };
  const recreates = expected === -1 && state.metadata.softDeleted && firstUnknown === 0;
  return recreates ? { kind: 'write' } : { kind: 'wrong' };
}

/**
 * Decides what an append does, as EventStoreDB does it: expected revision and idempotency by event id together.
 * Only an exact revision (or no_stream) recognises a repetition for ever; `any` knows recent ids only.
 */
export function decideAppend(
  state: StreamState,
  expected: Expected,
  ids: string[],
  known: KnownIds,
): Decision {
  if (state.tombstoned) return { kind: 'deleted' };
  if (expected === 'stream_exists') {
    if (state.metadata.softDeleted) return { kind: 'deleted' };
    if (state.head < 0 && state.metaHead < 0) return { kind: 'wrong' };
  }
  if (expected === 'any' || expected === 'stream_exists') return decideByRecentIds(ids, known);
  const revision = expected === 'no_stream' ? -1 : Number(expected);
  if (revision > state.head) return { kind: 'wrong' };
  if (revision === state.head) return { kind: 'write' };
  return decideByPlace(state, revision, ids, known);
}

export type DeleteDecision = 'delete' | 'wrong' | 'deleted';

/** Decides a soft delete: a stream without events and metadata cannot be deleted, whatever is expected. */
export function decideDelete(state: StreamState, expected: Expected): DeleteDecision {
  if (state.tombstoned) return 'deleted';
  if (state.head < 0 && state.metaHead < 0) return 'wrong';
  return matches(state, expected);
}

/** Decides a tombstone, which may also be set on a stream that never was. */
export function decideTombstone(state: StreamState, expected: Expected): DeleteDecision {
  if (state.tombstoned) return 'deleted';
  return matches(state, expected);
}

function matches(state: StreamState, expected: Expected): DeleteDecision {
  switch (expected) {
    case 'any':
      return 'delete';
    case 'no_stream':
      return state.head < 0 || state.metadata.softDeleted ? 'delete' : 'wrong';
    case 'stream_exists':
      if (state.metadata.softDeleted) return 'deleted';
      return state.head >= 0 || state.metaHead >= 0 ? 'delete' : 'wrong';
    default:
      return Number(expected) === state.head ? 'delete' : 'wrong';
  }
}
