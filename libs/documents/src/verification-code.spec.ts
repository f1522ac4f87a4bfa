import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { plainCode, verificationCodeOf } from './verification-code.js';

const secret = new Uint8Array(32).fill(7);
const other = new Uint8Array(32).fill(8);
const id = 'b5e1c1b2-5a63-4f9b-9a77-0d6f4f6f0a11';

describe('the verification code', () => {
  it('is sixteen letters and digits that are not taken for each other', () =>
    expect(verificationCodeOf(secret, id)).toMatch(
      /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/,
    ));
  it('is the same each time, and another for every secret and document', () => {
    expect(verificationCodeOf(secret, id)).toBe(verificationCodeOf(secret, id));
    expect(verificationCodeOf(other, id)).not.toBe(verificationCodeOf(secret, id));
    const codes = Array.from({ length: 2_000 }, () => verificationCodeOf(secret, randomUUID()));
    expect(new Set(codes).size).toBe(codes.length);
  });
  it('uses every letter about as often', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 1_000; n += 1)
      for (const letter of plainCode(verificationCodeOf(secret, String(n))))
        counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(32);
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(130);
  });
  it('is understood however it is typed', () => {
    expect(plainCode(' o1il-abcd\u2013 EF gh\n')).toBe('0111ABCDEFGH');
    const code = verificationCodeOf(secret, id);
    expect(plainCode(code.toLowerCase().replaceAll('-', ' '))).toBe(code.replaceAll('-', ''));
  });
});
