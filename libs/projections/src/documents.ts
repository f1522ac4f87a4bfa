import type { Connection, mongo } from 'mongoose';
import { collectionOf, plain, removedOf } from './collections.js';
import type { Change, Known } from './fold.js';
import { buildMark } from './position-string.js';
import type { Stored, View } from './view.js';

const keysPerQuestion = 1_000;

/** Filters and updates of views are built from plain values; the driver's types want the schema repeated. */
type Filter = mongo.Filter<Stored<object>>;
type Write = mongo.AnyBulkWriteOperation<Stored<object>>;

/** The documents of one view in one build, written only forward. */
export class Documents<Doc extends object> {
  private readonly collection: mongo.Collection<Stored<object>>;
  private removed = new Map<string, string>();

  constructor(
    private readonly connection: Connection,
    private readonly view: View<Doc>,
    private readonly build: number,
  ) {
    this.collection = collectionOf(connection, view.name);
  }

  /**
   * Makes the indexes, and learns what was removed since the last checkpoint. What was marked as removed and is still there,
   * because the process or the database ended in between, is deleted now: its event counts as applied and comes to nothing.
   */
  async prepare(): Promise<void> {
    for (const index of this.view.indexes ?? []) await this.collection.createIndex({ ...index });
    const removed = await removedOf(this.connection, this.view).find().toArray();
    this.removed = new Map(removed.map(({ _id: key, mark }) => [key, mark]));
    const writes = [...this.removed].map(([_id, mark]) => ({
      deleteOne: { filter: { _id, appliedMark: { $lt: mark } } },
    }));
    if (writes.length > 0) await this.collection.bulkWrite(writes, { ordered: false });
  }

  /** Deletes what earlier builds left, and whatever their projectors may have written since. */
  async sweep(): Promise<void> {
    const older = { $lt: buildMark(this.build) };
    await this.collection.deleteMany({ appliedMark: older });
    await removedOf(this.connection, this.view).deleteMany({ mark: older });
  }

  /** What is known of the documents; those of an earlier build do not count. */
  async load(keys: readonly string[]): Promise<Map<string, Known<Doc>>> {
    const known = new Map<string, Known<Doc>>();
    for (const key of keys) {
      const mark = this.removed.get(key);
      if (mark !== undefined) known.set(key, { doc: null, mark });
    }
    for (let from = 0; from < keys.length; from += keysPerQuestion) {
      const page = { $in: keys.slice(from, from + keysPerQuestion) };
      const found = this.collection.find({ _id: page } as Filter);
      for (const stored of (await found.toArray()) as Stored<Doc>[]) this.learn(known, stored);
    }
    return known;
  }

  /** Writes what became of the documents; each write waits on the mark that is there being older. */
  async write(changes: ReadonlyMap<string, Change<Doc>>): Promise<void> {
    if (changes.size === 0) return;
    await this.remember(changes);
    const writes = [...changes].flatMap(([key, change]) => writeOf(key, change));
    if (writes.length === 0) return;
    await this.collection.bulkWrite(writes, {
      ordered: false,
      ignoreUndefined: true,
    });
  }

  /** Called once the checkpoint is past all that was written: nothing before it is delivered again. */
  async forgetRemoved(): Promise<void> {
    if (this.removed.size === 0) return;
    await removedOf(this.connection, this.view).deleteMany({});
    this.removed.clear();
  }

  private learn(known: Map<string, Known<Doc>>, stored: Stored<Doc>): void {
    const { _id: key, appliedMark: mark } = stored;
    if (mark < buildMark(this.build)) return;
    if (mark > (known.get(key)?.mark ?? '')) known.set(key, { doc: plain(stored), mark });
  }

  /** Before anything is deleted: after a crash in between, the mark is there and the document is deleted again. */
  private async remember(changes: ReadonlyMap<string, Change<Doc>>): Promise<void> {
    const gone = [...changes].filter(([, change]) => change.doc === null);
    if (gone.length === 0) return;
    await removedOf(this.connection, this.view).bulkWrite(
      gone.map(([_id, { mark }]) => ({
        updateOne: { filter: { _id }, update: { $set: { mark } }, upsert: true },
      })),
      { ordered: false },
    );
    for (const [key, { mark }] of gone) this.removed.set(key, mark);
  }
}

const writeOf = <Doc extends object>(key: string, change: Change<Doc>): Write[] => {
  const filter = { _id: key, appliedMark: { $lt: change.mark } } as Filter;
  if (change.doc === null) return change.existed ? [{ deleteOne: { filter } }] : [];
  const replacement = { ...change.doc, appliedMark: change.mark };
  return [{ replaceOne: { filter, replacement, upsert: true } }];
};
