import { isDoc, type Value } from '../bson/values.js';
import type { Filter } from '../query/filter.js';
import { EVERYTHING } from '../query/filter.js';
import { parseFilter } from '../query/parse.js';
import { selectRows, type Selection } from '../query/find.js';
import type { ReadContext } from '../query/scan.js';
import { parseSort } from '../query/sort.js';
import type { Collection } from '../storage/collection.js';
import type { Item } from './item.js';
import { countOperand, parseStages, runStages, stageParts } from './stages.js';

/**
 * Runs a pipeline over a collection. Its leading `$match`, `$sort`, `$skip` and `$limit` are read as a find is, with
 * indexes; the rest works on what comes.
 * @throws CommandError naming what is not supported, before anything is read
 */
export function runPipeline(
  context: ReadContext,
  collection: Collection | undefined,
  pipeline: Value[],
): Iterable<Item> {
  parseStages(pipeline);
  const { selection, used } = leadingSelection(pipeline);
  const stages = parseStages(pipeline.slice(used));
  return runStages(selectRows(context, collection, selection), stages);
}

function leadingSelection(pipeline: Value[]): { selection: Selection; used: number } {
  const filters: Filter[] = [];
  const selection: Selection = { filter: EVERYTHING, sort: [], skip: 0, limit: 0 };
  let used = 0;
  const take = (name: string): Value | undefined => {
    const stage = pipeline[used];
    if (stage === undefined) return undefined;
    const [found, operand] = stageParts(stage);
    if (found !== name) return undefined;
    used += 1;
    return operand;
  };
  for (let match = take('$match'); match !== undefined; match = take('$match'))
    filters.push(parseFilter(isDoc(match) ? match : new Map<string, Value>()));
  const sort = take('$sort');
  if (sort !== undefined) selection.sort = parseSort(sort);
  const skip = take('$skip');
  if (skip !== undefined) selection.skip = countOperand('$skip', skip, 0);
  const limit = take('$limit');
  if (limit !== undefined) selection.limit = countOperand('$limit', limit, 1);
  selection.filter = filters.length === 0 ? EVERYTHING : { kind: 'and', filters };
  return { selection, used };
}
