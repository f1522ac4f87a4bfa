import { show } from '../bson/show.js';
import { isDoc, isNumeric, toNumber, typeOf, type Doc, type Value } from '../bson/values.js';
import { CommandError, badValue, failedToParse, notSupported } from '../errors.js';
import { isTruthy } from '../query/parse.js';
import type { Command, Request } from './engine.js';

const COMMON = [
  '$db',
  'lsid',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'comment',
  'maxTimeMS',
];

/** What belongs to transactions and retryable writes: a server that stands alone has neither. */
const TRANSACTIONS = ['txnNumber', 'startTransaction', 'autocommit', 'stmtId', 'stmtIds'];

/** Options that MongoDB has and this server does not. */
const REFUSED = [
  'collation',
  'let',
  'c',
  'hint',
  'min',
  'max',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'oplogReplay',
  'allowPartialResults',
  'explain',
  'encryptionInformation',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'capped',
  'size',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'storageEngine',
  'indexOptionDefaults',
  'commitQuorum',
  'bypassDocumentValidation',
  'sort',
];

/**
 * Checks that every option of a command is one that is understood.
 * @throws CommandError 20 for transactions, 115 for an option that MongoDB has, 40415 for one that it has not
 */
export function checkOptions(request: Request, command: Command): void {
  const known = [request.name, ...COMMON, ...command.options];
  checkFields(request.command, known, request.name);
  checkConcerns(request.command);
}

/** Checks the fields of a command or of a part of it, as `checkOptions` does. */
export function checkFields(doc: Doc, known: readonly string[], where: string): void {
  for (const [name, value] of doc) {
    if (known.includes(name)) continue;
    if (TRANSACTIONS.includes(name))
      throw new CommandError(
        'IllegalOperation',
        'Transaction numbers are only allowed on a replica set member or mongos',
      );
    if (REFUSED.includes(name)) {
      if (value === false) continue;
      throw notSupported(`the option '${name}' of ${where}`);
    }
    throw new CommandError('IDLUnknownField', `BSON field '${where}.${name}' is an unknown field.`);
  }
}

const READ_LEVELS = ['local', 'available', 'majority'];

function checkConcerns(command: Doc): void {
  const read = docOption(command, 'readConcern') ?? new Map<string, Value>();
  const level = read.get('level');
  if (level !== undefined && !(typeof level === 'string' && READ_LEVELS.includes(level)))
    throw notSupported(`read concern ${show(level)}`);
  if (read.has('afterClusterTime') || read.has('atClusterTime'))
    throw notSupported('reading at a cluster time');
  const w = docOption(command, 'writeConcern')?.get('w');
  if (w === undefined || w === 'majority') return;
  if (!isNumeric(w) || toNumber(w) > 1)
    throw new CommandError(
      'CannotSatisfyWriteConcern',
      "cannot use 'w' > 1 when a host is not replicated",
    );
}

function mismatch(name: string, wanted: string, value: Value): CommandError {
  return new CommandError(
    'TypeMismatch',
    `BSON field '${name}' is the wrong type '${typeOf(value).alias}', expected type '${wanted}'`,
  );
}

/** A document option, or undefined. @throws CommandError 14 when it is something else */
export function docOption(doc: Doc, name: string): Doc | undefined {
  const value = doc.get(name);
  if (value === undefined) return undefined;
  if (!isDoc(value)) throw mismatch(name, 'object', value);
  return value;
}

/** An array option. @throws CommandError 14 when it is missing or something else */
export function arrayOption(doc: Doc, name: string): Value[] {
  const value = doc.get(name);
  if (value === undefined)
    throw failedToParse(`BSON field '${name}' is missing but a required field`);
  if (!Array.isArray(value)) throw mismatch(name, 'array', value);
  return value;
}

/** An array of documents. @throws CommandError 14 when it is missing or something else */
export function docsOption(doc: Doc, name: string): Doc[] {
  return arrayOption(doc, name).map((item) => {
    if (!isDoc(item)) throw mismatch(name, 'object', item);
    return item;
  });
}

/** A boolean option; numbers count as in MongoDB. */
export function boolOption(doc: Doc, name: string, otherwise: boolean): boolean {
  const value = doc.get(name);
  if (value === undefined) return otherwise;
  if (typeof value !== 'boolean' && !isNumeric(value)) throw mismatch(name, 'bool', value);
  return isTruthy(value);
}

/** A non-negative integer option, or undefined. @throws CommandError 2 for other numbers */
export function countOption(doc: Doc, name: string): number | undefined {
  const value = doc.get(name);
  if (value === undefined || value === null) return undefined;
  if (!isNumeric(value)) throw mismatch(name, 'long', value);
  const number = toNumber(value);
  if (!Number.isInteger(number) || number < 0)
    throw badValue(`'${name}' must be a non-negative integer`);
  return number;
}

/** A string option. @throws CommandError 14 when it is missing or something else */
export function stringOption(doc: Doc, name: string): string {
  const value = doc.get(name);
  if (typeof value !== 'string') throw mismatch(name, 'string', value ?? null);
  return value;
}

/** The namespace that a command names by its own field. @throws CommandError 73 for an empty name */
export function namespaceOf(request: Request): string {
  const name = stringOption(request.command, request.name);
  if (name === '' || name.includes('\0'))
    throw new CommandError('InvalidNamespace', `Invalid collection name '${name}'`);
  return `${request.db}.${name}`;
}
