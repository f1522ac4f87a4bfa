import type { Doc } from '../bson/values.js';
import { CommandError } from '../errors.js';
import type { Database, Statement } from './database.js';
import type { Index } from './index.js';
import type { DocumentKeys } from './index-keys.js';

/** MongoDB's limit on one document, in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** A document about to be written: decoded and encoded. */
export interface Encoded {
  doc: Doc;
  bytes: Buffer;
}

interface Change {
  index: Index;
  before: Buffer[];
  after: DocumentKeys;
}

/** One collection: a table of documents in order of insertion, and its indexes. */
export class Collection {
  readonly table: string;
  private nextRow: number;
  private readonly insertRow: Statement;
  private readonly updateRow: Statement;
  private readonly deleteRow: Statement;
  private readonly readRow: Statement;

  constructor(
    private readonly database: Database,
    readonly id: number,
    readonly namespace: string,
    readonly uuid: Buffer,
    public indexes: Index[],
  ) {
    this.table = `docs_${id}`;
    this.insertRow = database.prepare(`INSERT INTO ${this.table} (id, doc) VALUES (?, ?)`);
    this.updateRow = database.prepare(`UPDATE ${this.table} SET doc = ? WHERE id = ?`);
    this.deleteRow = database.prepare(`DELETE FROM ${this.table} WHERE id = ?`);
    this.readRow = database.prepare(`SELECT doc FROM ${this.table} WHERE id = ?`);
    this.nextRow = this.lastRow() + 1;
  }

  static createTable(database: Database, id: number): void {
    database.exec(`CREATE TABLE docs_${id} (id INTEGER PRIMARY KEY, doc BLOB NOT NULL)`);
  }

  private lastRow(): number {
    const row = this.database.prepare(`SELECT max(id) FROM ${this.table}`).row();
    return Number(row?.[0] ?? 0);
  }

  get count(): number {
    const row = this.database.prepare(`SELECT count(*) FROM ${this.table}`).row();
    return Number(row?.[0] ?? 0);
  }

  read(row: number): Buffer | undefined {
    return this.readRow.row(row)?.[0] as Buffer | undefined;
  }

  /**
   * Stores a new document; every check comes before the first write.
   * @throws CommandError 11000 for a duplicate key, 10334 for a document above 16 MiB
   */
  insert({ doc, bytes }: Encoded): void {
    checkSize(bytes);
    const row = this.nextRow;
    const changes = this.changes(row, undefined, doc);
    this.nextRow += 1;
    this.insertRow.run(row, bytes);
    this.writeIndexes(row, changes);
  }

  /** Replaces a document by its new form. Throws as `insert` does. */
  update(row: number, before: Doc, { doc, bytes }: Encoded): void {
    checkSize(bytes);
    const changes = this.changes(row, before, doc);
    this.updateRow.run(bytes, row);
    this.writeIndexes(row, changes);
  }

  /** Removes a document with its index keys. */
  remove(row: number, before: Doc): void {
    for (const index of this.indexes) index.remove(index.keysOf(before).keys, row);
    this.deleteRow.run(row);
  }

  private changes(row: number, before: Doc | undefined, doc: Doc): Change[] {
    const changes: Change[] = [];
    for (const index of this.indexes) {
      const after = index.keysOf(doc);
      const old = before === undefined ? [] : index.keysOf(before).keys;
      if (sameKeys(old, after.keys)) continue;
      index.checkUnique(after.keys, row, doc, this.namespace);
      changes.push({ index, before: old, after });
    }
    return changes;
  }

  private writeIndexes(row: number, changes: Change[]): void {
    for (const { index, before, after } of changes) {
      if (after.multikey) index.becomeMultikey();
      index.remove(without(before, after.keys), row);
      index.insert(without(after.keys, before), row);
    }
  }

  /** Fills a new index from the documents that are there. */
  fill(index: Index, documents: Iterable<{ id: number; doc: Doc }>): void {
    for (const { id: row, doc } of documents) {
      const keys = index.keysOf(doc);
      index.checkUnique(keys.keys, row, doc, this.namespace);
      if (keys.multikey) index.becomeMultikey();
      index.insert(keys.keys, row);
    }
  }
}

function checkSize(bytes: Buffer): void {
  if (bytes.length > MAX_DOCUMENT_BYTES)
    throw new CommandError(
      'BSONObjectTooLarge',
      `the document is ${bytes.length} bytes; the limit is ${MAX_DOCUMENT_BYTES}`,
    );
}

function sameKeys(a: Buffer[], b: Buffer[]): boolean {
  return a.length === b.length && a.every((key, at) => key.equals(b[at] as Buffer));
}

function without(keys: Buffer[], others: Buffer[]): Buffer[] {
  if (others.length === 0) return keys;
  const known = new Set(others.map((key) => key.toString('latin1')));
  return keys.filter((key) => !known.has(key.toString('latin1')));
}
