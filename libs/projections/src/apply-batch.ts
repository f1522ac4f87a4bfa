import type { StoredEvent } from '#libs/eventsourcing';
import type { Batch } from './batches.js';
import type { Documents } from './documents.js';
import { ProjectionFailure } from './errors.js';
import { fold, keysOfEvent, knowsType } from './fold.js';
import type { Lease } from './lease.js';
import { positionToString } from './position-string.js';
import { judgeBatch } from './stream-guard.js';
import type { StreamRevisions } from './stream-revisions.js';
import type { OpenedEvent, View } from './view.js';

/** Decrypts and upcasts an event. */
export type OpenEvent = (event: StoredEvent) => Promise<OpenedEvent>;

export interface ApplyContext<Doc extends object> {
  view: View<Doc>;
  documents: Documents<Doc>;
  streams: StreamRevisions;
  lease: Pick<Lease, 'build' | 'assertValid'>;
  open: OpenEvent;
  /** Told which events have just had their effect stored, and when that began, in ms since 1970. */
  onApplied?: (events: readonly OpenedEvent[], since: number) => void;
}

export interface Applied {
  /** How far the effects are stored; undefined when the first event of the batch already failed. */
  position: string | undefined;
  /** Events passed, whether or not they had an effect. */
  events: number;
  /** Of these: types that the view does not know. */
  ignored: number;
  /** Of these: seen before. */
  duplicates: number;
  /** Of these: new ones of types that the view knows. */
  known: number;
  /** Why the batch could not be applied to its end. */
  failure?: ProjectionFailure;
}

interface Opened {
  events: OpenedEvent[];
  failure?: ProjectionFailure;
}

/** Opens all at once; keeps those before the first that fails. */
const openAll = async (events: readonly StoredEvent[], open: OpenEvent): Promise<Opened> => {
  const results = await Promise.allSettled(events.map(async (event) => open(event)));
  const opened: Opened = { events: [] };
  for (const [index, result] of results.entries()) {
    if (result.status === 'fulfilled') opened.events.push(result.value);
    else {
      const { id, type } = events[index] as StoredEvent;
      return { ...opened, failure: new ProjectionFailure(id, type, result.reason) };
    }
  }
  return opened;
};

/** Keys of all events before the first for which the view fails; fold meets that failure again and tells it. */
const keysOfAll = <Doc extends object>(view: View<Doc>, events: readonly OpenedEvent[]) => {
  const keys = new Set<string>();
  try {
    for (const event of events) for (const key of keysOfEvent(view, event)) keys.add(key);
  } catch (error) {
    if (!(error instanceof ProjectionFailure)) throw error;
  }
  return [...keys];
};

/**
 * Applies a batch: stores its effects and notes the revisions of its streams; storing those and the checkpoint is the caller's. Everything before the
 * first event that cannot be taken is stored. Throws ProjectionGap, with nothing stored, LeaseLost, and what the database
 * raises; the batch may then be applied again, what was stored of it is not stored twice.
 */
export const applyBatch = async <Doc extends object>(
  context: ApplyContext<Doc>,
  batch: Batch,
): Promise<Applied> => {
  const { view, documents, streams, lease } = context;
  const since = Date.now();
  const lastSeen = await streams.lookup(batch.events.map((event) => event.streamId));
  const judged = judgeBatch(batch.events, lastSeen);
  // Nothing of it is stored: what was lost may lie in this batch, and documents never go back to an earlier event.
  if (judged.gap) throw judged.gap;
  const knows = knowsType(view);
  const opened = await openAll(
    judged.next.filter((event) => knows(event.type)),
    context.open,
  );
  const known = await documents.load(keysOfAll(view, opened.events));
  const folded = fold(view, lease.build, opened.events, known);
  const failure = folded.failure ?? opened.failure;
  const passed = failure ? before(batch.events, failure.eventId) : batch.events;
  lease.assertValid();
  await documents.write(folded.changes);
  context.onApplied?.(opened.events, since);
  const done = judgeBatch(passed, lastSeen);
  streams.note(done.revisions);
  const last = passed.at(-1);
  const position = failure ? last && positionToString(last.position) : batch.position;
  return {
    position,
    events: passed.length,
    ignored: done.next.filter((event) => !knows(event.type)).length,
    duplicates: done.duplicates,
    known: opened.events.length,
    ...(failure ? { failure } : {}),
  };
};

const before = (events: readonly StoredEvent[], id: string): StoredEvent[] => {
  const index = events.findLastIndex((event) => event.id === id);
  return events.slice(0, Math.max(0, index));
};
