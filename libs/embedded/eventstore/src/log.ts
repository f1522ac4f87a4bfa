import type { Db } from './database.js';
import { Names } from './names.js';
import { encodeRecorded } from './wire.js';
import type { RecordedEvent } from './wire.js';

/** Revision of the event that ends a tombstoned stream, as clients see it. */
export const TOMBSTONE_REVISION = 9_223_372_036_854_775_807n;
/** The same in our tables, where numbers must be exact in JavaScript. */
export const TOMBSTONE_ROW = Number.MAX_SAFE_INTEGER;
/** Where the first event of a new store lies; below it there is only START, {0, 0}. */
const FIRST_POSITION = 548;
/** Added to each body's length, so that positions step like those of a log with headers. */
const RECORD_OVERHEAD = 64;

/** One event of the log: where it is and what filters ask about. */
export interface Entry {
  position: number;
  stream: string;
  type: string;
  /** TOMBSTONE_ROW for the event that ends a tombstoned stream. */
  revision: number;
  /** The encoded RecordedEvent where it is at hand (just written, or small), else it is loaded when it is sent. */
  body?: Buffer | undefined;
}

export type NewRecord = Omit<RecordedEvent, 'position'>;

type EntryRow = [
  position: number,
  stream: number,
  type: number,
  revision: number,
  body: Buffer | null,
];

/** Bodies up to this size come with the page (256 × 4 KiB at most); larger ones are loaded when they are sent. */
const INLINE_BYTES = 4096;

const ENTRY = `SELECT position, stream, type, revision, CASE WHEN length(body) <= ${INLINE_BYTES} THEN body END FROM events`;

/** The append-only log of all events in SQLite. Every query goes by an index; every page has a limit. */
export class EventLog {
  readonly streams: Names;
  private readonly types: Names;
  private readonly sql;
  private last = 0;
  private next = FIRST_POSITION;

  constructor(db: Db) {
    this.streams = new Names(db, 'streams');
    this.types = new Names(db, 'types');
    const query = (text: string) => db.prepare(text).raw(true);
    this.sql = {
      forwards: query(`${ENTRY} WHERE position >= ? ORDER BY position LIMIT ?`),
      backwards: query(`${ENTRY} WHERE position < ? ORDER BY position DESC LIMIT ?`),
      streamForwards: query(
        `${ENTRY} WHERE stream = ? AND revision BETWEEN ? AND ${TOMBSTONE_ROW - 1} AND created >= ? ORDER BY revision LIMIT ?`,
      ),
      streamBackwards: query(
        `${ENTRY} WHERE stream = ? AND revision BETWEEN ? AND ? AND created >= ? ORDER BY revision DESC LIMIT ?`,
      ),
      body: query('SELECT body FROM events WHERE position = ?'),
      exists: query('SELECT 1 FROM events WHERE position = ?'),
      at: query('SELECT position, id FROM events WHERE stream = ? AND revision = ?'),
      head: query('SELECT max(revision) FROM events WHERE stream = ? AND revision < ?'),
      tail: query('SELECT position, length(body) FROM events ORDER BY position DESC LIMIT 1'),
      insert: db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)'),
    };
    this.reload();
  }

  /** Position of the newest event, 0 in an empty log. */
  get lastPosition(): number {
    return this.last;
  }

  /** Reads again where the log ends and drops cached names: after opening and after a rollback. */
  reload(): void {
    this.streams.reset();
    this.types.reset();
    const tail = this.sql.tail.get([]) as [number, number] | undefined;
    this.last = tail?.[0] ?? 0;
    this.next = tail ? tail[0] + tail[1] + RECORD_OVERHEAD : FIRST_POSITION;
  }

  /** Writes one event at the end of the log. Call inside a transaction, with the revision already decided. */
  insert(record: NewRecord): Entry & { body: Buffer } {
    const position = this.next;
    const body = encodeRecorded({ ...record, position });
    const revision =
      record.revision === TOMBSTONE_REVISION ? TOMBSTONE_ROW : Number(record.revision);
    this.sql.insert.run([
      position,
      this.streams.findOrAdd(record.stream),
      revision,
      this.types.findOrAdd(record.type),
      record.created,
      Buffer.from(record.id.replaceAll('-', ''), 'hex'),
      body,
    ]);
    this.last = position;
    this.next = position + body.length + RECORD_OVERHEAD;
    return { position, stream: record.stream, type: record.type, revision, body };
  }

  /** Up to `limit` events from `position` on (inclusive), in log order. */
  forwards(position: number, limit: number): Entry[] {
    return this.entries(this.sql.forwards.all([position, limit]));
  }

  /** Up to `limit` events before `position` (exclusive), newest first. */
  backwards(position: number, limit: number): Entry[] {
    return this.entries(this.sql.backwards.all([position, limit]));
  }

  /** Up to `limit` events of a stream from revision `from` on, not older than `notBefore` (ms). */
  streamForwards(stream: string, from: number, notBefore: number, limit: number): Entry[] {
    const id = this.streams.find(stream);
    if (id === undefined) return [];
    return this.entries(this.sql.streamForwards.all([id, from, notBefore, limit]));
  }

  /** Up to `limit` events of a stream from revision `from` down to `floor`, not older than `notBefore` (ms). */
  streamBackwards(
    stream: string,
    range: { from: number; floor: number },
    notBefore: number,
    limit: number,
  ): Entry[] {
    const id = this.streams.find(stream);
    if (id === undefined) return [];
    return this.entries(
      this.sql.streamBackwards.all([id, range.floor, range.from, notBefore, limit]),
    );
  }

  /** The encoded event at a position that an Entry named. */
  body(entry: Entry): Buffer {
    if (entry.body) return entry.body;
    const row = this.sql.body.get([entry.position]) as [Buffer] | undefined;
    if (!row) throw new Error(`event at ${entry.position} is missing from the database`);
    return row[0];
  }

  /** Whether an event begins exactly at this position. */
  has(position: number): boolean {
    return this.sql.exists.get([position]) !== undefined;
  }

  /** Revision of a stream's newest event, −1 when it has none; the tombstone does not count. */
  head(stream: string): number {
    const id = this.streams.find(stream);
    if (id === undefined) return -1;
    const [head] = this.sql.head.get([id, TOMBSTONE_ROW]) as [number | null];
    return head ?? -1;
  }

  /** Position and id (32 hexadecimal digits) of one event of a stream. */
  at(stream: string, revision: number): { position: number; id: string } | undefined {
    const id = this.streams.find(stream);
    const row = id === undefined ? undefined : this.sql.at.get([id, revision]);
    if (!row) return undefined;
    const [position, bytes] = row as [number, Buffer];
    return { position, id: bytes.toString('hex') };
  }

  private entries(rows: unknown[]): Entry[] {
    return (rows as EntryRow[]).map(([position, stream, type, revision, body]) => ({
      position,
      stream: this.streams.name(stream),
      type: this.types.name(type),
      revision,
      body: body ?? undefined,
    }));
  }
}
