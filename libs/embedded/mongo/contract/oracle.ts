/** A slow, plain second opinion on queries over JSON-like values, written apart from the server's own code. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const rank = (value: Json): number => {
  if (value === null) return 1;
  if (Array.isArray(value)) return 5;
  return { number: 2, string: 3, object: 4, boolean: 6 }[typeof value as 'number'];
};

/** MongoDB's order of plain values. */
export function order(a: Json, b: Json): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (Array.isArray(a) && Array.isArray(b)) return orderLists(a, b, order);
  if (typeof a === 'object' && a !== null)
    return orderLists(Object.entries(a), Object.entries(b as object), (x, y) => {
      const [nameX, valueX] = x as [string, Json];
      const [nameY, valueY] = y as [string, Json];
      return rank(valueX) - rank(valueY) || plainOrder(nameX, nameY) || order(valueX, valueY);
    });
  return plainOrder(a, b);
}

function plainOrder(a: unknown, b: unknown): number {
  if (a === b) return 0;
  return (a as number) < (b as number) ? -1 : 1;
}

function orderLists<T>(a: T[], b: T[], each: (x: T, y: T) => number): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = each(a[at] as T, b[at] as T);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Every value that a path reaches; `undefined` where a document has no such field. */
function reached(value: Json | undefined, path: string[]): Array<Json | undefined> {
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  if (Array.isArray(value))
    return value.flatMap((item) => (isPlain(item) ? reached(item, path) : []));
  if (!isPlain(value)) return [undefined];
  return rest.length === 0 ? [value[head]] : reached(value[head], rest);
}

function isPlain(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Operator = (value: Json | undefined, operand: never) => boolean;

const equal = (value: Json | undefined, operand: Json): boolean =>
  order(value ?? null, operand) === 0;

function compared(holds: (difference: number) => boolean) {
  return (value: Json | undefined, operand: Json): boolean =>
    rank(value ?? null) === rank(operand) && holds(order(value ?? null, operand));
}

const ON_VALUES: Record<string, Operator> = {
  $eq: equal,
  $gt: compared((difference) => difference > 0),
  $gte: compared((difference) => difference >= 0),
  $lt: compared((difference) => difference < 0),
  $lte: compared((difference) => difference <= 0),
  $in: (value, operands: Json[]) => operands.some((each) => equal(value, each)),
};

const NEGATED: Record<string, string> = { $ne: '$eq', $nin: '$in' };

function holds(doc: Json, path: string, operator: string, operand: Json): boolean {
  const positive = NEGATED[operator];
  if (positive !== undefined) return !holds(doc, path, positive, operand);
  const ends = reached(doc, path.split('.'));
  if (operator === '$exists') return ends.some((end) => end !== undefined) === operand;
  if (operator === '$size') return ends.some((end) => Array.isArray(end) && end.length === operand);
  if (operator === '$not')
    return !Object.entries(operand as object).every(([name, each]) =>
      holds(doc, path, name, each as Json),
    );
  if (operator === '$elemMatch')
    return ends.some(
      (end) => Array.isArray(end) && end.some((item) => elementPasses(item, operand)),
    );
  if (operator === '$all')
    return (
      (operand as Json[]).length > 0 &&
      (operand as Json[]).every((each) => holds(doc, path, '$eq', each))
    );
  const test = ON_VALUES[operator] as (value: Json | undefined, operand: Json) => boolean;
  return ends.some(
    (end) => (Array.isArray(end) && end.some((item) => test(item, operand))) || test(end, operand),
  );
}

function elementPasses(item: Json, operand: Json): boolean {
  const conditions = Object.entries(operand as { [name: string]: Json });
  if (conditions.every(([name]) => name.startsWith('$')))
    return conditions.every(([name, each]) =>
      (ON_VALUES[name] as (value: Json | undefined, operand: Json) => boolean)(item, each),
    );
  return isPlain(item) && passes(item, operand as { [name: string]: Json });
}

/** Whether a document passes a filter whose field conditions are all written with operators. */
export function passes(doc: Json, filter: { [name: string]: Json }): boolean {
  return Object.entries(filter).every(([name, value]) => {
    const list = value as Array<{ [name: string]: Json }>;
    if (name === '$and') return list.every((each) => passes(doc, each));
    if (name === '$or') return list.some((each) => passes(doc, each));
    if (name === '$nor') return !list.some((each) => passes(doc, each));
    return Object.entries(value as object).every(([operator, operand]) =>
      holds(doc, name, operator, operand as Json),
    );
  });
}

/** The value by which a document is sorted: of an array, its least or greatest element. */
export function sortValue(doc: Json, field: string, direction: 1 | -1): Json | undefined {
  const value = isPlain(doc) ? (doc[field] ?? null) : null;
  if (!Array.isArray(value)) return value;
  const ordered = [...value].sort((a, b) => order(a, b) * direction);
  return ordered[0];
}

/** Orders documents by one field, then by `_id`; an empty array comes before null. */
export function sorted(docs: Json[], field: string, direction: 1 | -1): Json[] {
  return [...docs].sort((a, b) => {
    const x = sortValue(a, field, direction);
    const y = sortValue(b, field, direction);
    const fieldOrder =
      x === undefined || y === undefined
        ? Number(x !== undefined) - Number(y !== undefined)
        : order(x, y);
    return fieldOrder * direction || plainOrder(idOf(a), idOf(b));
  });
}

function idOf(doc: Json): Json {
  const { _id: id } = doc as { _id: Json };
  return id;
}
