import { docOf, int, type Doc, type Value } from '../bson/values.js';
import { writeDoc } from '../bson/write.js';
import { CommandError, failedToParse } from '../errors.js';
import { checkStorable, withId } from '../update/storable.js';
import { parseUpdate } from '../update/parse.js';
import { parseFilter } from '../query/parse.js';
import type { Command, Engine, Request } from './engine.js';
import { deleteMatching, updateMatching, type UpdateResult } from './modify.js';
import {
  boolOption,
  checkFields,
  countOption,
  docOption,
  docsOption,
  namespaceOf,
} from './options.js';

const MAX_BATCH = 100_000;

interface Outcome {
  n: number;
  modified: number;
  upserted: Value[];
}

type RunItem = (item: Doc, index: number, outcome: Outcome) => void;

/** Runs the items of a bulk one by one; an item's error is answered with its index and ends an ordered bulk. */
function runItems(command: Doc, items: Doc[], run: RunItem): { outcome: Outcome; errors: Value[] } {
  if (items.length === 0 || items.length > MAX_BATCH)
    throw new CommandError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MAX_BATCH}. Got ${items.length} operations.`,
    );
  const ordered = boolOption(command, 'ordered', true);
  const outcome: Outcome = { n: 0, modified: 0, upserted: [] };
  const errors: Value[] = [];
  for (const [index, item] of items.entries()) {
    try {
      run(item, index, outcome);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return { outcome, errors };
}

function writeError(index: number, error: CommandError): Doc {
  const entry = docOf({ index: int(index), code: int(error.code), errmsg: error.message });
  for (const [name, value] of error.fields ?? []) entry.set(name, value);
  return entry;
}

function reply(fields: Record<string, Value | undefined>, errors: Value[]): Doc {
  return docOf({ ...fields, writeErrors: errors.length > 0 ? errors : undefined, ok: 1 });
}

const insert: Command = {
  writes: true,
  options: ['documents', 'ordered'],
  run(engine, request) {
    const { command } = request;
    const documents = docsOption(command, 'documents');
    const collection = engine.catalog.findOrCreate(namespaceOf(request));
    const { outcome, errors } = runItems(command, documents, (item, _index, result) => {
      checkStorable(item);
      const doc = withId(item);
      collection.insert({ doc, bytes: writeDoc(doc) });
      result.n += 1;
    });
    return reply({ n: int(outcome.n) }, errors);
  },
};

const update: Command = {
  writes: true,
  options: ['updates', 'ordered'],
  run(engine, request) {
    const { command } = request;
    const namespace = namespaceOf(request);
    const items = docsOption(command, 'updates');
    const { outcome, errors } = runItems(command, items, (item, index, result) => {
      addUpdate(result, index, runUpdate(engine, namespace, item));
    });
    return reply(
      {
        n: int(outcome.n),
        nModified: int(outcome.modified),
        upserted: outcome.upserted.length > 0 ? outcome.upserted : undefined,
      },
      errors,
    );
  },
};

function runUpdate(engine: Engine, namespace: string, item: Doc): UpdateResult {
  checkFields(item, ['q', 'u', 'multi', 'upsert', 'arrayFilters'], 'update.updates');
  const query = requiredDoc(item, 'q');
  const multi = boolOption(item, 'multi', false);
  const change = parseUpdate(item.get('u'), item.get('arrayFilters'));
  if (multi && change.kind === 'replace')
    throw failedToParse('multi update is not supported for replacement-style update');
  return updateMatching(engine, namespace, {
    query,
    filter: parseFilter(query),
    update: change,
    multi,
    upsert: boolOption(item, 'upsert', false),
  });
}

function addUpdate(outcome: Outcome, index: number, result: UpdateResult): void {
  outcome.modified += result.modified;
  outcome.n += result.matched;
  if (result.upserted === undefined) return;
  outcome.n += 1;
  outcome.upserted.push(docOf({ index: int(index), _id: result.upserted.get('_id') }));
}

function requiredDoc(doc: Doc, name: string): Doc {
  const value = docOption(doc, name);
  if (value === undefined) throw failedToParse(`'${name}' is missing`);
  return value;
}

const remove: Command = {
  writes: true,
  options: ['deletes', 'ordered'],
  run(engine: Engine, request: Request) {
    const { command } = request;
    const namespace = namespaceOf(request);
    const items = docsOption(command, 'deletes');
    const { outcome, errors } = runItems(command, items, (item, _index, result) => {
      checkFields(item, ['q', 'limit'], 'delete.deletes');
      const limit = countOption(item, 'limit');
      if (limit !== 0 && limit !== 1)
        throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`);
      const filter = parseFilter(requiredDoc(item, 'q'));
      result.n += deleteMatching(engine, namespace, filter, limit === 1);
    });
    return reply({ n: int(outcome.n) }, errors);
  },
};

/** The commands that write documents in bulk. */
export const WRITE_COMMANDS: Record<string, Command> = { insert, update, delete: remove };
