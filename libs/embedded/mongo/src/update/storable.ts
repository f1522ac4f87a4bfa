import { BSONRegExp, ObjectId } from 'bson';
import { isDoc, type Doc, type Value } from '../bson/values.js';
import { CommandError, badValue } from '../errors.js';

/**
 * Checks that a value may be stored.
 * @throws CommandError 52 for a field name that begins with `$`, 2 for a regular expression
 */
export function checkStorable(value: Value): void {
  if (value instanceof BSONRegExp)
    throw badValue('the embedded server does not store regular expressions');
  if (Array.isArray(value)) value.forEach(checkStorable);
  if (!isDoc(value)) return;
  for (const [name, field] of value) {
    if (name.startsWith('$'))
      throw new CommandError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' is not allowed in the stored document`,
      );
    checkStorable(field);
  }
}

/**
 * The document as it is stored: `_id` first, and made when it is missing.
 * @throws CommandError 53 when `_id` is an array
 */
export function withId(doc: Doc): Doc {
  const id = doc.get('_id') ?? (doc.has('_id') ? null : new ObjectId());
  if (Array.isArray(id))
    throw new CommandError('InvalidIdField', "The '_id' value cannot be of type array");
  const [first] = doc.keys();
  if (first === '_id') return doc;
  const result: Doc = new Map<string, Value>([['_id', id]]);
  for (const [name, value] of doc) if (name !== '_id') result.set(name, value);
  return result;
}
