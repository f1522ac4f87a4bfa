import { describe, expect, it } from 'vitest';
import { ticked } from '#libs/testing/projections';
import { ProjectionFailure } from './errors.js';
import { fold, replay, type Known } from './fold.js';
import { markOf, positionToString } from './position-string.js';
import type { OpenedEvent, View } from './view.js';

interface Count {
  n: number;
}
const view: View<Count> = {
  name: 'counts',
  version: 1,
  prefixes: ['intake-'],
  eventTypes: ['Ticked'],
  keysOf: (event) => (event.data['keys'] as string[] | undefined) ?? [event.streamId],
  evolve: (doc, event) => {
    if (event.data['poison']) throw new TypeError('Siti cannot be counted');
    if (event.data['gone']) return null;
    if (event.data['same']) return doc;
    return { n: (doc?.n ?? 0) + 1 };
  },
};
const mark = (place: number, build = 1) =>
  markOf(build, positionToString({ commit: BigInt(place), prepare: BigInt(place) }));
const folded = (events: OpenedEvent[], known: [string, Known<Count>][] = []) =>
  fold(view, 1, events, new Map(known));

describe('folding a batch', () => {
  it('goes on from what is stored and marks the last event of each document', () => {
    const { changes, applied } = folded(
      [ticked(5, 'intake-a', 5), ticked(6, 'intake-a', 6), ticked(7, 'intake-b', 0)],
      [['intake-a', { doc: { n: 5 }, mark: mark(4) }]],
    );
    expect(applied).toBe(3);
    expect([...changes]).toEqual([
      ['intake-a', { doc: { n: 7 }, mark: mark(6), existed: true }],
      ['intake-b', { doc: { n: 1 }, mark: mark(7), existed: false }],
    ]);
  });

  it('does not touch a document again with what it has seen, though others still need it', () => {
    const both = { keys: ['a', 'b'] };
    const { changes } = folded(
      [ticked(5, 'intake-a', 0, both)],
      [
        ['a', { doc: { n: 9 }, mark: mark(5) }],
        ['b', { doc: { n: 9 }, mark: mark(4) }],
      ],
    );
    expect([...changes]).toEqual([['b', { doc: { n: 10 }, mark: mark(5), existed: true }]]);
  });

  it('counts a key named twice once, and passes events that concern nothing', () => {
    const { changes, applied } = folded([
      ticked(1, 'intake-a', 0, { keys: ['a', 'a'] }),
      ticked(2, 'intake-a', 1, { keys: [] }),
    ]);
    expect(applied).toBe(2);
    expect(changes.get('a')?.doc).toEqual({ n: 1 });
  });

  it('writes nothing where nothing changes', () => {
    const doc = { n: 1 };
    const known: [string, Known<Count>][] = [['intake-a', { doc, mark: mark(1) }]];
    expect(folded([ticked(2, 'intake-a', 1, { same: true })], known).changes.size).toBe(0);
    expect(folded([ticked(2, 'intake-z', 0, { gone: true })]).changes.size).toBe(0);
  });

  it('removes a document, and does not let an older event bring it back', () => {
    const { changes } = folded(
      [ticked(5, 'intake-a', 0, { gone: true })],
      [['intake-a', { doc: { n: 1 }, mark: mark(4) }]],
    );
    expect(changes.get('intake-a')).toEqual({ doc: null, mark: mark(5), existed: true });
    const again = folded(
      [ticked(4, 'intake-a', 0), ticked(6, 'intake-a', 1)],
      [['intake-a', { doc: null, mark: mark(5) }]],
    );
    expect(again.changes.get('intake-a')).toEqual({ doc: { n: 1 }, mark: mark(6), existed: false });
  });

  it('stops before an event that it cannot take, which changes none of its documents', () => {
    const { changes, applied, failure } = folded([
      ticked(1, 'intake-a', 0),
      ticked(2, 'intake-a', 1, { poison: true, keys: ['b', 'intake-a'] }),
      ticked(3, 'intake-a', 2),
    ]);
    expect(applied).toBe(1);
    expect([...changes.keys()]).toEqual(['intake-a']);
    expect(failure).toMatchObject({ eventId: 'event-2', eventType: 'Ticked' });
    expect(failure?.message).toMatch(/^event event-2 \(Ticked\): TypeError at .*fold\.spec\.ts/);
    expect(failure?.message).not.toContain('Siti');
  });
});

describe('replaying for a spec', () => {
  it('gives the documents, without the types that the view does not know', () => {
    const other = { ...ticked(0, 'intake-a', 1), type: 'Other' };
    const docs = replay(view, [ticked(0, 'intake-a', 0), other, ticked(0, 'intake-a', 2)]);
    expect([...docs]).toEqual([['intake-a', { n: 2 }]]);
    const gone = ticked(0, 'intake-a', 1, { gone: true });
    expect(replay(view, [ticked(0, 'intake-a', 0), gone]).size).toBe(0);
  });

  it('catches a view that changes what it is given', () => {
    const careless: View<Count> = {
      ...view,
      evolve: (doc) => {
        if (!doc) return { n: 1 };
        doc.n += 1;
        return { ...doc };
      },
    };
    const events = [ticked(1, 'intake-a', 0), ticked(2, 'intake-a', 1)];
    expect(() => replay(careless, events)).toThrow(ProjectionFailure);
  });
});
