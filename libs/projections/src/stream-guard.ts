import type { StoredEvent } from '#libs/eventsourcing';
import { ProjectionGap } from './errors.js';

export type Verdict = 'duplicate' | 'next' | 'gap';

/** How an event stands to the last one seen of its stream (-1: none). `$all` positions have holes, revisions have none. */
export const judge = (lastSeen: number, revision: bigint): Verdict => {
  if (revision <= BigInt(lastSeen)) return 'duplicate';
  return revision === BigInt(lastSeen) + 1n ? 'next' : 'gap';
};

/** Events of a batch that are next in their streams. */
export interface Judged {
  next: StoredEvent[];
  duplicates: number;
  /** Last revision of each stream in `next`. */
  revisions: Map<string, number>;
  /** Why the batch ends here. */
  gap?: ProjectionGap;
}

/** Judges the events of a batch one after the other; stops at the first gap. `lastSeen` answers -1 for an unknown stream. */
export const judgeBatch = (
  events: readonly StoredEvent[],
  lastSeen: (streamId: string) => number,
): Judged => {
  const judged: Judged = { next: [], duplicates: 0, revisions: new Map() };
  for (const event of events) {
    const { id, type, streamId, revision } = event;
    const seen = judged.revisions.get(streamId) ?? lastSeen(streamId);
    const verdict = judge(seen, revision);
    if (verdict === 'gap')
      return { ...judged, gap: new ProjectionGap(id, type, streamId, seen, revision) };
    if (verdict === 'duplicate') judged.duplicates += 1;
    else {
      judged.next.push(event);
      judged.revisions.set(streamId, Number(revision));
    }
  }
  return judged;
};
