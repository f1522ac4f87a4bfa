import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MasterKeyInvalid } from './errors.js';
import { parseMasterKey } from './master-key.js';

describe('the master key', () => {
  it('is 32 bytes in base64, and is told apart by its fingerprint', () => {
    const text = randomBytes(32).toString('base64');
    const key = parseMasterKey(` ${text}\n`);
    expect(key.id).toMatch(/^[0-9a-f]{16}$/);
    expect(parseMasterKey(text).id).toBe(key.id);
    expect(parseMasterKey(randomBytes(32).toString('base64')).id).not.toBe(key.id);
  });

  it('has a fingerprint that never changes, for vaults keep it', () => {
    expect(parseMasterKey(Buffer.alloc(32, 1).toString('base64')).id).toBe('6a0c48044490b3ce');
  });

  it.each([
    [undefined, /is not set/],
    ['', /is not set/],
    ['  ', /is not set/],
    ['ini bukan base64!', /is not base64/],
    [Buffer.alloc(16, 1).toString('base64'), /holds 16 bytes, 32 are needed/],
    [Buffer.alloc(33, 1).toString('base64'), /holds 33 bytes/],
  ])('says what is wrong with %j', (text, message) => {
    expect(() => parseMasterKey(text)).toThrow(MasterKeyInvalid);
    expect(() => parseMasterKey(text)).toThrow(message);
    expect(() => parseMasterKey(text)).toThrow(/ADUAN_MASTER_KEY.*openssl rand -base64 32/);
  });

  it('is not shown when it is printed', () => {
    const key = parseMasterKey(Buffer.alloc(32, 1).toString('base64'));
    expect(JSON.stringify({ ...key, id: '' })).toBe('{"id":"","wrapping":{},"lookup":{}}');
  });
});
