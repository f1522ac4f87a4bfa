import { int, isDoc, isNumeric, toNumber, type Doc, type Value } from '../bson/values.js';
import { CommandError, badValue, failedToParse, notSupported } from '../errors.js';
import { matches } from '../query/match.js';
import { parseFilter } from '../query/parse.js';
import { splitPath } from '../query/paths.js';
import { parseProjection, project } from '../query/projection.js';
import { parseSort, sortItems } from '../query/sort.js';
import { groupStage } from './group.js';
import { parseExpression, type Expression } from './expression.js';
import { Made, type Item, type Stage } from './item.js';
import { unwindStage } from './unwind.js';

function matchStage(value: Value): Stage {
  if (!isDoc(value)) throw failedToParse('the $match filter must be an object');
  const filter = parseFilter(value);
  return function* (items) {
    for (const item of items) if (matches(filter, item.doc)) yield item;
  };
}

/** The operand of `$skip` and `$limit`. @throws CommandError 2 when it is not a count */
export function countOperand(stage: string, value: Value, least: number): number {
  const number = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number) || number < least)
    throw badValue(`${stage} needs an integer of at least ${least}`);
  return number;
}

function limitStage(value: Value): Stage {
  const limit = countOperand('$limit', value, 1);
  return function* (items) {
    let given = 0;
    for (const item of items) {
      yield item;
      given += 1;
      if (given === limit) return;
    }
  };
}

function skipStage(value: Value): Stage {
  const skip = countOperand('$skip', value, 0);
  return function* (items) {
    let seen = 0;
    for (const item of items) {
      seen += 1;
      if (seen > skip) yield item;
    }
  };
}

function countStage(name: Value): Stage {
  if (typeof name !== 'string' || name === '' || name.includes('.') || name.startsWith('$'))
    throw badValue('$count needs a field name');
  return function* (items) {
    let n = 0;
    for (const item of items) n += item === undefined ? 0 : 1;
    if (n > 0) yield new Made(new Map([[name, int(n)]]));
  };
}

function sortStage(value: Value): Stage {
  const fields = parseSort(value);
  if (fields.length === 0) throw badValue('$sort stage must have at least one sort key');
  return (items) => sortItems(items, fields);
}

/** `$project` with fields kept or left out, and fields made from paths (`{ total: '$n' }`). */
function projectStage(value: Value): Stage {
  if (!isDoc(value) || value.size === 0) throw failedToParse('$project needs a document');
  const plain: Doc = new Map();
  const computed: Array<[string, Expression]> = [];
  for (const [name, field] of value) {
    if (typeof field === 'string') computed.push([computedName(name), parseExpression(field)]);
    else plain.set(name, field);
  }
  if (computed.length > 0 && [...plain.keys()].every((name) => name === '_id'))
    plain.set(NO_FIELD, true);
  const projection = parseProjection(plain);
  if (projection === undefined) throw failedToParse('$project needs a field');
  if (computed.length > 0 && projection.mode === 'exclude')
    throw notSupported('$project that both leaves fields out and makes new ones');
  return function* (items) {
    for (const item of items) {
      const doc = project(projection, item.doc);
      for (const [name, expression] of computed) {
        const made = expression(item.doc);
        if (made !== undefined) doc.set(name, made);
      }
      yield new Made(doc);
    }
  };
}

/** Stands in an inclusion that keeps nothing: no stored field has this name. */
const NO_FIELD = '\u0001none';

function computedName(name: string): string {
  if (name === '_id' || name.includes('.'))
    throw notSupported(`the computed field '${name}' in $project`);
  return splitPath(name)[0] as string;
}

function facetStage(value: Value): Stage {
  if (!isDoc(value) || value.size === 0) throw failedToParse('$facet needs a document');
  const facets = [...value].map(([name, pipeline]): [string, Stage[]] => {
    splitPath(name);
    if (!Array.isArray(pipeline) || name.includes('.'))
      throw failedToParse(`the facet '${name}' needs a pipeline`);
    return [name, parseStages(pipeline, false)];
  });
  return function* (items) {
    const held = sortItems(items, []);
    const result: Doc = new Map();
    for (const [name, stages] of facets)
      result.set(
        name,
        [...runStages(held, stages)].map((item) => item.doc),
      );
    yield new Made(result);
  };
}

const STAGES: Partial<Record<string, (value: Value) => Stage>> = {
  $match: matchStage,
  $sort: sortStage,
  $limit: limitStage,
  $skip: skipStage,
  $project: projectStage,
  $group: groupStage,
  $count: countStage,
  $unwind: unwindStage,
};

/** A stage's name and operand. @throws CommandError 40323-like parse error when it has not exactly one name */
export function stageParts(stage: Value): [string, Value] {
  if (!isDoc(stage) || stage.size !== 1)
    throw failedToParse('a pipeline stage must be an object with exactly one field');
  const [parts] = [...stage];
  return parts as [string, Value];
}

/** Parses stages. @throws CommandError 40324 naming a stage that is not supported */
export function parseStages(pipeline: Value[], facets = true): Stage[] {
  return pipeline.map((stage) => {
    const [name, operand] = stageParts(stage);
    if (name === '$facet' && facets) return facetStage(operand);
    const parse = STAGES[name];
    if (parse === undefined)
      throw new CommandError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
    return parse(operand);
  });
}

/** Runs items through stages, one after the other. */
export function runStages(items: Iterable<Item>, stages: Stage[]): Iterable<Item> {
  return stages.reduce((flow, stage) => stage(flow), items);
}
