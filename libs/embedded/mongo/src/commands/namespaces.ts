import { Binary } from 'bson';
import { docOf, int, type Doc } from '../bson/values.js';
import { writeDoc } from '../bson/write.js';
import { CommandError } from '../errors.js';
import type { Collection } from '../storage/collection.js';
import { matches } from '../query/match.js';
import { parseFilter } from '../query/parse.js';
import type { Command, Engine, Request } from './engine.js';
import { boolOption, countOption, docOption, namespaceOf } from './options.js';
import { sessionOf } from './read.js';

const create: Command = {
  writes: true,
  options: ['idIndex'],
  run(engine, request) {
    const idIndex = docOption(request.command, 'idIndex');
    if (idIndex !== undefined && idIndex.get('name') !== '_id_')
      throw new CommandError('BadValue', "the name of 'idIndex' must be '_id_'");
    engine.catalog.findOrCreate(namespaceOf(request));
    return docOf({ ok: 1 });
  },
};

const drop: Command = {
  writes: true,
  options: [],
  run(engine, request) {
    const namespace = namespaceOf(request);
    const collection = engine.catalog.find(namespace);
    if (collection === undefined) return docOf({ ok: 1 });
    const indexes = collection.indexes.length;
    engine.catalog.drop(collection);
    return docOf({ nIndexesWas: int(indexes), ns: namespace, ok: 1 });
  },
};

const dropDatabase: Command = {
  writes: true,
  options: [],
  run(engine, { db }) {
    for (const { collection } of engine.catalog.inDatabase(db)) engine.catalog.drop(collection);
    return docOf({ dropped: db, ok: 1 });
  },
};

function filtered(request: Request, documents: Doc[]): Doc[] {
  const query = docOption(request.command, 'filter');
  if (query === undefined) return documents;
  const filter = parseFilter(query);
  return documents.filter((each) => matches(filter, each));
}

const listCollections: Command = {
  writes: false,
  options: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run(engine, request) {
    const nameOnly = boolOption(request.command, 'nameOnly', false);
    const all = engine.catalog
      .inDatabase(request.db)
      .map(({ name, collection }) => described(name, collection, nameOnly));
    const cursor: Doc = docOption(request.command, 'cursor') ?? new Map();
    return engine.cursors.start({
      namespace: `${request.db}.$cmd.listCollections`,
      session: sessionOf(request.command),
      rows: filtered(request, all).map(writeDoc).values(),
      batchSize: countOption(cursor, 'batchSize'),
    });
  },
};

function described(name: string, collection: Collection, nameOnly: boolean): Doc {
  if (nameOnly) return docOf({ name, type: 'collection' });
  const [idIndex] = collection.indexes;
  return docOf({
    name,
    type: 'collection',
    options: new Map(),
    info: docOf({ readOnly: false, uuid: new Binary(collection.uuid, Binary.SUBTYPE_UUID) }),
    idIndex: idIndex?.spec.document,
  });
}

const listDatabases: Command = {
  writes: false,
  options: ['filter', 'nameOnly', 'authorizedDatabases'],
  run(engine: Engine, request) {
    if (request.db !== 'admin')
      throw new CommandError('IllegalOperation', 'listDatabases may only be run against admin');
    const nameOnly = boolOption(request.command, 'nameOnly', false);
    const all = engine.catalog
      .databases()
      .map((name) => docOf(nameOnly ? { name } : { name, sizeOnDisk: 0n, empty: false }));
    const databases = filtered(request, all);
    return docOf({ databases, totalSize: nameOnly ? undefined : 0n, ok: 1 });
  },
};

/** The commands on collections and databases. */
export const NAMESPACE_COMMANDS: Record<string, Command> = {
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
};
