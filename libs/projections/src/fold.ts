import { ProjectionFailure } from './errors.js';
import { markOf, positionToString } from './position-string.js';
import type { OpenedEvent, View } from './view.js';

/** What is known of a document before a batch; `doc` is null when it is absent, with the mark of its removal if any. */
export interface Known<Doc extends object> {
  doc: Doc | null;
  mark: string;
}

/** What becomes of a document by a batch. */
export interface Change<Doc extends object> extends Known<Doc> {
  /** Whether there was a document before the batch. */
  existed: boolean;
}

export interface Folded<Doc extends object> {
  changes: Map<string, Change<Doc>>;
  /** Events folded before the first that failed. */
  applied: number;
  failure?: ProjectionFailure;
}

/** The view's types as it is asked for every event. */
export const knowsType = (view: Pick<View<object>, 'eventTypes'>): ((type: string) => boolean) => {
  const types = view.eventTypes && new Set(view.eventTypes);
  return (type) => types?.has(type) ?? true;
};

/** Keys of an event, each once. Throws ProjectionFailure when the view fails. */
export const keysOfEvent = <Doc extends object>(view: View<Doc>, event: OpenedEvent): string[] => {
  try {
    return [...new Set(view.keysOf(event))];
  } catch (error) {
    throw new ProjectionFailure(event.id, event.type, error);
  }
};

const step = <Doc extends object>(
  view: View<Doc>,
  event: OpenedEvent,
  mark: string,
  at: (key: string) => Change<Doc>,
): [string, Change<Doc>][] => {
  const changed: [string, Change<Doc>][] = [];
  for (const key of keysOfEvent(view, event)) {
    const before = at(key);
    // A duplicate for this document: it was written before a crash, the checkpoint was not.
    if (mark <= before.mark) continue;
    const doc = view.evolve(before.doc, event, key);
    if (doc !== before.doc) changed.push([key, { doc, mark, existed: before.existed }]);
  }
  return changed;
};

/**
 * Folds opened events into documents, in memory. Events that a document has already seen do not touch it again. Stops
 * before the first event that the view cannot take; such an event changes nothing, not even one of several documents.
 */
export const fold = <Doc extends object>(
  view: View<Doc>,
  build: number,
  events: readonly OpenedEvent[],
  known: ReadonlyMap<string, Known<Doc>>,
): Folded<Doc> => {
  const changes = new Map<string, Change<Doc>>();
  const at = (key: string): Change<Doc> => {
    const changed = changes.get(key);
    if (changed) return changed;
    const before = known.get(key) ?? { doc: null, mark: '' };
    return { ...before, existed: before.doc !== null };
  };
  let applied = 0;
  for (const event of events) {
    try {
      const mark = markOf(build, positionToString(event.position));
      for (const [key, change] of step(view, event, mark, at)) changes.set(key, change);
    } catch (error) {
      const failure =
        error instanceof ProjectionFailure
          ? error
          : new ProjectionFailure(event.id, event.type, error);
      return { changes, applied, failure };
    }
    applied += 1;
  }
  return { changes, applied };
};

const frozen = <T>(value: T): T => {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};

/**
 * The documents of a view after some events in the order given, without a database: for specs. Positions are numbered anew.
 * What the view is given is frozen, so that a view that changes it fails. Throws ProjectionFailure.
 */
export const replay = <Doc extends object>(
  view: View<Doc>,
  events: readonly OpenedEvent[],
): Map<string, Doc> => {
  const watched: View<Doc> = {
    ...view,
    keysOf: (event) => view.keysOf(frozen(event)),
    evolve: (doc, event, key) => view.evolve(frozen(doc), frozen(event), key),
  };
  const knows = knowsType(view);
  const known = events
    .map((event, index) => {
      const place = BigInt(index + 1);
      return { ...event, position: { commit: place, prepare: place } };
    })
    .filter((event) => knows(event.type));
  const folded = fold(watched, 1, known, new Map());
  if (folded.failure) throw folded.failure;
  return new Map(
    [...folded.changes].flatMap(([key, { doc }]) => (doc === null ? [] : [[key, doc] as const])),
  );
};
