import { show } from '../bson/show.js';
import { docOf, int, isDoc, type Doc, type Value } from '../bson/values.js';
import { CommandError, badValue } from '../errors.js';
import { compareValues } from '../bson/compare.js';
import { ByteWriter } from '../bson/byte-writer.js';
import { writeKey } from '../bson/key.js';
import { EVERYTHING, type Filter } from '../query/filter.js';
import { parseFilter } from '../query/parse.js';
import { parseProjection } from '../query/projection.js';
import { projectedRows, selectRows } from '../query/find.js';
import { someValue, splitPath } from '../query/paths.js';
import { MemoryBudget, parseSort } from '../query/sort.js';
import type { Command, Engine, Request } from './engine.js';
import {
  arrayOption,
  boolOption,
  countOption,
  docOption,
  namespaceOf,
  stringOption,
} from './options.js';

/** The session that a command belongs to, as text, or undefined. */
export function sessionOf(command: Doc): string | undefined {
  const id = docOption(command, 'lsid')?.get('id');
  return id === undefined ? undefined : show(id);
}

function filterOption(command: Doc, name: string): Filter {
  const query = docOption(command, name);
  return query === undefined ? EVERYTHING : parseFilter(query);
}

const find: Command = {
  writes: false,
  options: [
    'filter',
    'sort',
    'projection',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'noCursorTimeout',
    'allowDiskUse',
  ],
  run(engine, request) {
    const { command } = request;
    const namespace = namespaceOf(request);
    const rows = selectRows(engine.reading, engine.catalog.find(namespace), {
      filter: filterOption(command, 'filter'),
      sort: parseSort(command.get('sort')),
      skip: countOption(command, 'skip') ?? 0,
      limit: countOption(command, 'limit') ?? 0,
    });
    const projection = parseProjection(command.get('projection'));
    return engine.cursors.start({
      namespace,
      session: sessionOf(command),
      rows: projectedRows(rows, projection),
      batchSize: countOption(command, 'batchSize'),
      singleBatch: boolOption(command, 'singleBatch', false),
    });
  },
};

const count: Command = {
  writes: false,
  options: ['query', 'limit', 'skip', 'fields'],
  run(engine, request) {
    const { command } = request;
    const collection = engine.catalog.find(namespaceOf(request));
    const query = docOption(command, 'query');
    const skip = countOption(command, 'skip') ?? 0;
    const limit = countOption(command, 'limit') ?? 0;
    const all = query === undefined || query.size === 0;
    if (all && skip === 0 && limit === 0) return docOf({ n: int(collection?.count ?? 0), ok: 1 });
    const filter = filterOption(command, 'query');
    let n = 0;
    const rows = selectRows(engine.reading, collection, { filter, sort: [], skip, limit });
    for (const row of rows) n += row === undefined ? 0 : 1;
    return docOf({ n: int(n), ok: 1 });
  },
};

const distinct: Command = {
  writes: false,
  options: ['key', 'query'],
  run(engine, request) {
    const { command } = request;
    const parts = splitPath(stringOption(command, 'key'));
    const collection = engine.catalog.find(namespaceOf(request));
    const filter = filterOption(command, 'query');
    const values = new DistinctValues();
    const rows = selectRows(engine.reading, collection, { filter, sort: [], skip: 0, limit: 0 });
    for (const row of rows)
      someValue(row.doc, parts, false, (value) => {
        values.add(value);
        return false;
      });
    return docOf({ values: values.sorted(), ok: 1 });
  },
};

class DistinctValues {
  private readonly byKey = new Map<string, Value>();
  private readonly budget = new MemoryBudget('distinct');
  private readonly writer = new ByteWriter();

  /** An array counts as its elements. */
  add(value: Value | undefined): void {
    if (value === undefined) return;
    for (const item of Array.isArray(value) ? value : [value]) {
      this.writer.truncate(0);
      writeKey(this.writer, item);
      const key = this.writer.take().toString('latin1');
      if (this.byKey.has(key)) continue;
      this.budget.take(key.length * 2);
      this.byKey.set(key, item);
    }
  }

  sorted(): Value[] {
    return [...this.byKey.values()].sort(compareValues);
  }
}

function cursorId(value: Value | undefined): bigint {
  if (typeof value !== 'bigint') throw badValue('a cursor id must be a 64-bit integer');
  return value;
}

const getMore: Command = {
  writes: false,
  options: ['collection', 'batchSize'],
  run(engine: Engine, { command, db }: Request) {
    const namespace = `${db}.${stringOption(command, 'collection')}`;
    return engine.cursors.more(
      cursorId(command.get('getMore')),
      namespace,
      countOption(command, 'batchSize'),
    );
  },
};

const killCursors: Command = {
  writes: false,
  options: ['cursors'],
  run(engine, { command }) {
    const killed: Value[] = [];
    const missing: Value[] = [];
    for (const each of arrayOption(command, 'cursors')) {
      const id = cursorId(each);
      (engine.cursors.kill(id) ? killed : missing).push(id);
    }
    return docOf({
      cursorsKilled: killed,
      cursorsNotFound: missing,
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: 1,
    });
  },
};

const endSessions: Command = {
  writes: false,
  options: [],
  run(engine, { command, name }) {
    for (const each of arrayOption(command, name)) {
      if (!isDoc(each)) throw new CommandError('TypeMismatch', 'a session must be a document');
      engine.cursors.endSession(show(each.get('id') ?? null));
    }
    return docOf({ ok: 1 });
  },
};

/** The commands that read. */
export const READ_COMMANDS: Record<string, Command> = {
  find,
  count,
  distinct,
  getMore,
  killCursors,
  endSessions,
  refreshSessions: { writes: false, options: [], run: () => docOf({ ok: 1 }) },
};
