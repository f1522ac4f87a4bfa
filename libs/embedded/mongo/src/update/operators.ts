import { compareValues } from '../bson/compare.js';
import type { Value } from '../bson/values.js';
import { badValue } from '../errors.js';
import {
  addToSet,
  checkPull,
  checkPullAll,
  checkPush,
  pop,
  pull,
  pullAll,
  push,
} from './arrays.js';
import { add, integerOrThrow, numericOrThrow } from './numbers.js';
import { checkStorable } from './storable.js';

/** The answer of an operator that removes the field. */
export const UNSET = Symbol('unset');

/** What an operator makes of a field: a new value, its removal, or (undefined) nothing. */
export type Outcome = Value | typeof UNSET | undefined;

/** One update operator. */
export interface Operator {
  check(operand: Value, path: string): void;
  apply(current: Value | undefined, operand: Value, path: string): Outcome;
}

const set: Operator = { check: checkStorable, apply: (_current, operand) => operand };

function extreme(wanted: 1 | -1): Operator {
  return {
    check: checkStorable,
    apply: (current, operand) =>
      current === undefined || Math.sign(compareValues(operand, current)) === wanted
        ? operand
        : undefined,
  };
}

/** The update operators of this server, by name; any other is refused. `$rename` is applied in `apply.ts`. */
export const OPERATORS: Partial<Record<string, Operator>> = {
  $set: set,
  $setOnInsert: set,
  $unset: {
    check: () => undefined,
    apply: (current) => (current === undefined ? undefined : UNSET),
  },
  $inc: {
    check: (operand, path) => void numericOrThrow(operand, `Cannot increment '${path}' by a value`),
    apply: (current, operand, path) => {
      const by = numericOrThrow(operand, '$inc');
      if (current === undefined) return by;
      return add(numericOrThrow(current, `Cannot apply $inc to a value of '${path}'`), by);
    },
  },
  $min: extreme(-1),
  $max: extreme(1),
  $push: { check: checkPush, apply: push },
  $addToSet: { check: checkPush, apply: addToSet },
  $pull: { check: checkPull, apply: pull },
  $pullAll: { check: checkPullAll, apply: pullAll },
  $pop: {
    check: (operand) => {
      if (Math.abs(integerOrThrow(operand, '$pop')) !== 1) throw badValue('$pop needs 1 or -1');
    },
    apply: pop,
  },
  $rename: {
    check: (operand, path) => {
      if (typeof operand !== 'string') throw badValue("The 'to' field of $rename must be a string");
      if (`${path}.${operand}`.includes('$')) throw badValue('$rename may not be positional');
      if (path === operand) throw badValue('$rename needs two different names');
    },
    apply: () => {
      throw new Error('$rename is applied on its own');
    },
  },
};
