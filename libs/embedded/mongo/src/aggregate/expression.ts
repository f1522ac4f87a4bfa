import { isDoc, type Doc, type Value } from '../bson/values.js';
import { CommandError, notSupported } from '../errors.js';
import { splitPath } from '../query/paths.js';

/** Computes a value from a document; `undefined` is a missing value. */
export type Expression = (doc: Doc) => Value | undefined;

/**
 * Parses an expression: a path (`'$a.b'`), a constant, or a document of these.
 * @throws CommandError 168 naming an expression operator, 115 naming a variable
 */
export function parseExpression(value: Value): Expression {
  if (typeof value === 'string' && value.startsWith('$')) return pathExpression(value);
  if (Array.isArray(value)) throw notSupported('an array as an expression');
  if (!isDoc(value)) return () => value;
  const fields = [...value].map(([name, inner]) => {
    if (name.startsWith('$')) return literal(name, inner);
    if (name.includes('.')) throw notSupported(`the field name '${name}' in an expression`);
    return { name, expression: parseExpression(inner) };
  });
  const [first] = fields;
  if (first !== undefined && 'constant' in first) {
    if (fields.length > 1) throw notSupported('an expression with more than one operator');
    return () => first.constant;
  }
  return (doc) => documentOf(fields as Field[], doc);
}

interface Field {
  name: string;
  expression: Expression;
}

function literal(operator: string, constant: Value): { constant: Value } {
  if (operator !== '$literal')
    throw new CommandError('InvalidPipelineOperator', `Unrecognized expression '${operator}'`);
  return { constant };
}

function documentOf(fields: Field[], doc: Doc): Doc {
  const result: Doc = new Map();
  for (const { name, expression } of fields) {
    const value = expression(doc);
    if (value !== undefined) result.set(name, value);
  }
  return result;
}

function pathExpression(text: string): Expression {
  if (text === '$$ROOT') return (doc) => doc;
  if (text.startsWith('$$')) throw notSupported(`the variable '${text}'`);
  const parts = splitPath(text.slice(1));
  return (doc) => valueOf(doc, parts, 0);
}

/** A path of an expression: through arrays it gives the array of what its documents have; positions mean nothing. */
function valueOf(
  value: Value | undefined,
  parts: readonly string[],
  at: number,
): Value | undefined {
  if (at === parts.length) return value;
  if (isDoc(value)) return valueOf(value.get(parts[at] as string), parts, at + 1);
  if (!Array.isArray(value)) return undefined;
  return value
    .map((item) => (isDoc(item) || Array.isArray(item) ? valueOf(item, parts, at) : undefined))
    .filter((item) => item !== undefined);
}
