import type { EventMetadata, StoredEvent } from './types.js';

interface Recorded {
  id: string;
  type: string;
  streamId: string;
  revision: bigint;
  position?: { commit: bigint; prepare: bigint };
  data: unknown;
  metadata: unknown;
  created: Date;
}

const objectOr = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !(value instanceof Uint8Array)
    ? (value as Record<string, unknown>)
    : {};

/** Turns what the client read into our own shape. Bytes that are not JSON come as an empty object. */
export const toStored = (event: Recorded): StoredEvent => ({
  id: event.id,
  type: event.type,
  streamId: event.streamId,
  revision: event.revision,
  position: event.position ?? { commit: 0n, prepare: 0n },
  data: objectOr(event.data),
  metadata: objectOr(event.metadata) as unknown as EventMetadata,
  created: event.created,
});
