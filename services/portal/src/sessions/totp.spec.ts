import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import {
  afterUse,
  enrolmentUri,
  newRecoveryCodes,
  newSecret,
  recoveryHash,
  stepOf,
} from './totp.js';

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Date => new Date(seconds * 1_000);

describe('a code of an authenticator', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [2_000_000_000, '279037'],
  ])('at %i is the one of RFC 6238', (seconds, code) => {
    expect(stepOf({ secret }, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('holds for clocks that are half a minute apart, and no more', () => {
    const now = 1_800_000_015;
    const of = (seconds: number) => generateSync({ secret, epoch: seconds });
    expect(stepOf({ secret }, of(now - 30), at(now))).toBe(now / 30 - 0.5 - 1);
    expect(stepOf({ secret }, of(now + 30), at(now))).toBe(now / 30 - 0.5 + 1);
    expect(stepOf({ secret }, of(now - 60), at(now))).toBeUndefined();
    expect(stepOf({ secret }, of(now + 60), at(now))).toBeUndefined();
  });

  it('is taken once, and none before it afterwards, even when the clock was set back', () => {
    const now = 1_800_000_015;
    const code = generateSync({ secret, epoch: now });
    const used = afterUse({ secret, recovery: [] }, code, at(now));
    expect(used?.recovery).toBe(false);
    const factor = used?.factor ?? { secret, recovery: [] };
    expect(afterUse(factor, code, at(now))).toBeUndefined();
    const before = generateSync({ secret, epoch: now - 30 });
    expect(afterUse(factor, before, at(now))).toBeUndefined();
    expect(afterUse(factor, before, at(now - 3_600))).toBeUndefined();
    expect(afterUse(factor, generateSync({ secret, epoch: now + 30 }), at(now))).toBeDefined();
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '000000\n000000', '-12345'])(
    'is not %j',
    (code) => {
      expect(stepOf({ secret }, code, at(1_800_000_000))).toBeUndefined();
    },
  );

  it('may be typed with a space', () => {
    expect(stepOf({ secret }, '287 082 ', at(59))).toBe(1);
  });
});

describe('recovery codes', () => {
  it('are ten, each different, each used once however it is typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    const [first = ''] = codes;
    expect(first).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
    const recovery = codes.map(recoveryHash);
    const typed = first.toLowerCase().replaceAll('-', ' ');
    const used = afterUse({ secret, recovery }, typed, at(0));
    expect(used?.recovery).toBe(true);
    expect(used?.factor.recovery).toHaveLength(9);
    expect(used && afterUse(used.factor, first, at(0))).toBeUndefined();
    expect(JSON.stringify(recovery)).not.toContain(first);
  });
});

describe('an enrolment', () => {
  it('has a secret of 160 bits of its own', () => {
    expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newSecret()).not.toBe(newSecret());
  });

  it('names the office and the login to the authenticator, whatever letters they have', () => {
    const uri = new URL(enrolmentUri(secret, 'tim&waru@x'));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('Aduan:tim&waru@x');
    expect(uri.searchParams.get('secret')).toBe(secret);
  });
});
