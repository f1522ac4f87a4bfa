import { describe, expect, it } from 'vitest';
import { compilePattern } from './regex.js';

describe('patterns', () => {
  it.each([
    ['a.c', '', 'abc', true],
    ['a.c', '', 'a\nc', false],
    ['a.c', '', 'a\u2028c', true],
    ['a.c', 's', 'a\nc', true],
    ['c$', '', 'abc\n', true],
    ['c$', '', 'abc\nd', false],
    ['^JALAN', 'i', 'jalan rusak', true],
    ['\\@\\-\\#', '', '@-#', true],
    ['[\\w.-]+@x', '', 'a.b-c@x', true],
    ['\\s', '', '\u00a0', false],
    ['[\\s]', '', '\t', true],
    ['\\x41', '', 'A', true],
    ['(?:a|b){2}c', '', 'abc', true],
    ['(?<!x)a', '', 'xa', false],
    ['\u{1F4EE}.', '', '\u{1F4EE}\u{1F4EE}', true],
  ])('%s with %s in %j: %s', (source, options, text, expected) => {
    expect(compilePattern(source, options).regex.test(text)).toBe(expected);
  });

  it.each([
    '\\Aa',
    'a\\z',
    '\\bx\\K',
    '(?i)a',
    '(?<name>a)',
    '(?P<name>a)',
    'a++',
    '(a)\\1',
    '[[:alpha:]]',
    '[]a]',
    '\\p{L}',
    '\\u0041',
    '(*UTF)a',
    'a{',
    '(',
    '[a',
    '\\',
  ])('refuses %s', (source) => {
    expect(() => compilePattern(source, '')).toThrow('$regex');
  });

  it.each(['m', 'x', 'z'])('refuses the option %s', (option) => {
    expect(() => compilePattern('a', option)).toThrow(option);
  });

  it.each([
    ['^abc', '', 'abc'],
    ['^abc*', '', 'ab'],
    ['^abc+', '', 'abc'],
    ['^a?b', '', ''],
    ['^ab{0,2}', '', 'a'],
    ['^ab.c', '', 'ab'],
    ['^a\\.b', '', 'a.b'],
    ['^a\\.?b', '', 'a'],
    ['^ab|c', '', ''],
    ['^ab', 'i', ''],
    ['ab', '', ''],
    ['^ab\\d', '', 'ab'],
  ])('%s with %s begins with %j', (source, options, prefix) => {
    expect(compilePattern(source, options).prefix).toBe(prefix);
  });
});
