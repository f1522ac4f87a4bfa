import {
  etagLetters,
  isKnownEvent,
  type EtagService,
  type EventData,
  type EventType,
} from '#libs/contracts';
import type { OpenedEvent } from '#libs/projections';

/**
 * An event of a known type. What its contract seals is `{ erased: true }` where the key is destroyed, whatever the type says:
 * views copy such values and look into them only through `isErased`.
 */
export type Opened<T extends EventType> = {
  [K in T]: OpenedEvent & { type: K; data: EventData<K> };
}[T];

/** What a view does with each type of event; a type that is not in the table changes nothing. */
export type Table<Doc, Result> = {
  [T in EventType]?: (doc: Doc, event: Opened<T>) => Result;
};

/** The entry of the table for the event, or undefined. */
export const entryOf = <Doc, Result>(
  table: Table<Doc, Result>,
  event: OpenedEvent,
): ((doc: Doc, event: OpenedEvent) => Result) | undefined =>
  isKnownEvent(event.type) && Object.hasOwn(table, event.type)
    ? (table[event.type] as (doc: Doc, event: OpenedEvent) => Result)
    : undefined;

/** Types that a table knows. */
export const typesOf = <Doc, Result>(...tables: Table<Doc, Result>[]): string[] =>
  tables.flatMap((table) => Object.keys(table));

/** Whether the event is of the type; narrows its data. */
export const isOf = <T extends EventType>(event: OpenedEvent, type: T): event is Opened<T> =>
  event.type === type;

const shape = /^([a-z]+)-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Which service's stream of which complaint the event stands in; undefined for streams of a kecamatan and foreign ones. */
export const caseOf = (
  event: Pick<OpenedEvent, 'streamId'>,
): { service: EtagService; complaintId: string } | undefined => {
  const [, service, complaintId] = shape.exec(event.streamId) ?? [];
  if (service === undefined || complaintId === undefined || !Object.hasOwn(etagLetters, service))
    return undefined;
  return { service: service as EtagService, complaintId };
};

/** The complaint as the only key of a view that has one document per complaint. */
export const byComplaint = (event: OpenedEvent): string[] => {
  const found = caseOf(event);
  return found ? [found.complaintId] : [];
};

/**
 * A copy with the changes; a field changed to undefined is gone. The same object when there is no change.
 */
export const changed = <Doc extends object>(doc: Doc, change: Partial<Doc> | undefined): Doc => {
  if (change === undefined) return doc;
  const next = { ...doc } as Record<string, unknown>;
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) delete next[name];
    else next[name] = value;
  }
  return next as Doc;
};

/** Streams that views read. All views read the same, so that each of them reaches the position of any command. */
export const prefixes = Object.keys(etagLetters).map((service) => `${service}-`);
