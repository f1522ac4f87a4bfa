import { LRUCache } from 'lru-cache';
import { TOMBSTONE_ROW } from './log.js';
import type { Entry, EventLog } from './log.js';
import {
  dataOf,
  isMetastream,
  METASTREAM_METADATA,
  metastreamOf,
  NO_METADATA,
  originalOf,
  parseMetadata,
} from './metadata.js';
import type { StreamMetadata } from './metadata.js';

/** What the rules need to know of a stream. */
export interface StreamState {
  name: string;
  /** Revision of the newest event, −1 when there is none. */
  head: number;
  /** Revision of the newest `$metadata` event, −1 when there is none. */
  metaHead: number;
  tombstoned: boolean;
  metadata: StreamMetadata;
}

/** Lowest revision that reads show. */
export function firstVisible({ head, metadata }: StreamState): number {
  const byCount = metadata.maxCount ? head - metadata.maxCount + 1 : 0;
  return Math.max(0, metadata.truncateBefore, byCount);
}

/** Whether a read finds the stream at all. */
export const isReadable = (state: StreamState): boolean =>
  state.head >= 0 && !state.metadata.softDeleted;

/** The states of streams, derived from the log and cached; the log is the only truth. */
export class StreamStates {
  private readonly cache = new LRUCache<string, StreamState>({
    maxSize: 4_000_000,
    sizeCalculation: (state) => state.name.length + 100,
  });

  constructor(private readonly log: EventLog) {}

  get(name: string): StreamState {
    const cached = this.cache.get(name);
    if (cached) return cached;
    const state = isMetastream(name) ? this.loadMetastream(name) : this.loadStream(name);
    this.cache.set(name, state);
    return state;
  }

  /** Takes account of an event just written. */
  appended({ stream, revision }: Entry): void {
    if (revision === TOMBSTONE_ROW) {
      this.cache.delete(stream);
      this.cache.delete(metastreamOf(stream));
      return;
    }
    const state = this.cache.get(stream);
    if (state) state.head = revision;
    if (isMetastream(stream)) this.cache.delete(originalOf(stream));
  }

  /** Forgets everything, after a rollback. */
  reset(): void {
    this.cache.clear();
  }

  private loadStream(name: string): StreamState {
    const metastream = metastreamOf(name);
    const metaHead = this.log.head(metastream);
    return {
      name,
      head: this.log.head(name),
      metaHead,
      tombstoned: this.isTombstoned(name),
      metadata: metaHead < 0 ? NO_METADATA : this.metadataAt(metastream, metaHead),
    };
  }

  private loadMetastream(name: string): StreamState {
    return {
      name,
      head: this.log.head(name),
      metaHead: -1,
      tombstoned: this.isTombstoned(originalOf(name)),
      metadata: METASTREAM_METADATA,
    };
  }

  private isTombstoned(name: string): boolean {
    return this.log.at(name, TOMBSTONE_ROW) !== undefined;
  }

  private metadataAt(metastream: string, revision: number): StreamMetadata {
    return parseMetadata(this.metadataText(metastream, revision));
  }

  /** The data of one `$metadata` event, empty when it is not there. */
  metadataText(metastream: string, revision: number): string {
    const [entry] = this.log.streamForwards(metastream, revision, 0, 1);
    return entry && entry.revision === revision ? dataOf(this.log.body(entry)) : '';
  }
}
