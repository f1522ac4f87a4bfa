import { show } from '../bson/show.js';
import type { Doc, Value } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { matches } from '../query/match.js';
import type { Filter } from '../query/filter.js';
import type { Database, Statement } from './database.js';
import { documentKeys, type DocumentKeys, type KeyField } from './index-keys.js';

/** What defines an index, as `createIndexes` gave it. */
export interface IndexSpec {
  name: string;
  fields: readonly KeyField[];
  unique: boolean;
  sparse: boolean;
  /** Only documents that pass it are in the index. */
  partial: Filter | undefined;
  /** The specification as `listIndexes` answers it. */
  document: Doc;
}

/** One index: a table of (encoded key, row) in SQLite. */
export class Index {
  readonly table: string;
  private readonly add: Statement;
  private readonly drop: Statement;
  private readonly other: Statement;

  constructor(
    private readonly database: Database,
    readonly id: number,
    readonly spec: IndexSpec,
    public multikey: boolean,
    private readonly changed: () => void,
  ) {
    this.table = `ix_${id}`;
    this.add = database.prepare(`INSERT INTO ${this.table} (key, doc) VALUES (?, ?)`);
    this.drop = database.prepare(`DELETE FROM ${this.table} WHERE key = ? AND doc = ?`);
    this.other = database.prepare(
      `SELECT doc FROM ${this.table} WHERE key = ? AND doc <> ? LIMIT 1`,
    );
  }

  static createTable(database: Database, id: number): void {
    database.exec(
      `CREATE TABLE ix_${id} (key BLOB NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (key, doc)) WITHOUT ROWID`,
    );
  }

  /** The keys under which a document stands in this index; none when it is left out. */
  keysOf(doc: Doc): DocumentKeys {
    const keys = documentKeys(this.spec.fields, doc);
    const left =
      (this.spec.sparse && !keys.present) ||
      (this.spec.partial !== undefined && !matches(this.spec.partial, doc));
    return left ? { keys: [], multikey: false, present: false } : keys;
  }

  /** @throws CommandError 11000 when another document has one of the keys of this unique index */
  checkUnique(keys: Buffer[], row: number, doc: Doc, namespace: string): void {
    if (!this.spec.unique) return;
    for (const key of keys) {
      if (this.other.row(key, row) !== undefined)
        throw duplicateKey(this, this.keyValue(key, doc), namespace);
    }
  }

  /** The values of the document that make up a key; for an array, the element that clashed. */
  private keyValue(key: Buffer, doc: Doc): Doc {
    return new Map(
      this.spec.fields.map((field) => [field.path, clashing(this.spec.fields, field, doc, key)]),
    );
  }

  insert(keys: Buffer[], row: number): void {
    for (const key of keys) this.add.run(key, row);
  }

  remove(keys: Buffer[], row: number): void {
    for (const key of keys) this.drop.run(key, row);
  }

  /** Writes that the index holds several keys for one document, before the first such key. */
  becomeMultikey(): void {
    if (this.multikey) return;
    this.database.prepare('UPDATE indexes SET multikey = 1 WHERE id = ?').run(this.id);
    this.multikey = true;
    this.changed();
  }
}

function clashing(fields: readonly KeyField[], field: KeyField, doc: Doc, key: Buffer): Value {
  const candidates: Value[] = [];
  collect(doc, field.parts, candidates);
  if (candidates.length > 1 && fields.length === 1) {
    for (const candidate of candidates) {
      const alone = documentKeys([{ ...field, parts: ['v'] }], new Map([['v', candidate]]));
      if (alone.keys.some((each) => each.equals(key))) return candidate;
    }
  }
  return candidates[0] ?? null;
}

function collect(value: Value | undefined, parts: readonly string[], into: Value[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, parts, into);
  } else if (parts.length === 0) {
    if (value !== undefined) into.push(value);
  } else if (value instanceof Map) {
    collect(value.get(parts[0] as string), parts.slice(1), into);
  }
}

function duplicateKey(index: Index, keyValue: Doc, namespace: string): CommandError {
  const shown = [...keyValue].map(([path, value]) => `${path}: ${show(value)}`).join(', ');
  const pattern: Doc = index.spec.document.get('key') as Doc;
  return new CommandError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index.spec.name} dup key: { ${shown} }`,
    new Map<string, Value>([
      ['keyPattern', pattern],
      ['keyValue', keyValue],
    ]),
  );
}
