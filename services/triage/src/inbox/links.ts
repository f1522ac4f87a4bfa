import { linkEndOf } from '../domain/duplicates.js';
import type { LinkEnd } from '../domain/orders.js';
import type { TriageState } from '../domain/state.js';

/** What is put to a stream of triage about a link. */
export type LinkOrder =
  | { type: 'NoteLink'; duplicateComplaintId: string; linked: boolean }
  | { type: 'SettleLink'; primaryComplaintId: string; end: LinkEnd };

/** The streams of the two complaints of a link. A decision comes back with the state after it. */
export interface LinkStreams {
  read(complaintId: string): Promise<TriageState>;
  decide(complaintId: string, order: LinkOrder): Promise<TriageState>;
}

/**
 * Brings the primary's list into line with the duplicate as it is now, whichever of its events came first; the stream of
 * the primary decides between a link and the primary's end when both happen at once.
 */
export const followLink = async (
  streams: LinkStreams,
  duplicateComplaintId: string,
  primaryComplaintId: string,
): Promise<void> => {
  const duplicate = await streams.read(duplicateComplaintId);
  const linked = duplicate.primary === primaryComplaintId;
  const note: LinkOrder = { type: 'NoteLink', duplicateComplaintId, linked };
  const end = linkEndOf(await streams.decide(primaryComplaintId, note));
  if (linked && end !== undefined)
    await streams.decide(duplicateComplaintId, { type: 'SettleLink', primaryComplaintId, end });
};

/** Ends every link to a complaint that can no longer carry any. After a crash midway, the rest follows. */
export const settleDuplicates = async (
  streams: LinkStreams,
  primaryComplaintId: string,
): Promise<void> => {
  const primary = await streams.read(primaryComplaintId);
  const end = linkEndOf(primary);
  if (end === undefined) return;
  for (const duplicate of primary.duplicates)
    await streams.decide(duplicate, { type: 'SettleLink', primaryComplaintId, end });
};
