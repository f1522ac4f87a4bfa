import { docOf, int, type Doc } from '../bson/values.js';
import { failedToParse } from '../errors.js';
import { parseFilter } from '../query/parse.js';
import { parseProjection, project, type Projection } from '../query/projection.js';
import { parseSort } from '../query/sort.js';
import { parseUpdate } from '../update/parse.js';
import type { Command, Engine, Request } from './engine.js';
import { firstRow, insertUpserted, updateRow } from './modify.js';
import { boolOption, docOption, namespaceOf } from './options.js';

/** Updates, replaces or removes one document and answers it as it was or as it is. */
export const findAndModify: Command = {
  writes: true,
  options: ['query', 'sort', 'update', 'remove', 'new', 'upsert', 'fields', 'arrayFilters'],
  run(engine, request) {
    const { command } = request;
    const remove = boolOption(command, 'remove', false);
    if (remove) {
      if (command.has('update') || boolOption(command, 'new', false))
        throw failedToParse('Cannot specify both an update or new and remove=true');
      if (boolOption(command, 'upsert', false))
        throw failedToParse('Cannot specify both upsert=true and remove=true');
    }
    const projection = parseProjection(command.get('fields'));
    return remove ? removeFirst(engine, request, projection) : modify(engine, request, projection);
  },
};

function found(engine: Engine, request: Request) {
  const query: Doc = docOption(request.command, 'query') ?? new Map();
  const filter = parseFilter(query);
  const namespace = namespaceOf(request);
  const row = firstRow(engine, namespace, filter, parseSort(request.command.get('sort')));
  return { query, filter, namespace, row };
}

function answer(lastError: Doc, value: Doc | undefined, projection: Projection | undefined): Doc {
  const shown =
    value !== undefined && projection !== undefined ? project(projection, value) : value;
  return docOf({ lastErrorObject: lastError, value: shown ?? null, ok: 1 });
}

function removeFirst(engine: Engine, request: Request, projection: Projection | undefined): Doc {
  const { namespace, row } = found(engine, request);
  if (row !== undefined) engine.catalog.findOrCreate(namespace).remove(row.id, row.doc);
  return answer(docOf({ n: int(row === undefined ? 0 : 1) }), row?.doc, projection);
}

function modify(engine: Engine, request: Request, projection: Projection | undefined): Doc {
  const { command } = request;
  const update = parseUpdate(command.get('update'), command.get('arrayFilters'));
  const { query, filter, namespace, row } = found(engine, request);
  const wantsNew = boolOption(command, 'new', false);
  if (row !== undefined) {
    const collection = engine.catalog.findOrCreate(namespace);
    const after = updateRow(collection, row, update, filter) ?? row.doc;
    const last = docOf({ n: int(1), updatedExisting: true });
    return answer(last, wantsNew ? after : row.doc, projection);
  }
  if (!boolOption(command, 'upsert', false))
    return answer(docOf({ n: int(0), updatedExisting: false }), undefined, projection);
  const doc = insertUpserted(engine, namespace, { query, filter, update });
  const last = docOf({ n: int(1), updatedExisting: false, upserted: doc.get('_id') });
  return answer(last, wantsNew ? doc : undefined, projection);
}
