import { show } from '../bson/show.js';
import { docOf, int, isDoc, type Doc, type Value } from '../bson/values.js';
import { writeDoc } from '../bson/write.js';
import { CommandError } from '../errors.js';
import type { Collection } from '../storage/collection.js';
import type { Index, IndexSpec } from '../storage/index.js';
import { parseIndexSpec } from '../storage/index-spec.js';
import { collectionRows } from '../query/scan.js';
import type { Command, Engine } from './engine.js';
import { countOption, docOption, docsOption, namespaceOf } from './options.js';
import { sessionOf } from './read.js';

const createIndexes: Command = {
  writes: true,
  options: ['indexes'],
  run(engine, request) {
    const specs = docsOption(request.command, 'indexes').map(parseIndexSpec);
    if (specs.length === 0)
      throw new CommandError('BadValue', 'Must specify at least one index to create');
    const namespace = namespaceOf(request);
    const created = engine.catalog.find(namespace) === undefined;
    const collection = engine.catalog.findOrCreate(namespace);
    const before = collection.indexes.length;
    for (const spec of specs) {
      if (!alreadyThere(collection, spec)) build(engine, collection, spec);
    }
    const after = collection.indexes.length;
    return docOf({
      numIndexesBefore: int(before),
      numIndexesAfter: int(after),
      createdCollectionAutomatically: created,
      note: before === after ? 'all indexes already exist' : undefined,
      ok: 1,
    });
  },
};

/** @throws CommandError 85 or 86 when an index of that name or those keys is a different one */
function alreadyThere(collection: Collection, spec: IndexSpec): boolean {
  const wanted = writeDoc(spec.document);
  for (const { spec: known } of collection.indexes) {
    const sameKeys = keyBytes(known).equals(keyBytes(spec));
    if (sameKeys && (known.name === '_id_' || writeDoc(known.document).equals(wanted))) return true;
    if (known.name === spec.name)
      throw new CommandError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index: ${spec.name}`,
      );
    if (sameKeys && samePartial(known, spec))
      throw new CommandError(
        'IndexOptionsConflict',
        `Index already exists with a different name or options: ${known.name}`,
      );
  }
  return false;
}

function keyBytes(spec: IndexSpec): Buffer {
  return Buffer.from(JSON.stringify(spec.fields.map(({ path, direction }) => [path, direction])));
}

function samePartial(a: IndexSpec, b: IndexSpec): boolean {
  const bytes = ({ document }: IndexSpec): Buffer =>
    writeDoc(docOf({ partial: document.get('partialFilterExpression') }));
  return bytes(a).equals(bytes(b));
}

function build(engine: Engine, collection: Collection, spec: IndexSpec): void {
  const index = engine.catalog.addIndex(collection, spec);
  collection.fill(index, collectionRows(engine.reading, collection));
}

function existing(engine: Engine, namespace: string): Collection {
  const collection = engine.catalog.find(namespace);
  if (collection === undefined)
    throw new CommandError('NamespaceNotFound', `ns does not exist: ${namespace}`);
  return collection;
}

const listIndexes: Command = {
  writes: false,
  options: ['cursor'],
  run(engine, request) {
    const namespace = namespaceOf(request);
    const collection = existing(engine, namespace);
    const cursor: Doc = docOption(request.command, 'cursor') ?? new Map();
    return engine.cursors.start({
      namespace,
      session: sessionOf(request.command),
      rows: collection.indexes.map((index) => writeDoc(index.spec.document)).values(),
      batchSize: countOption(cursor, 'batchSize'),
    });
  },
};

const dropIndexes: Command = {
  writes: true,
  options: ['index'],
  run(engine, request) {
    const collection = existing(engine, namespaceOf(request));
    const before = collection.indexes.length;
    const wanted = request.command.get('index') ?? null;
    const chosen =
      wanted === '*'
        ? collection.indexes.filter((index) => index.spec.name !== '_id_')
        : (Array.isArray(wanted) ? wanted : [wanted]).map((each) => findIndex(collection, each));
    for (const index of chosen) engine.catalog.dropIndex(collection, index);
    return docOf({ nIndexesWas: int(before), ok: 1 });
  },
};

function findIndex(collection: Collection, wanted: Value): Index {
  const index = collection.indexes.find(({ spec }) =>
    isDoc(wanted)
      ? writeDoc(spec.document.get('key') as Doc).equals(writeDoc(wanted))
      : spec.name === wanted,
  );
  if (index === undefined)
    throw new CommandError(
      'IndexNotFound',
      `index not found with name [${typeof wanted === 'string' ? wanted : show(wanted)}]`,
    );
  if (index.spec.name === '_id_') throw new CommandError('InvalidOptions', 'cannot drop _id index');
  return index;
}

/** The commands on indexes. */
export const INDEX_COMMANDS: Record<string, Command> = {
  createIndexes,
  listIndexes,
  dropIndexes,
};
