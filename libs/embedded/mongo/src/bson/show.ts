import { Binary } from 'bson';
import type { Value } from './values.js';

/** A value as error messages show it. */
export function show(value: Value): string {
  if (value instanceof Map)
    return `{ ${[...value].map(([name, field]) => `${name}: ${show(field)}`).join(', ')} }`;
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Binary) return `BinData(${value.sub_type}, ${value.toString('hex')})`;
  // oxlint-disable-next-line typescript/no-base-to-string -- what is left has its own text
  return String(value);
}
