import { badValue } from '../errors.js';
import type { Pattern } from './filter.js';

const OPTIONS: Record<string, string> = { i: 'i', s: 's', u: '' };
const SPACES = '\\t\\n\\x0b\\f\\r ';

/** Escapes with the same meaning in both, once white space is that of ASCII. */
const ESCAPES_IN_CLASS: Partial<Record<string, string>> = {
  ...Object.fromEntries('dDwWbnrtf'.split('').map((letter) => [letter, `\\${letter}`])),
  s: SPACES,
};
const ESCAPES: Partial<Record<string, string>> = {
  ...ESCAPES_IN_CLASS,
  B: '\\B',
  s: `[${SPACES}]`,
  S: `[^${SPACES}]`,
};

/**
 * Translates a PCRE pattern to JavaScript where both mean the same, and refuses the rest: a pattern that is understood
 * differently would be a wrong answer.
 * @throws CommandError 2 naming what is not supported
 */
export function compilePattern(source: string, options: string): Pattern {
  let flags = 'u';
  for (const option of options) {
    const flag = OPTIONS[option];
    if (flag === undefined) throw badValue(`$regex: the option '${option}' is not supported`);
    if (!flags.includes(flag)) flags += flag;
  }
  const translated = translate(source, flags.includes('s'));
  try {
    const regex = new RegExp(translated, flags);
    return { regex, prefix: flags.includes('i') ? '' : literalPrefix(source) };
  } catch {
    throw badValue(`$regex: the pattern '${source}' is not supported`);
  }
}

function translate(source: string, dotAll: boolean): string {
  let out = '';
  for (let at = 0; at < source.length;) {
    const char = source[at] as string;
    if (char === '\\') {
      out += escape(source, at, false);
      at += escapeLength(source, at);
    } else if (char === '[') {
      const end = classEnd(source, at);
      out += translateClass(source.slice(at, end));
      at = end;
    } else {
      if (char === '(') checkGroup(source, at);
      if ('*+?}'.includes(char) && source[at + 1] === '+')
        throw badValue(`$regex: possessive quantifiers are not supported`);
      out += plain(char, dotAll);
      at += 1;
    }
  }
  return out;
}

/** `.` stops at \n only, and `$` also matches before a final \n: PCRE's rules. */
function plain(char: string, dotAll: boolean): string {
  if (char === '.' && !dotAll) return '[^\\n]';
  return char === '$' ? '(?=\\n?$)' : char;
}

const GROUPS = ['(?:', '(?=', '(?!', '(?<=', '(?<!'];

function checkGroup(source: string, at: number): void {
  const next = source[at + 1];
  if (next === '*') throw badValue('$regex: verbs are not supported');
  if (next === '?' && !GROUPS.some((group) => source.startsWith(group, at)))
    throw badValue(`$regex: the group '${source.slice(at, at + 4)}' is not supported`);
}

function escapeLength(source: string, at: number): number {
  return source[at + 1] === 'x' ? 4 : 2;
}

function escape(source: string, at: number, inClass: boolean): string {
  const next = source[at + 1];
  if (next === undefined) throw badValue('$regex: the pattern ends with a backslash');
  if (next === 'x' && /^[0-9a-fA-F]{2}$/.test(source.slice(at + 2, at + 4)))
    return source.slice(at, at + 4);
  const known = (inClass ? ESCAPES_IN_CLASS : ESCAPES)[next];
  if (known !== undefined) return known;
  if (/[\p{L}\p{N}\t\n\v\f\r]/u.test(next))
    throw badValue(`$regex: the escape '\\${next}' is not supported`);
  const special = inClass ? /[\^$\\.*+?()[\]{}|/-]/ : /[\^$\\.*+?()[\]{}|/]/;
  return special.test(next) ? `\\${next}` : next;
}

function classEnd(source: string, at: number): number {
  for (let end = at + 1; end < source.length; end += 1) {
    if (source[end] === '\\') end += 1;
    else if (source[end] === ']') return end + 1;
  }
  throw badValue('$regex: a character class does not end');
}

function translateClass(text: string): string {
  if (/^\[\^?\]/.test(text) || /\[[:.=]/.test(text.slice(1)) || text.startsWith('[[:'))
    throw badValue(`$regex: the character class '${text}' is not supported`);
  let out = '[';
  for (let at = 1; at < text.length;) {
    if (text[at] === '\\') {
      out += escape(text, at, true);
      at += escapeLength(text, at);
    } else {
      out += text[at] as string;
      at += 1;
    }
  }
  return out;
}

/** The text that an anchored pattern begins with; empty when there is none that an index could use. */
function literalPrefix(source: string): string {
  if (!source.startsWith('^') || source.includes('|')) return '';
  let prefix = '';
  let last = '';
  let at = 1;
  for (; at < source.length;) {
    let char = String.fromCodePoint(source.codePointAt(at) as number);
    let width = char.length;
    if (char === '\\') {
      char = source[at + 1] ?? '';
      width = 2;
      if (char === '' || /[\p{L}\p{N}]/u.test(char)) return prefix + last;
    } else if ('.^$*+?()[]{}'.includes(char)) break;
    prefix += last;
    last = char;
    at += width;
  }
  return '*?{'.includes(source[at] ?? ' ') ? prefix : prefix + last;
}
