import { describe, expect, it } from 'vitest';
import { decideAppend, decideDelete, decideTombstone } from './append-rules.js';
import type { KnownIds } from './append-rules.js';
import { NO_METADATA } from './metadata.js';
import type { StreamState } from './stream-states.js';

const state = (over: Partial<StreamState> = {}): StreamState => ({
  name: 's',
  head: 2,
  metaHead: -1,
  tombstoned: false,
  metadata: NO_METADATA,
  ...over,
});

/** A stream that holds these ids from revision 0 on, all remembered or none. */
const holding = (ids: string[], remembered = true): KnownIds => ({
  recent: (id) => (remembered && ids.includes(id) ? ids.indexOf(id) : undefined),
  isAt: (id, revision) => ids[revision] === id,
});

const nothing = holding([]);

describe('decideAppend', () => {
  it('an exact revision recognises its own repetition without any memory', () => {
    const forgotten = holding(['a', 'b', 'c'], false);
    expect(decideAppend(state(), 0n, ['b', 'c'], forgotten)).toEqual({
      kind: 'known',
      revision: 2,
    });
    expect(decideAppend(state(), 0n, ['b', 'x'], forgotten)).toEqual({ kind: 'wrong' });
    expect(decideAppend(state(), 'any', ['b', 'c'], forgotten)).toEqual({ kind: 'write' });
  });

  it('a repetition that reaches beyond the head is a conflict', () => {
    expect(decideAppend(state(), 1n, ['c', 'd'], holding(['a', 'b', 'c']))).toEqual({
      kind: 'wrong',
    });
  });

  it('a revision that no stream can have is a conflict', () => {
    expect(decideAppend(state(), 18_446_744_073_709_551_614n, ['x'], nothing)).toEqual({
      kind: 'wrong',
    });
  });

  it('no_stream recreates a soft deleted stream, unless its ids are the first ones', () => {
    const deleted = state({ metadata: { softDeleted: true, truncateBefore: Infinity } });
    expect(decideAppend(deleted, 'no_stream', ['x'], nothing)).toEqual({ kind: 'write' });
    expect(decideAppend(deleted, 'no_stream', ['a'], holding(['a', 'b', 'c']))).toEqual({
      kind: 'known',
      revision: 0,
    });
    expect(decideAppend(deleted, 'no_stream', ['a', 'x'], holding(['a', 'b', 'c']))).toEqual({
      kind: 'wrong',
    });
    expect(decideAppend(deleted, 'no_stream', [], nothing)).toEqual({ kind: 'wrong' });
  });
});

describe('decideDelete and decideTombstone', () => {
  const never = state({ head: -1 });

  it('a stream that never was may be tombstoned, not deleted', () => {
    expect(decideDelete(never, 'any')).toBe('wrong');
    expect(decideDelete(never, 'no_stream')).toBe('wrong');
    expect(decideTombstone(never, 'any')).toBe('delete');
    expect(decideTombstone(never, 'no_stream')).toBe('delete');
    expect(decideTombstone(never, 'stream_exists')).toBe('wrong');
  });

  it('a tombstone is final', () => {
    expect(decideDelete(state({ tombstoned: true }), 'any')).toBe('deleted');
    expect(decideTombstone(state({ tombstoned: true }), 2n)).toBe('deleted');
  });
});
