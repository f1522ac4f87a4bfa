import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command cannot or must not be done; the message says why and what to do: exit code 1. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** One command of the operator, or a group of them by its first word. */
export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** All of its help. */
  help: string;
  /** Answers the exit code: 0 done, 1 something is wrong. Throws UsageError and Refused. */
  run(args: string[]): Promise<number>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

const common = {
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const satisfies Options;

/** Reads options and words; `--data` and `--json` are known everywhere. Throws UsageError. */
export const readArgs = <const T extends Options>(
  args: string[],
  options: T,
  words: { least: number; most: number } = { least: 0, most: 0 },
) => {
  const parsed = parsedOf(args, options);
  const { length } = parsed.positionals;
  if (length < words.least) throw new UsageError('something is missing');
  if (length > words.most)
    throw new UsageError(`"${parsed.positionals[words.most]}" is too much here`);
  return parsed;
};

const parsedOf = <const T extends Options>(args: string[], options: T) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { ...options, ...common },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};

/** A value that must be given. Throws UsageError naming the option. */
export const needed = (value: string | undefined, option: string): string => {
  if (value === undefined || value === '') throw new UsageError(`${option} is missing`);
  return value;
};

/** The sub-command named by the first word. Throws UsageError when there is none of this name. */
export const chosen = <T>(table: Record<string, T>, args: string[]): [found: T, rest: string[]] => {
  const [word = '', ...rest] = args;
  const found = Object.hasOwn(table, word) ? table[word] : undefined;
  if (!found)
    throw new UsageError(
      word ? `there is no "${word}"` : `say which one: ${Object.keys(table).join(', ')}`,
    );
  return [found, rest];
};
