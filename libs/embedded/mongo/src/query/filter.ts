import type { Value } from '../bson/values.js';

/** A pattern compiled for JavaScript, with the text that every match begins with. */
export interface Pattern {
  regex: RegExp;
  prefix: string;
}

/** A test of one value that a path reaches. */
export type ValueTest =
  | { op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; value: Value }
  | { op: 'in'; values: Value[]; patterns: Pattern[] }
  | { op: 'regex'; pattern: Pattern }
  | { op: 'exists' }
  | { op: 'type'; aliases: ReadonlySet<string> };

/** A test of a whole array at the end of a path. */
export type ArrayTest =
  | { op: 'size'; size: number }
  | { op: 'elemDoc'; filter: Filter }
  | { op: 'elemValue'; tests: ElementTest[] };

/** One condition of a value `$elemMatch`. */
export interface ElementTest {
  negated: boolean;
  test: ValueTest | ArrayTest;
}

/** A parsed query. */
export type Filter =
  | { kind: 'and' | 'or' | 'nor'; filters: Filter[] }
  | { kind: 'not'; filter: Filter }
  | { kind: 'value'; path: string; parts: readonly string[]; test: ValueTest }
  | { kind: 'array'; path: string; parts: readonly string[]; test: ArrayTest }
  | { kind: 'nothing' };

/** The filter that every document passes. */
export const EVERYTHING: Filter = { kind: 'and', filters: [] };
