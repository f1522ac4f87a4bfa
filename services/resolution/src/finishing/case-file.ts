import { isKnownEvent, upcast, type EventType } from '#libs/contracts';
import { subjectOf, type StoredEvent } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { caseFileOf, type CaseFile, type Told } from '../domain/case-file.js';

/** Events whose sealed values the document tells. */
const opened: readonly EventType[] = [
  'ComplaintRegistered',
  'ReporterCorrected',
  'MeetingScheduled',
  'MeetingHeld',
];

const services = ['intake', 'triage', 'coordination', 'resolution'] as const;

const toldBy = async (kit: ServiceKit, event: StoredEvent): Promise<Told | undefined> => {
  const { type, metadata } = event;
  if (!isKnownEvent(type)) return undefined;
  // A sealed value opens only where it was sealed, so before an upcaster moves it.
  const data = opened.includes(type)
    ? await kit.sealer.open(type, subjectOf(metadata), event.data)
    : event.data;
  const shaped = upcast(type, metadata.schemaVersion ?? 1, data);
  return { type, data: shaped, metadata } as unknown as Told;
};

/**
 * What a document tells of its case, read from the events of every service as any read model is: whatever led to the
 * approval is in the event store before it, so nothing is missing and nothing is copied into our own stream. Names of those
 * who were forgotten are left out. Throws StoreUnavailable, VaultUnavailable.
 */
export const readCaseFile = async (kit: ServiceKit, complaintId: string): Promise<CaseFile> => {
  const events: Told[] = [];
  for (const service of services)
    for await (const event of kit.store.readStream(`${service}-${complaintId}`)) {
      const told = await toldBy(kit, event);
      if (told) events.push(told);
    }
  // In order of time, and of each stream: the sort keeps what happened at the same moment in order.
  events.sort((a, b) =>
    a.metadata.occurredAt < b.metadata.occurredAt
      ? -1
      : Number(a.metadata.occurredAt > b.metadata.occurredAt),
  );
  return caseFileOf(events);
};
