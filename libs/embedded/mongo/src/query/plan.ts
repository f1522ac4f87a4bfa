import type { Collection } from '../storage/collection.js';
import type { Index } from '../storage/index.js';
import type { KeyField } from '../storage/index-keys.js';
import { behind, boundsOf, intersect, inverted } from './bounds.js';
import type { Bounds, Interval } from './bounds.js';
import type { Filter, ValueTest } from './filter.js';
import { sameTest } from './same-test.js';

/** How the candidates of a query are read. */
export type Plan =
  | { kind: 'collection' }
  | {
      kind: 'index';
      index: Index;
      /** Ascending and apart from each other. */
      intervals: Interval[];
      reverse: boolean;
      /** Whether rows come in the order asked for. */
      sorted: boolean;
      /** At most one row can be found. */
      single: boolean;
    };

type IndexPlan = Extract<Plan, { kind: 'index' }>;
type Candidate = IndexPlan & { score: number };

/** A condition that every result fulfils. */
export interface Condition {
  path: string;
  test: ValueTest;
}

const MAX_INTERVALS = 2000;
const EVERY_KEY: Interval = { start: Buffer.alloc(0), end: Buffer.from([0xff]) };

/** Chooses the index that narrows a query most, or that gives its order; else the whole collection. */
export function choosePlan(
  collection: Collection,
  filter: Filter,
  sort: readonly KeyField[],
): Plan {
  const conditions = conditionsOf(filter);
  let best: Candidate | undefined;
  for (const index of collection.indexes) {
    const candidate = candidateFor(index, conditions, sort);
    if (candidate !== undefined && candidate.score > (best?.score ?? 0)) best = candidate;
  }
  return best ?? { kind: 'collection' };
}

/** The conditions on single paths that all hold for every document that passes the filter. */
export function conditionsOf(filter: Filter, prefix = ''): Condition[] {
  if (filter.kind === 'and') return filter.filters.flatMap((each) => conditionsOf(each, prefix));
  if (filter.kind === 'value') return [{ path: prefix + filter.path, test: filter.test }];
  if (filter.kind !== 'array') return [];
  if (filter.test.op === 'elemDoc')
    return conditionsOf(filter.test.filter, `${prefix}${filter.path}.`);
  return [];
}

function candidateFor(
  index: Index,
  conditions: Condition[],
  sort: readonly KeyField[],
): Candidate | undefined {
  const partial = index.spec.partial;
  if (partial !== undefined && !implies(conditions, partial)) return undefined;
  const components = componentBounds(index, conditions);
  if (index.spec.sparse && !components.some((bounds) => !bounds.allowsMissing)) return undefined;
  const order = sort.length > 0 ? sortOrder(index, components, sort) : undefined;
  // An index with several keys a document is read once for each of them: of two that narrow alike it is the worse.
  const score = scoreOf(components) + (order === undefined ? 0 : 4) - (index.multikey ? 1 : 0);
  const fullPoint =
    components.length === index.spec.fields.length && components.every(isSinglePoint);
  return {
    kind: 'index',
    index,
    intervals: intervalsOf(index.spec.fields, components),
    reverse: order === 'reverse',
    sorted: order !== undefined,
    single: index.spec.unique && fullPoint,
    score: index.spec.unique && fullPoint ? 1000 : score,
  };
}

function scoreOf(components: Bounds[]): number {
  return components.reduce((score, bounds) => score + (bounds.points ? 10 : 5), 0);
}

function isSinglePoint(bounds: Bounds): boolean {
  return bounds.points && bounds.intervals.length <= 1;
}

/** Bounds for the leading components: points, then at most one range. */
function componentBounds(index: Index, conditions: Condition[]): Bounds[] {
  const components: Bounds[] = [];
  const roots = new Set<string>();
  let product = 1;
  for (const field of index.spec.fields) {
    const root = field.parts[0] as string;
    if (index.multikey && roots.has(root)) break;
    const bounds = boundsFor(field.path, conditions, index.multikey);
    if (bounds === undefined) break;
    product *= Math.max(1, bounds.intervals.length);
    if (product > MAX_INTERVALS) break;
    roots.add(root);
    components.push(bounds);
    if (!bounds.points) break;
  }
  return components;
}

/** Where documents may have several keys, two conditions may be met by different ones: only one narrows. */
function boundsFor(path: string, conditions: Condition[], multikey: boolean): Bounds | undefined {
  const all = conditions
    .filter((condition) => condition.path === path)
    .map((condition) => boundsOf(condition.test))
    .filter((bounds) => bounds !== undefined);
  if (multikey) return all.find((bounds) => bounds.points) ?? all[0];
  return all.length === 0 ? undefined : all.reduce(intersect);
}

function intervalsOf(fields: readonly KeyField[], components: Bounds[]): Interval[] {
  if (components.length === 0) return [EVERY_KEY];
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let intervals: Interval[] = [];
  for (const [at, bounds] of components.entries()) {
    const own = directed(bounds.intervals, (fields[at] as KeyField).direction);
    intervals = prefixes.flatMap((prefix) => own.map((each) => behind(prefix, each)));
    prefixes = intervals.map(({ start }) => start);
  }
  return intervals;
}

function directed(intervals: Interval[], direction: 1 | -1): Interval[] {
  if (direction > 0) return intervals;
  return intervals.map(inverted).sort((a, b) => Buffer.compare(a.start, b.start));
}

type Order = 'forward' | 'reverse';

/** Whether reading the index gives the order of the sort, and in which direction it must be read. */
function sortOrder(
  index: Index,
  components: Bounds[],
  sort: readonly KeyField[],
): Order | undefined {
  if (index.multikey) return undefined;
  const fixed = fixedPaths(index, components);
  const wanted = sort.filter((field) => !fixed.has(field.path));
  const given = index.spec.fields.filter((field) => !fixed.has(field.path));
  if (wanted.length > given.length) return undefined;
  const orders = new Set<Order | undefined>();
  for (const [at, field] of wanted.entries()) {
    const own = given[at] as KeyField;
    if (own.path !== field.path) return undefined;
    orders.add(own.direction === field.direction ? 'forward' : 'reverse');
  }
  const [order = 'forward'] = orders;
  return orders.size > 1 ? undefined : order;
}

/** The paths that have one value in every result, so that they do not matter to the order. */
function fixedPaths(index: Index, components: Bounds[]): Set<string> {
  const paths = index.spec.fields.map((field) => field.path);
  return new Set(paths.filter((_path, at) => components[at] && isSinglePoint(components[at])));
}

/** Whether the query holds, word by word, every condition of a partial index. */
function implies(conditions: Condition[], partial: Filter): boolean {
  return conditionsOf(partial).every((needed) =>
    conditions.some((each) => each.path === needed.path && sameTest(each.test, needed.test)),
  );
}
