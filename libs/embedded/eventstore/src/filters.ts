import { handlerFailed } from './statuses.js';
import type { ReadReq } from './protocol.js';
import type { Entry } from './log.js';

type FilterOptions = ReadReq.Options.FilterOptions;

/** Events considered per window when the client leaves it to the server. */
const DEFAULT_WINDOW = 32;

export interface Filter {
  matches(entry: Entry): boolean;
  /** Events considered in one search window. */
  window: number;
  /** Windows between two checkpoints. */
  interval: number;
}

/**
 * Compiles a .NET regular expression as far as JavaScript means the same by it: a leading `(?i)` becomes the flag;
 * what JavaScript's Unicode mode does not know is refused rather than read differently.
 * @throws CallError with the text that the real server has for a bad expression
 */
export function compileRegex(pattern: string): RegExp {
  const insensitive = pattern.startsWith('(?i)');
  try {
    return new RegExp(insensitive ? pattern.slice(4) : pattern, insensitive ? 'iu' : 'u');
  } catch {
    throw handlerFailed();
  }
}

function textMatcher(regex: string, prefixes: string[]): (text: string) => boolean {
  if (regex === '') return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  const compiled = compileRegex(regex);
  return (text) => compiled.test(text);
}

/**
 * Reads a filter on stream names or event types: prefixes (none match nothing) or an unanchored regular expression.
 * @throws CallError for a bad expression or a filter on nothing
 */
export function readFilter(options: FilterOptions | undefined): Filter | undefined {
  if (!options) return undefined;
  const onType = options.getEventType();
  const expression = onType ?? options.getStreamIdentifier();
  if (!expression) throw handlerFailed();
  const regex = expression.getRegex();
  const prefixes = expression.getPrefixList();
  if (regex !== '' && prefixes.length > 0) throw handlerFailed();
  const matches = textMatcher(regex, prefixes);
  return {
    matches: onType ? (entry) => matches(entry.type) : (entry) => matches(entry.stream),
    window: options.getMax() || DEFAULT_WINDOW,
    interval: options.getCheckpointintervalmultiplier() || 1,
  };
}
