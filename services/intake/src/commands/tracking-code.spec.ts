import { describe, expect, it } from 'vitest';
import { newTrackingCode } from './tracking-code.js';

describe('newTrackingCode', () => {
  const codes = Array.from({ length: 2_000 }, newTrackingCode);

  it('is written in groups, with no sign that is mistaken for another', () => {
    for (const code of codes)
      expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{3}$/);
  });
  it('does not come twice', () => expect(new Set(codes).size).toBe(codes.length));
  it('uses every sign at every place: at least 50 bits', () => {
    for (const place of [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12])
      expect(new Set(codes.map((code) => code[place])).size).toBe(30);
    expect(11 * Math.log2(30)).toBeGreaterThan(50);
  });
});
