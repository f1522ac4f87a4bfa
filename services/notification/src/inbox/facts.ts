import type { EventData, EventType, Role, Step } from '#libs/contracts';
import { load, type StoredEvent } from '#libs/eventsourcing';
import { isErased } from '#libs/privacy';
import { stepOf } from '#libs/procedure';
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

// Read when the event is handled, not from the directory: an address may be put right or lost between two events.
const hasAddress = async (kit: ServiceKit, { accountId }: ListedOfficer): Promise<boolean> =>
  Boolean((await kit.secrets.get(accountId))?.email);

/**
 * Officers of the kecamatan and of the district who can be told now that a case waits at a step: those of the step's role
 * and, should it be sealed, the Inspektorat. Nothing is put in the queue for whoever has no e-mail address. Throws
 * VaultUnavailable.
 */
export const listedFor = async (
  kit: ServiceKit,
  event: StoredEvent,
  caseStep: Step,
): Promise<ListedOfficer[]> => {
  const { kecamatan } = event.metadata;
  const { procedure } = occasionOf(kit, event);
  const roles: Role[] = [stepOf(procedure, caseStep).role, 'inspektorat'];
  const streams = [directoryStream(kecamatan), directoryStream('*')];
  const directories = await Promise.all(
    streams.map((streamId) => load(kit.store, directoryDecider, streamId)),
  );
  const listed = directories
    .flatMap(({ state }) => listedOfficers(state))
    .filter(({ role }) => roles.includes(role));
  const reachable = await Promise.all(listed.map((officer) => hasAddress(kit, officer)));
  return listed.filter((_, index) => reachable[index]);
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
