import { LRUCache } from 'lru-cache';
import type { Connection } from 'mongoose';
import { streamsOf, type StreamsDocument } from './collections.js';
import type { View } from './view.js';

const subjectsPerQuestion = 1_000;

/** Kind and subject of a stream, `intake-<uuid>` → `intake`, `<uuid>`: one document holds all streams of a complaint. */
export const splitStream = (streamId: string): [kind: string, subject: string] => {
  const [, kind, subject] = /^([A-Za-z]+)-(.+)$/s.exec(streamId) ?? [];
  return kind === undefined || subject === undefined ? ['whole', streamId] : [kind, subject];
};

/**
 * Last revision of every stream that a view has read, in memory for streams in use and in collection `<view>_streams`: one
 * small document per complaint, so that its cost does not grow with the number of documents or of streams per complaint.
 */
export class StreamRevisions {
  private readonly seen: LRUCache<string, Record<string, number>>;
  /** Seen, and not stored yet: by subject. */
  private readonly unstored = new Map<string, Record<string, number>>();
  /** All streams of the build are in memory: what is not there has not been read yet. */
  private complete: boolean;

  constructor(
    private readonly connection: Connection,
    private readonly view: Pick<View<object>, 'name'>,
    private readonly build: number,
    options: { fromStart: boolean; inMemory?: number },
  ) {
    this.complete = options.fromStart;
    this.seen = new LRUCache({
      max: options.inMemory ?? 20_000,
      dispose: (_value, _subject, reason) => {
        if (reason === 'evict') this.complete = false;
      },
    });
  }

  /** Deletes what earlier builds left. */
  async sweep(): Promise<void> {
    await streamsOf(this.connection, this.view).deleteMany({ _id: { $lt: this.idOf('') } });
  }

  /** The last revision seen of each of the streams, -1 where none was. */
  async lookup(streamIds: readonly string[]): Promise<(streamId: string) => number> {
    const found = new Map<string, Record<string, number>>();
    const missing: string[] = [];
    for (const subject of new Set(streamIds.map((id) => splitStream(id)[1]))) {
      const last = this.seen.get(subject);
      if (last) found.set(subject, last);
      else if (!this.complete) missing.push(subject);
    }
    for (const { _id: id, last } of await this.read(missing)) {
      const subject = id.slice(this.idOf('').length);
      found.set(subject, last);
    }
    for (const subject of missing) {
      const last = { ...found.get(subject), ...this.unstored.get(subject) };
      found.set(subject, last);
      this.seen.set(subject, last);
    }
    return (streamId) => {
      const [kind, subject] = splitStream(streamId);
      return found.get(subject)?.[kind] ?? -1;
    };
  }

  /** Streams whose revisions are not stored yet. */
  get waiting(): number {
    return this.unstored.size;
  }

  /** Remembers revisions whose effects are stored. Until `store` they are in memory only. */
  note(revisions: ReadonlyMap<string, number>): void {
    for (const [streamId, revision] of revisions) {
      const [kind, subject] = splitStream(streamId);
      const before = this.seen.get(subject);
      // Evicted since it was looked up: what is stored of its other streams is not known here.
      if (before || this.complete) this.seen.set(subject, { ...before, [kind]: revision });
      this.unstored.set(subject, { ...this.unstored.get(subject), [kind]: revision });
    }
  }

  /** Stores what was noted; never goes back. Must come before a checkpoint that passes those events. */
  async store(): Promise<void> {
    if (this.unstored.size === 0) return;
    const bySubject = [...this.unstored];
    await streamsOf(this.connection, this.view).bulkWrite(
      bySubject.map(([subject, last]) => ({
        updateOne: {
          filter: { _id: this.idOf(subject) },
          update: { $max: dotted(last) },
          upsert: true,
        },
      })),
      { ordered: false },
    );
    // Between asking and storing nothing is noted: one batch is applied at a time.
    this.unstored.clear();
  }

  private async read(subjects: readonly string[]): Promise<StreamsDocument[]> {
    const documents: StreamsDocument[] = [];
    for (let from = 0; from < subjects.length; from += subjectsPerQuestion) {
      const ids = subjects.slice(from, from + subjectsPerQuestion).map((id) => this.idOf(id));
      const found = streamsOf(this.connection, this.view).find({ _id: { $in: ids } });
      documents.push(...(await found.toArray()));
    }
    return documents;
  }

  private idOf(subject: string): string {
    return `${String(this.build).padStart(8, '0')}:${subject}`;
  }
}

const dotted = (last: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(last).map(([kind, revision]) => [`last.${kind}`, revision]));
