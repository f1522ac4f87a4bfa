import { randomBytes } from 'node:crypto';
import { RawDoc, docOf, type Doc, type Value } from '../bson/values.js';
import { CommandError } from '../errors.js';

/** As MongoDB: the first batch, the bytes in one batch, and how long an idle cursor lives (milliseconds). */
const FIRST_BATCH = 101;
const BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60 * 1000;

interface Cursor {
  namespace: string;
  session: string | undefined;
  rows: Iterator<Buffer>;
  /** The row that was read ahead to know whether there is one. */
  next: Buffer | undefined;
  usedAt: number;
}

/** What to open a cursor with. */
export interface CursorRequest {
  namespace: string;
  session: string | undefined;
  rows: Iterator<Buffer>;
  batchSize: number | undefined;
  singleBatch?: boolean;
}

/** The open cursors. Each holds a paused reading, not its results. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();

  constructor(private readonly now: () => number) {}

  get count(): number {
    return this.open.size;
  }

  /** Answers the first batch and keeps the cursor when there is more. */
  start(request: CursorRequest): Doc {
    this.dropIdle();
    const cursor: Cursor = {
      namespace: request.namespace,
      session: request.session,
      rows: request.rows,
      next: undefined,
      usedAt: this.now(),
    };
    const { batch, done } = takeBatch(cursor, request.batchSize ?? FIRST_BATCH);
    const keep = !done && request.singleBatch !== true;
    const id = keep ? this.keep(cursor) : 0n;
    return docOf({ cursor: docOf({ firstBatch: batch, id, ns: cursor.namespace }), ok: 1 });
  }

  /** Answers the next batch. @throws CommandError 43 when there is no such cursor */
  more(id: bigint, namespace: string, batchSize: number | undefined): Doc {
    const cursor = this.open.get(id);
    if (cursor === undefined || cursor.namespace !== namespace)
      throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    cursor.usedAt = this.now();
    try {
      const size = batchSize === undefined || batchSize === 0 ? Number.MAX_SAFE_INTEGER : batchSize;
      const { batch, done } = takeBatch(cursor, size);
      if (done) this.open.delete(id);
      return docOf({
        cursor: docOf({ nextBatch: batch, id: done ? 0n : id, ns: namespace }),
        ok: 1,
      });
    } catch (error) {
      this.open.delete(id);
      throw error;
    }
  }

  kill(id: bigint): boolean {
    return this.open.delete(id);
  }

  /** Ends the cursors of a session. */
  endSession(session: string): void {
    for (const [id, cursor] of this.open) if (cursor.session === session) this.open.delete(id);
  }

  private keep(cursor: Cursor): bigint {
    const id = BigInt.asUintN(63, randomBytes(8).readBigUInt64LE()) || 1n;
    this.open.set(id, cursor);
    return id;
  }

  private dropIdle(): void {
    const oldest = this.now() - IDLE_MS;
    for (const [id, cursor] of this.open) if (cursor.usedAt < oldest) this.open.delete(id);
  }
}

function takeBatch(cursor: Cursor, size: number): { batch: Value[]; done: boolean } {
  const batch: Value[] = [];
  let bytes = 0;
  if (size === 0) return { batch, done: false };
  for (;;) {
    cursor.next ??= nextRow(cursor);
    if (cursor.next === undefined) return { batch, done: true };
    bytes += cursor.next.length;
    if (batch.length === size || (batch.length > 0 && bytes > BATCH_BYTES))
      return { batch, done: false };
    batch.push(new RawDoc(cursor.next));
    cursor.next = undefined;
  }
}

function nextRow(cursor: Cursor): Buffer | undefined {
  const { value, done } = cursor.rows.next();
  return done === true ? undefined : value;
}
