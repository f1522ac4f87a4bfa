import type { SealedPath } from '#libs/contracts';

const hide = (value: unknown, path: string[]): unknown => {
  const [head, ...rest] = path;
  if (head === undefined) return { $sealed: 'hidden', v: '' };
  if (head === '*') return Array.isArray(value) ? value.map((item) => hide(item, rest)) : value;
  if (value === null || typeof value !== 'object') return value;
  const record = value as Record<string, unknown>;
  return record[head] === undefined ? record : { ...record, [head]: hide(record[head], rest) };
};

/** Data as it lies in the store: what the contract seals cannot be read. */
export const redact = (
  data: Record<string, unknown>,
  sealed: SealedPath[],
): Record<string, unknown> =>
  sealed.reduce<Record<string, unknown>>(
    (hidden, { path }) => hide(hidden, path) as Record<string, unknown>,
    data,
  );
