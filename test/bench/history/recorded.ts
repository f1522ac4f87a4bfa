import type { EventMetadata } from '#libs/eventsourcing';
import type { Kind } from './kinds.js';

/** An event as it was recorded: everything that was sealed is open. */
export interface RecordedEvent {
  id: string;
  type: string;
  data: Record<string, unknown>;
  metadata: Omit<EventMetadata, 'fingerprint'>;
  /** The fingerprint of the command, and the key that sealed it. */
  fingerprint?: { text: string; key: 'identity' | 'content' };
}

/** A whole lifecycle as the system itself stored it: the pattern for many others. */
export interface Recorded {
  kind: Kind;
  kecamatan: string;
  complaintId: string;
  registerNumber: string;
  trackingCode: string;
  /** Berita Acara and Jawaban in the order in which they were numbered. */
  documents: { documentId: string; number: string; sha256?: string }[];
  /** Ids of the keys that sealed anything of it. */
  keyIds: string[];
  /** First and last moment that happened, in ms since 1970. */
  from: number;
  to: number;
  streams: { service: string; events: RecordedEvent[] }[];
}

/** Texts of the recorded complaints that every other complaint has its own words for. */
export const markers = {
  subject: 'Perihalcontoh',
  description: 'Uraiancontoh',
  name: 'Pelaporcontoh',
} as const;

const instantsIn = (text: string): number[] =>
  [...text.matchAll(/"(?:occurredAt|recordedAt)":"([^"]+)"/g)].map(([, at]) =>
    Date.parse(at ?? ''),
  );

/** Puts together what was read of a lifecycle. Throws an Error when it has no number yet. */
export const recordedOf = (
  kind: Kind,
  complaintId: string,
  streams: Recorded['streams'],
): Recorded => {
  const events = streams.flatMap((stream) => stream.events);
  const dataOf = (type: string) => events.filter((event) => event.type === type);
  const [registered] = dataOf('ComplaintRegistered');
  const [numbered] = dataOf('RegisterNumberAssigned');
  if (!registered || !numbered) throw new Error(`${kind} ${complaintId} was not recorded wholly`);
  const rendered = new Map(
    dataOf('BeritaAcaraRendered').map(({ data }) => [data['documentId'], String(data['sha256'])]),
  );
  const instants = instantsIn(JSON.stringify(events));
  const keyIds = events.flatMap(({ metadata, fingerprint }) => [
    ...(metadata.keyIds ?? []),
    ...(fingerprint ? [`c.${complaintId}.${fingerprint.key}`] : []),
  ]);
  return {
    kind,
    kecamatan: registered.metadata.kecamatan,
    complaintId,
    registerNumber: String(numbered.data['registerNumber']),
    trackingCode: String(registered.data['trackingCode']),
    documents: dataOf('BeritaAcaraNumbered').map(({ data }) => {
      const sha256 = rendered.get(data['documentId']);
      const documentId = String(data['documentId']);
      return { documentId, number: String(data['number']), ...(sha256 ? { sha256 } : {}) };
    }),
    keyIds: [...new Set(keyIds)],
    from: Math.min(...instants),
    to: Math.max(...instants),
    streams: streams.filter((stream) => stream.events.length > 0),
  };
};
