import { sameValue } from '../bson/compare.js';
import type { ValueTest } from './filter.js';

/** Whether two tests are the same test of the same value. */
export function sameTest(a: ValueTest, b: ValueTest): boolean {
  if (a.op === 'exists') return b.op === 'exists';
  if (a.op === 'type')
    return b.op === 'type' && [...a.aliases].sort().join() === [...b.aliases].sort().join();
  if (a.op === 'in' || a.op === 'regex' || b.op === 'in' || b.op === 'regex') return false;
  return b.op === a.op && 'value' in b && sameValue(a.value, b.value);
}
