import { describe, expect, it } from 'vitest';
import { DomainError, type Actor } from '#libs/contracts';
import { waru } from '../../spec/facts.js';
import { kecamatanOf, requireVisible, scopeOf } from './access.js';
import { cursorOf, pageOf, placeOf } from './context.js';
import { withinDeadline } from './deadline.js';

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'ok';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};
const reference = {
  list: () => [{ code: waru, name: 'Waru' }],
  rules: () => {
    throw new Error('not asked');
  },
};
const as = (role: Actor['role'], kecamatan: string): Actor => ({ id: 'a', role, kecamatan });

describe('scope', () => {
  it('is the own kecamatan, or the one asked for by who sees all', () => {
    expect(kecamatanOf({ actor: as('tim', waru), reference }, undefined)).toBe(waru);
    expect(kecamatanOf({ actor: as('tim', waru), reference }, waru)).toBe(waru);
    expect(kecamatanOf({ actor: as('admin', '*'), reference }, undefined)).toBeUndefined();
    expect(kecamatanOf({ actor: as('admin', '*'), reference }, waru)).toBe(waru);
  });

  it('refuses other kecamatan, and such as are not known', () => {
    const other = '64.09.01';
    expect(codeOf(() => kecamatanOf({ actor: as('tim', waru), reference }, other))).toBe(
      'other-kecamatan',
    );
    expect(codeOf(() => kecamatanOf({ actor: as('admin', '*'), reference }, other))).toBe(
      'unknown-kecamatan',
    );
  });

  it('hides sealed cases from everybody but the Inspektorat', () => {
    for (const role of ['petugas', 'tim', 'kasi', 'camat', 'supervisor', 'admin'] as const)
      expect(scopeOf({ actor: as(role, '*'), reference }, undefined)).toEqual({ reserved: false });
    expect(scopeOf({ actor: as('inspektorat', '*'), reference }, undefined)).toEqual({});
  });

  it('makes a sealed case look like none, even to another kecamatan', () => {
    const sealed = { kecamatan: waru, reserved: true };
    expect(codeOf(() => requireVisible(as('tim', waru), sealed))).toBe('not-found');
    expect(codeOf(() => requireVisible(as('tim', '64.09.01'), sealed))).toBe('not-found');
    expect(codeOf(() => requireVisible(as('tim', waru), undefined))).toBe('not-found');
    expect(requireVisible(as('inspektorat', '*'), sealed)).toBe(sealed);
    const open = { ...sealed, reserved: false };
    expect(codeOf(() => requireVisible(as('tim', '64.09.01'), open))).toBe('other-kecamatan');
  });
});

describe('pages', () => {
  it('end where nothing follows', () => {
    expect(pageOf([1, 2], 2, (n) => n)).toEqual({ items: [1, 2] });
    expect(pageOf([1, 2, 3], 2, (n) => n)).toEqual({ items: [1, 2], nextCursor: cursorOf(2) });
    expect(pageOf([], 2, (n: number) => n)).toEqual({ items: [] });
  });

  it('go on at a cursor, and refuse what is none', () => {
    expect(placeOf(cursorOf('2|x'), 'string')).toBe('2|x');
    expect(placeOf(cursorOf(7), 'number')).toBe(7);
    for (const cursor of ['', 'x', cursorOf(7), Buffer.from('{"$gt":""}').toString('base64url')])
      expect(codeOf(() => placeOf(cursor, 'string'))).toBe('invalid');
  });
});

describe('a question to the database', () => {
  const outcome = async (ask: () => Promise<unknown>): Promise<unknown> =>
    withinDeadline(20, ask).catch((error: unknown) =>
      error instanceof DomainError ? error.code : (error as Error).name,
    );
  const failing = (name: string) => () => Promise.reject(Object.assign(new Error('x'), { name }));

  it('is answered, or the views are not available for now', async () => {
    expect(await outcome(() => Promise.resolve(7))).toBe(7);
    expect(await outcome(() => new Promise(() => undefined))).toBe('unavailable');
    expect(await outcome(failing('MongoServerSelectionError'))).toBe('unavailable');
    expect(await outcome(failing('MongoNetworkError'))).toBe('unavailable');
    expect(await outcome(failing('MongoServerError'))).toBe('MongoServerError');
  });
});
