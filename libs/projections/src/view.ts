import type { StoredEvent } from '#libs/eventsourcing';

/** An event as views see it: decrypted and brought to its newest shape. */
export type OpenedEvent = StoredEvent;

/**
 * A read model: what its documents are and how they follow the events. One view is one collection, named as the view.
 * `keysOf` and `evolve` are pure: no clock, no I/O, and what they are given is not changed. Documents hold JSON values and
 * Dates; they have no fields `_id` and `appliedMark`, which the projector adds.
 */
export interface View<Doc extends object, Event extends OpenedEvent = OpenedEvent> {
  name: string;
  /** Raised when the documents change their shape or meaning: the view is then built anew from the first event. */
  version: number;
  /** Beginnings of the names of the streams that are read, e.g. `intake-`. */
  prefixes: readonly string[];
  /** Types that the view knows; others are ignored, but counted. All types when absent. */
  eventTypes?: readonly string[];
  /** Indexes of the collection; ascending 1, descending -1. Never unique: a view does not judge events. */
  indexes?: readonly Readonly<Record<string, 1 | -1>>[];
  /** Keys (`_id`) of the documents that the event concerns; none when it concerns none. */
  keysOf(event: Event): readonly string[];
  /** The document after the event; `null` before it exists and once it is gone. The same object when nothing changes. */
  evolve(doc: Doc | null, event: Event, key: string): Doc | null;
}

/** A document as it is stored. */
export type Stored<Doc extends object> = Doc & {
  _id: string;
  /** Build and position of the last event applied; every write is bound to it. */
  appliedMark: string;
};
