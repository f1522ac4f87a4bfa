import { Decimal128, Int32 } from 'bson';
import { refuseDecimal } from '../bson/compare.js';
import { int, isNumeric, toNumber, type Numeric, type Value } from '../bson/values.js';
import { CommandError, badValue } from '../errors.js';

const INT_MAX = 2 ** 31;
const LONG_MAX = 2n ** 63n;

/**
 * Adds as MongoDB does: the wider type wins, a 32-bit integer that overflows becomes a 64-bit one.
 * @throws CommandError 2 when a 64-bit integer overflows
 */
export function add(a: Numeric, b: Numeric): Numeric {
  if (typeof a === 'number' || typeof b === 'number') return toNumber(a) + toNumber(b);
  if (a instanceof Int32 && b instanceof Int32) {
    const sum = a.value + b.value;
    return sum >= -INT_MAX && sum < INT_MAX ? int(sum) : BigInt(sum);
  }
  const sum = integer(a) + integer(b);
  if (sum < -LONG_MAX || sum >= LONG_MAX) throw badValue('a 64-bit integer overflows');
  return sum;
}

function integer(value: Int32 | bigint): bigint {
  return value instanceof Int32 ? BigInt(value.value) : value;
}

/** @throws CommandError 14 when the value is not a number, 115 when it is a Decimal128 */
export function numericOrThrow(value: Value, what: string): Numeric {
  if (value instanceof Decimal128) refuseDecimal();
  if (!isNumeric(value)) throw new CommandError('TypeMismatch', `${what} of a non-numeric type`);
  return value;
}

/** An integer option. @throws CommandError 2 when it is something else */
export function integerOrThrow(value: Value, what: string): number {
  const number = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number)) throw badValue(`${what} must be an integer`);
  return number;
}
