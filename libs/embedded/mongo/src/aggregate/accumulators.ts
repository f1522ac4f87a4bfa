import { Decimal128, Int32 } from 'bson';
import { compareValues, refuseDecimal, sameValue } from '../bson/compare.js';
import { int, isNumeric, type Numeric, type Value } from '../bson/values.js';

/** Collects the values of one group. */
export interface Accumulator {
  add(value: Value | undefined): void;
  result(): Value;
}

const INT_MAX = 2 ** 31;
const LONG_MAX = 2n ** 63n;

function numberOf(value: Value | undefined): Numeric | undefined {
  if (value instanceof Decimal128) refuseDecimal();
  return isNumeric(value) ? value : undefined;
}

/** Adds integers exactly and doubles with compensation; what is not a number counts for nothing. */
class Total {
  private integers = 0n;
  private double = 0;
  private lost = 0;
  private kind: 'int' | 'long' | 'double' = 'int';
  count = 0;

  add(value: Numeric): void {
    this.count += 1;
    if (typeof value === 'number') {
      this.kind = 'double';
      this.addDouble(value);
      return;
    }
    if (typeof value === 'bigint' && this.kind === 'int') this.kind = 'long';
    this.integers += value instanceof Int32 ? BigInt(value.value) : value;
  }

  private addDouble(value: number): void {
    const sum = this.double + value;
    const big = Math.abs(this.double) >= Math.abs(value);
    if (Number.isFinite(sum))
      this.lost += big ? this.double - sum + value : value - sum + this.double;
    this.double = sum;
  }

  asDouble(): number {
    return this.double + (this.lost + Number(this.integers));
  }

  result(): Value {
    if (this.kind === 'double') return this.asDouble();
    const sum = this.integers;
    if (sum >= LONG_MAX || sum < -LONG_MAX) return Number(sum);
    const fits = this.kind === 'int' && sum >= -INT_MAX && sum < INT_MAX;
    return fits ? int(Number(sum)) : sum;
  }
}

function sum(): Accumulator {
  const total = new Total();
  return {
    add: (value) => {
      const number = numberOf(value);
      if (number !== undefined) total.add(number);
    },
    result: () => total.result(),
  };
}

function avg(): Accumulator {
  const total = new Total();
  return {
    add: (value) => {
      const number = numberOf(value);
      if (number !== undefined) total.add(number);
    },
    result: () => (total.count === 0 ? null : total.asDouble() / total.count),
  };
}

function extreme(wanted: 1 | -1): Accumulator {
  let best: Value | undefined;
  return {
    add: (value) => {
      if (value === undefined || value === null) return;
      if (best === undefined || Math.sign(compareValues(value, best)) === wanted) best = value;
    },
    result: () => best ?? null,
  };
}

function first(): Accumulator {
  let seen = false;
  let kept: Value = null;
  return {
    add: (value) => {
      if (!seen) kept = value ?? null;
      seen = true;
    },
    result: () => kept,
  };
}

function last(): Accumulator {
  let kept: Value = null;
  return {
    add: (value) => {
      kept = value ?? null;
    },
    result: () => kept,
  };
}

function push(): Accumulator {
  const values: Value[] = [];
  return {
    add: (value) => {
      if (value !== undefined) values.push(value);
    },
    result: () => values,
  };
}

function addToSet(): Accumulator {
  const values: Value[] = [];
  return {
    add: (value) => {
      if (value !== undefined && !values.some((each) => sameValue(each, value))) values.push(value);
    },
    result: () => values,
  };
}

/** The accumulators of `$group`, by name. */
export const ACCUMULATORS: Partial<Record<string, () => Accumulator>> = {
  $sum: sum,
  $avg: avg,
  $min: () => extreme(-1),
  $max: () => extreme(1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
};
