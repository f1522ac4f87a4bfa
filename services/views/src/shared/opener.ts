import { isKnownEvent, upcast } from '#libs/contracts';
import { subjectOf, type Sealer, type StoredEvent } from '#libs/eventsourcing';
import type { OpenEvent } from '#libs/projections';

/**
 * Decrypts an event and brings it to its newest shape; unknown types pass through untouched. A sealed value opens only where
 * it was sealed, so it is opened before it is moved by an upcaster. Throws UnknownEventVersion, and what the sealer raises.
 */
export const openerOf =
  (sealer: Pick<Sealer, 'open'>): OpenEvent =>
  async (event) => {
    const { type, data, metadata } = event;
    if (!isKnownEvent(type)) return event;
    const open = await sealer.open(type, subjectOf(metadata), data);
    return { ...event, data: upcast(type, metadata.schemaVersion ?? 1, open) };
  };

/** The same without decrypting, for views that show nothing of what is sealed. */
export const upcastOnly: OpenEvent = (event) =>
  Promise.resolve({
    ...event,
    data: upcast(event.type, event.metadata.schemaVersion ?? 1, event.data),
  });

/**
 * Opens an event once for all views that are given the same one; forgotten with the event. A failure is not kept: the next
 * try may find the key.
 */
export const openedOnce = (open: OpenEvent): OpenEvent => {
  const opened = new WeakMap<StoredEvent, ReturnType<OpenEvent>>();
  return (event) => {
    const before = opened.get(event);
    if (before) return before;
    const opening = open(event);
    opened.set(event, opening);
    opening.catch(() => opened.delete(event));
    return opening;
  };
};
