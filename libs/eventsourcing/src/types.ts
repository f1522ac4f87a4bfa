import type { Role } from '#libs/contracts';

/** Place of an event in `$all`: an opaque pair, compared commit first, given back to the server only as it came. */
export interface Position {
  commit: bigint;
  prepare: bigint;
}

/** A value sealed with a key of the vault; see libs/privacy. */
export interface SealedValue {
  $sealed: string;
  v: string;
}

/** What stands in every event's metadata. Times are UTC instants with milliseconds. */
export interface EventMetadata {
  schemaVersion: number;
  complaintId?: string;
  kecamatan: string;
  /** Round of the procedure, from 1; grows when a case is reopened. */
  round: number;
  /** Step of the procedure (1 to 7) that the event belongs to; 0 where there is none. */
  step: number;
  actor: { id: string; role: Role };
  /** When it happened; never before the last event of the stream. */
  occurredAt: string;
  /** When the office got what caused it, where that is another moment. */
  receivedAt?: string;
  recordedAt: string;
  /** Makes the command idempotent for ever: UUID v5 over caller, kecamatan, command and key. */
  commandKey?: string;
  /** Sealed keyed hash of the command's body: the same key with another body is refused. */
  fingerprint?: SealedValue;
  causationId?: string;
  correlationId: string;
  traceparent?: string;
  procedureVersion?: number;
  calendarVersion?: number;
  /** Keys of the vault that sealed something in the data. */
  keyIds?: string[];
}

/** An event as it was read from the store; data may hold sealed values. */
export interface StoredEvent {
  id: string;
  type: string;
  streamId: string;
  revision: bigint;
  position: Position;
  data: Record<string, unknown>;
  metadata: EventMetadata;
  created: Date;
}

/** An event to be stored. */
export interface NewEvent {
  id: string;
  type: string;
  data: Record<string, unknown>;
  metadata: EventMetadata;
}

/** Aduan appends exactly or not at all: `any` protects nothing after a restart of the server. */
export type ExpectedRevision = bigint | 'no_stream';

export interface Appended {
  revision: bigint;
  position: Position;
}

export type FollowItem =
  | { kind: 'event'; event: StoredEvent }
  | { kind: 'checkpoint'; position: Position }
  | { kind: 'caughtUp' };

/** What libs/privacy does for events; the write side sees it only through this. */
export interface Sealer {
  /** Seals the personal data and free text of an event; creates keys that are missing before it returns. */
  seal(
    type: string,
    subject: string,
    data: Record<string, unknown>,
  ): Promise<{ data: Record<string, unknown>; keyIds: string[] }>;
  /** Opens what is sealed; values whose key is destroyed become `{ erased: true }`. */
  open(
    type: string,
    subject: string,
    data: Record<string, unknown>,
  ): Promise<Record<string, unknown>>;
  /** Seals one text under the identity or the content key of the subject. */
  sealText(
    subject: string,
    label: string,
    text: string,
    key: 'identity' | 'content',
  ): Promise<SealedValue>;
  /** Opens it; undefined when the key is destroyed. */
  openText(subject: string, label: string, sealed: SealedValue): Promise<string | undefined>;
}
