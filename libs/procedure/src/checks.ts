import { z } from 'zod';

/** A rule about the meaning of a value: it reads whatever is there and names what is wrong, by path. */
export type Rule = (
  value: unknown,
  problem: (path: PropertyKey[], message: string) => void,
) => void;

/**
 * Adds a rule that is checked even where other parts of the value are wrong, so that one reading of a
 * file reports every problem. Rules must therefore bear any input.
 */
export const withRules = <S extends z.ZodType>(schema: S, ...rules: Rule[]): S =>
  rules.reduce(
    (checked, rule) =>
      checked.superRefine(
        (value, ctx) =>
          rule(value, (path, message) => ctx.addIssue({ code: 'custom', path, message })),
        { when: () => true },
      ),
    schema,
  );

/** The value as a record, empty when it is not one. */
export const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The value as a list, empty when it is not one. */
export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** In the list under `field` (or the value itself), `key` may not stand twice. */
export const noDuplicates =
  (key: string, field?: string): Rule =>
  (value, problem) => {
    const seen = new Set<string>();
    for (const [index, item] of asList(field ? asRecord(value)[field] : value).entries()) {
      const id = asRecord(item)[key];
      if (typeof id !== 'string') continue;
      const path = field ? [field, index, key] : [index, key];
      if (seen.has(id)) problem(path, `duplicate ${key} ${id}`);
      seen.add(id);
    }
  };
