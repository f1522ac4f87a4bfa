import { describe, expect, it } from 'vitest';
import type { Actor } from '#libs/contracts';
import { publicActor } from './caller.js';
import { keyOf, seenOf, traceOf } from './command-headers.js';

const officer: Actor = { id: 'a1', role: 'tim', kecamatan: '64.09.02' };
const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });

describe('the Idempotency-Key', () => {
  it('of the public is a UUID drawn by lot, which nobody can guess', () => {
    for (const key of [
      '6f0c1f4e-9d0b-4a57-8d3f-5f3a7c110b0c',
      '0193a7a1-7c11-7d3f-9a57-0b0c6f0c1f4e',
    ])
      expect(keyOf(keyed(key), publicActor)).toBe(key);
    for (const key of [
      '00000000-0000-0000-0000-000000000000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
      '6f0c1f4e-9d0b-1a57-8d3f-5f3a7c110b0c',
      '12345678',
    ])
      expect(() => keyOf(keyed(key), publicActor)).toThrow('key-malformed');
  });

  it('of an officer is any text of eight signs or more', () => {
    expect(keyOf(keyed('laporan-7'), officer)).toBe('laporan-7');
    expect(() => keyOf(keyed('1234567'), officer)).toThrow('key-malformed');
    expect(() => keyOf({ headers: {} }, officer)).toThrow('key-missing');
  });
});

describe('the trace context', () => {
  it('is passed on as W3C has it, and no other text with it', () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(traceOf({ headers: { traceparent: trace } })).toBe(trace);
    for (const traceparent of ['Siti Aminah, 081234567890', `${trace}-x`, ''])
      expect(traceOf({ headers: { traceparent } })).toBeUndefined();
  });
});

describe('If-Match', () => {
  it('is needed of officers and tells the revision of the service', () => {
    const request = { headers: { 'if-match': '"i4.t2.c-1.r-1.n3"' } };
    expect(seenOf(request, officer, 'triage')).toBe(2);
    expect(() => seenOf({ headers: {} }, officer, 'triage')).toThrow('if-match-missing');
    expect(seenOf({ headers: {} }, { ...officer, role: 'reporter' }, 'triage')).toBeUndefined();
  });
});
