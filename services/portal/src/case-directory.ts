import { LRUCache } from 'lru-cache';
import { DomainError } from '#libs/contracts';
import type { EventStore } from '#libs/eventsourcing';

/** Which kecamatan a complaint belongs to: told by its first event, for ever. */
export class CaseDirectory {
  private readonly known = new LRUCache<string, string>({ max: 50_000 });

  constructor(private readonly store: Pick<EventStore, 'readStream'>) {}

  /** Throws DomainError `not-found` when there is no such complaint. */
  async kecamatanOf(complaintId: string): Promise<string> {
    const cached = this.known.get(complaintId);
    if (cached) return cached;
    for await (const event of this.store.readStream(`intake-${complaintId}`, { maxCount: 1 })) {
      this.known.set(complaintId, event.metadata.kecamatan);
      return event.metadata.kecamatan;
    }
    throw new DomainError('not-found');
  }
}
