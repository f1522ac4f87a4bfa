import { randomBytes } from 'node:crypto';
import { docOf, int, type Doc } from '../bson/values.js';
import { readDoc } from '../bson/read.js';
import { writeDoc } from '../bson/write.js';
import { CommandError } from '../errors.js';
import { Collection } from './collection.js';
import type { Database } from './database.js';
import { Index, type IndexSpec } from './index.js';

const NAME_LIMIT_BYTES = 255;

/** Turns the stored form of an index specification into the one that is used. */
export type ParseSpec = (document: Doc) => IndexSpec;

/** The databases, collections and indexes of a data folder. */
export class Catalog {
  private collections = new Map<string, Collection>();
  /** Grows with every change of what is kept here in memory, so that a rollback knows to read it again. */
  changes = 0;

  constructor(
    private readonly database: Database,
    private readonly parseSpec: ParseSpec,
  ) {
    this.reload();
  }

  /** Reads everything again, as is needed after a transaction was rolled back. */
  reload(): void {
    this.database.forgetStatements();
    this.collections = new Map();
    const rows = this.database
      .prepare('SELECT id, db, name, uuid FROM collections ORDER BY id')
      .rows() as Array<[number, string, string, Buffer]>;
    for (const [id, db, name, uuid] of rows) {
      const namespace = `${db}.${name}`;
      const indexes = this.loadIndexes(id);
      this.collections.set(namespace, new Collection(this.database, id, namespace, uuid, indexes));
    }
  }

  private loadIndexes(collection: number): Index[] {
    const rows = this.database
      .prepare('SELECT id, spec, multikey FROM indexes WHERE collection = ? ORDER BY id')
      .rows(collection) as Array<[number, Buffer, number]>;
    return rows.map(([id, spec, multikey]) =>
      this.index(id, this.parseSpec(readDoc(spec)), multikey === 1),
    );
  }

  private index(id: number, spec: IndexSpec, multikey: boolean): Index {
    return new Index(this.database, id, spec, multikey, () => {
      this.changes += 1;
    });
  }

  find(namespace: string): Collection | undefined {
    return this.collections.get(namespace);
  }

  /** The collection, created with its index on `_id` when it is not there. */
  findOrCreate(namespace: string): Collection {
    return this.collections.get(namespace) ?? this.create(namespace);
  }

  /** @throws CommandError 73 when the name cannot be a collection's */
  create(namespace: string): Collection {
    checkName(namespace);
    const { db, name } = splitNamespace(namespace);
    const uuid = randomUuid();
    const [id] = this.database
      .prepare('INSERT INTO collections (db, name, uuid) VALUES (?, ?, ?) RETURNING id')
      .row(db, name, uuid) as [number];
    Collection.createTable(this.database, id);
    const collection = new Collection(this.database, id, namespace, uuid, []);
    this.addIndex(
      collection,
      this.parseSpec(docOf({ v: int(2), key: docOf({ _id: int(1) }), name: '_id_' })),
    );
    this.collections.set(namespace, collection);
    this.changes += 1;
    return collection;
  }

  /** Creates an empty index; the caller fills it. */
  addIndex(collection: Collection, spec: IndexSpec): Index {
    const [id] = this.database
      .prepare('INSERT INTO indexes (collection, name, spec) VALUES (?, ?, ?) RETURNING id')
      .row(collection.id, spec.name, writeDoc(spec.document)) as [number];
    Index.createTable(this.database, id);
    const index = this.index(id, spec, false);
    this.changes += 1;
    collection.indexes = [...collection.indexes, index];
    return index;
  }

  dropIndex(collection: Collection, index: Index): void {
    this.changes += 1;
    this.database.prepare('DELETE FROM indexes WHERE id = ?').run(index.id);
    this.database.exec(`DROP TABLE ${index.table}`);
    collection.indexes = collection.indexes.filter((each) => each !== index);
    this.database.forgetStatements();
  }

  drop(collection: Collection): void {
    for (const index of collection.indexes) this.dropIndex(collection, index);
    this.database.prepare('DELETE FROM collections WHERE id = ?').run(collection.id);
    this.database.exec(`DROP TABLE ${collection.table}`);
    this.collections.delete(collection.namespace);
    this.changes += 1;
    this.database.forgetStatements();
  }

  /** The collections of one database, in order of creation. */
  inDatabase(db: string): Array<{ name: string; collection: Collection }> {
    const found = [];
    for (const [namespace, collection] of this.collections) {
      const parts = splitNamespace(namespace);
      if (parts.db === db) found.push({ name: parts.name, collection });
    }
    return found;
  }

  databases(): string[] {
    const names = [...this.collections.keys()].map((each) => splitNamespace(each).db);
    return [...new Set(names)].sort();
  }
}

/** Splits `db.collection` at its first dot. */
export function splitNamespace(namespace: string): { db: string; name: string } {
  const dot = namespace.indexOf('.');
  return { db: namespace.slice(0, dot), name: namespace.slice(dot + 1) };
}

function checkName(namespace: string): void {
  const { db, name } = splitNamespace(namespace);
  const bad =
    !/^[^/\\. "$\0]{1,63}$/.test(db) ||
    name === '' ||
    /^\.|\.$|\.\.|\$|\0/.test(name) ||
    name.startsWith('system.') ||
    Buffer.byteLength(namespace) > NAME_LIMIT_BYTES;
  if (bad) throw new CommandError('InvalidNamespace', `invalid namespace '${namespace}'`);
}

function randomUuid(): Buffer {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
}
