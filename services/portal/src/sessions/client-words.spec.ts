import { describe, expect, it } from 'vitest';
import { deviceWords, placeWords } from './client-words.js';

describe('a session in words', () => {
  it.each([
    [
      'Mozilla/5.0 (Linux; Android 13; SM-A045F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
      'Firefox, Windows',
    ],
    ['', ''],
    [undefined, ''],
  ])('%s is "%s"', (agent, words) => {
    expect(deviceWords(agent)).toBe(words);
  });

  it('is short, whatever a program says of itself', () => {
    expect(deviceWords(`<script>${'x'.repeat(100_000)}`).length).toBeLessThanOrEqual(80);
  });

  it.each([
    ['203.0.113.77', '203.0.113.…'],
    ['::ffff:203.0.113.77', '203.0.113.…'],
    ['2001:db8:1:2:3::9', '2001:db8:1:…'],
  ])('%s is from %s', (address, place) => {
    expect(placeWords(address)).toBe(place);
  });
});
