import type { EventData, EventType, Step } from '#libs/contracts';
import { load, type StoredEvent } from '#libs/eventsourcing';
import { isErased } from '#libs/privacy';
import { occasionOf, react, type ServiceKit } from '#libs/service';
import { notificationDecider } from '../domain/decide.js';
import { directoryDecider, directoryStream, listedOfficers } from '../domain/directory.js';
import type { Fact, NotificationOrder, Tell } from '../domain/orders.js';
import type { ListedOfficer } from '../domain/state.js';
import { notificationStream } from '../domain/stream.js';

/** The event as a fact that is told of. */
export const factOf = (kit: ServiceKit, event: StoredEvent): Fact => ({
  factId: event.id,
  round: event.metadata.round,
  step: event.metadata.step as Step | 0,
  subscriber: kit.config.ADUAN_WEBHOOK_URL !== undefined,
});

/** Data of an event with what is sealed opened; what is erased is left out. */
export const openedData = async <T extends EventType>(
  kit: ServiceKit,
  event: StoredEvent,
): Promise<Partial<EventData<T>>> => {
  const opened = await kit.sealer.open(event.type, event.metadata.complaintId ?? '', event.data);
  const known = Object.entries(opened).filter(([, value]) => !isErased(value));
  return Object.fromEntries(known) as Partial<EventData<T>>;
};

/** The officers of the kecamatan and of the district who are told of work. */
export const listedFor = async (kit: ServiceKit, kecamatan: string): Promise<ListedOfficer[]> => {
  const streams = [directoryStream(kecamatan), directoryStream('*')];
  const directories = await Promise.all(
    streams.map((streamId) => load(kit.store, directoryDecider, streamId)),
  );
  return directories.flatMap(({ state }) => listedOfficers(state));
};

/** Puts a reaction to the case's messages. */
export const note = async (
  kit: ServiceKit,
  event: StoredEvent,
  order: NotificationOrder,
): Promise<void> => {
  const streamId = notificationStream(event.metadata.complaintId ?? '');
  await react(kit, event, { decider: notificationDecider, streamId, order });
};

/** Tells people of the event. */
export const tellOf = async (
  kit: ServiceKit,
  event: StoredEvent,
  telling: Pick<Tell, 'reporter' | 'officers' | 'sealed'> & { step?: Step },
): Promise<void> => {
  const order: Tell = {
    type: 'Tell',
    ...occasionOf(kit, event),
    ...factOf(kit, event),
    ...telling,
  };
  await note(kit, event, order);
};
