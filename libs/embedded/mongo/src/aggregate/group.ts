import { ByteWriter } from '../bson/byte-writer.js';
import { writeKey } from '../bson/key.js';
import { isDoc, type Doc, type Value } from '../bson/values.js';
import { writeDoc } from '../bson/write.js';
import { CommandError, failedToParse } from '../errors.js';
import { MemoryBudget } from '../query/sort.js';
import { ACCUMULATORS, type Accumulator } from './accumulators.js';
import { parseExpression, type Expression } from './expression.js';
import { Made, type Item, type Stage } from './item.js';

interface Output {
  name: string;
  make: () => Accumulator;
  expression: Expression;
  /** Whether the accumulator keeps every value, so that its size must be watched. */
  keeps: boolean;
}

interface Group {
  id: Value;
  accumulators: Accumulator[];
}

const GROUP_BYTES = 200;

/** Parses `$group`. @throws CommandError 15952 naming an unknown accumulator */
export function groupStage(spec: Value): Stage {
  if (!isDoc(spec) || !spec.has('_id')) throw failedToParse('$group needs a document with _id');
  const id = parseExpression(spec.get('_id') as Value);
  const outputs = [...spec].filter(([name]) => name !== '_id').map(parseOutput);
  return (items) => grouped(items, id, outputs);
}

function parseOutput([name, value]: [string, Value]): Output {
  if (name.includes('.') || name.startsWith('$'))
    throw failedToParse(`the field name '${name}' is not allowed in $group`);
  if (!isDoc(value) || value.size !== 1)
    throw failedToParse(`The field '${name}' must specify one accumulator`);
  const [[operator, operand]] = [...value] as [[string, Value]];
  const make = ACCUMULATORS[operator];
  if (make === undefined)
    throw new CommandError('Location15952', `unknown group operator '${operator}'`);
  const keeps = operator === '$push' || operator === '$addToSet';
  return { name, make, expression: parseExpression(operand), keeps };
}

function* grouped(items: Iterable<Item>, id: Expression, outputs: Output[]): Generator<Item> {
  const groups = new Map<string, Group>();
  const budget = new MemoryBudget('$group');
  const writer = new ByteWriter();
  for (const item of items) {
    const value = id(item.doc) ?? null;
    writer.truncate(0);
    writeKey(writer, value);
    const key = writer.take().toString('latin1');
    let group = groups.get(key);
    if (group === undefined) {
      budget.take(GROUP_BYTES + key.length * 2);
      group = { id: value, accumulators: outputs.map((output) => output.make()) };
      groups.set(key, group);
    }
    accumulate(group, outputs, item.doc, budget);
  }
  for (const group of groups.values()) yield new Made(resultOf(group, outputs));
}

function accumulate(group: Group, outputs: Output[], doc: Doc, budget: MemoryBudget): void {
  for (const [at, output] of outputs.entries()) {
    const value = output.expression(doc);
    if (output.keeps && value !== undefined)
      budget.take(writeDoc(new Map([['v', value]])).length + 32);
    group.accumulators[at]?.add(value);
  }
}

function resultOf(group: Group, outputs: Output[]): Doc {
  const doc: Doc = new Map([['_id', group.id]]);
  for (const [at, { name }] of outputs.entries())
    doc.set(name, group.accumulators[at]?.result() ?? null);
  return doc;
}
