import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashPassword, passwordMatches } from './password.js';

describe('a password', () => {
  it('matches its own hash only, in whatever form its letters come', async () => {
    const hash = await hashPassword('kata sandi é');
    expect(await passwordMatches('kata sandi é'.normalize('NFD'), hash)).toBe(true);
    expect(await passwordMatches('kata sandi e', hash)).toBe(false);
    expect(await hashPassword('kata sandi é')).not.toBe(hash);
  });

  it('is checked at the cost that its hash names', async () => {
    const salt = Buffer.alloc(16, 7);
    const key = scryptSync('kata-sandi-lama', salt, 32, { N: 1_024, r: 8, p: 1 });
    const old = `scrypt$1024$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`;
    expect(await passwordMatches('kata-sandi-lama', old)).toBe(true);
    expect(await hashPassword('kata-sandi-baru')).toMatch(/^scrypt\$32768\$8\$3\$/);
  });

  it.each([undefined, '', 'scrypt$a$b', 'plain'])('never matches the hash %s', async (hash) => {
    expect(await passwordMatches('', hash)).toBe(false);
  });
});
