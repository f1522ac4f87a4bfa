import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SealedPath } from '#libs/contracts';
import { decrypt, encrypt } from './cipher.js';
import { KeyDestroyed, KeyMissing, SealBroken, SealRefused } from './errors.js';
import type { ExistingKey, KeySource } from './key-source.js';
import { openData } from './open-data.js';
import { sealData } from './seal-data.js';
import { ERASED, isErased, isSealed } from './sealed-value.js';
import { createSealer } from './sealer.js';

/** Keys in memory, with the rules of the vault. */
class Keys implements KeySource {
  readonly keys = new Map<string, ExistingKey>();
  asked = 0;

  keyFor(id: string): Promise<KeyObject> {
    const key = this.keys.get(id) ?? createSecretKey(randomBytes(32));
    if (key === 'destroyed') return Promise.reject(new KeyDestroyed(id));
    this.keys.set(id, key);
    return Promise.resolve(key);
  }

  existingKeys(ids: readonly string[]): Promise<Map<string, ExistingKey>> {
    this.asked += 1;
    return Promise.resolve(new Map([...this.keys].filter(([id]) => ids.includes(id))));
  }
}

const complaintId = '0b5c7d3e-7d0a-4c8e-9d0a-3f1f5a6b7c8d';
const eventType = 'ComplaintRegistered';
const paths: SealedPath[] = [
  { path: ['subject'], key: 'content' },
  { path: ['reporter'], key: 'identity' },
  { path: ['reportedParties', '*', 'details'], key: 'person' },
  { path: ['notes', '*'], key: 'content' },
];
const registered = {
  channel: 'walk-in',
  subject: 'Jalan rusak',
  reporter: { name: 'Siti', phone: '0812' },
  reportedParties: [
    { personId: 'p-1', details: { name: 'Budi' } },
    { personId: 'p-2', details: { name: 'Anton' } },
  ],
  notes: ['satu', 'dua'],
};

const setUp = () => {
  const vault = new Keys();
  return {
    vault,
    seal: (data: Record<string, unknown>, type = eventType, subject = complaintId) =>
      sealData({ data, paths, complaintId: subject, eventType: type, vault }),
    open: (data: Record<string, unknown>, type = eventType, subject = complaintId) =>
      openData({ data, complaintId: subject, eventType: type, vault }),
  };
};

describe('sealing', () => {
  it('names the keys and leaves nothing personal in the clear', async () => {
    const { seal, open } = setUp();
    const { data, keyIds } = await seal(registered);
    expect(keyIds.toSorted()).toEqual([
      `c.${complaintId}.content`,
      `c.${complaintId}.identity`,
      `c.${complaintId}.person.p-1`,
      `c.${complaintId}.person.p-2`,
    ]);
    expect(JSON.stringify(data)).not.toMatch(/Siti|0812|Budi|Anton|Jalan|satu|dua/);
    expect(data).toMatchObject({ channel: 'walk-in', reportedParties: [{ personId: 'p-1' }, {}] });
    expect(data['reporter']).toEqual({
      $sealed: `c.${complaintId}.identity`,
      v: expect.stringMatching(/^[\w-]+$/),
    });
    expect(await open(data)).toEqual(registered);
    expect(registered.subject).toBe('Jalan rusak');
  });

  it('gives back any JSON value exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.array(fc.jsonValue()), async (value, list) => {
        const { seal, open } = setUp();
        const given = JSON.parse(JSON.stringify({ subject: value, notes: list })) as object;
        const { data } = await seal({ ...given });
        expect(isSealed(data['subject'])).toBe(true);
        expect(await open(data)).toEqual(given);
      }),
    );
  });

  it('leaves absent values absent and null sealed', async () => {
    const { seal, open } = setUp();
    const { data, keyIds } = await seal({ subject: undefined, reporter: null });
    expect(Object.keys(data)).toEqual(['reporter']);
    expect(keyIds).toEqual([`c.${complaintId}.identity`]);
    expect(await open(data)).toEqual({ reporter: null });
  });

  it('passes by places where a union holds another shape', async () => {
    const { seal } = setUp();
    const odd = { reportedParties: 'none', notes: { 0: 'x' } };
    expect((await seal(odd)).data).toEqual(odd);
  });

  it('seals the outer of two places that lie in each other', async () => {
    const vault = new Keys();
    const nested: SealedPath[] = [
      { path: ['a', 'b'], key: 'identity' },
      { path: ['a'], key: 'content' },
    ];
    const sealed = await sealData({
      data: { a: { b: 1 } },
      paths: nested,
      complaintId,
      eventType,
      vault,
    });
    expect(sealed.keyIds).toEqual([`c.${complaintId}.content`]);
    expect(await openData({ data: sealed.data, complaintId, eventType, vault })).toEqual({
      a: { b: 1 },
    });
  });

  it('keeps what poses as a sealed value inside the ciphertext, and refuses it outside', async () => {
    const { seal, open } = setUp();
    const posing = { $sealed: `c.${complaintId}.identity`, v: 'AAAA' };
    const { data } = await seal({ subject: posing });
    expect(await open(data)).toEqual({ subject: posing });
    await expect(seal({ channel: posing })).rejects.toThrow(SealRefused);
    await expect(seal({ list: [{ deep: { $sealed: 1 } }] })).rejects.toThrow(SealRefused);
  });

  it('refuses a person without personId, and ids that could name another key', async () => {
    const { seal } = setUp();
    const party = { details: { name: 'x' } };
    await expect(seal({ reportedParties: [party] })).rejects.toThrow(SealRefused);
    for (const personId of ['a.b', '', 7, 'x'.repeat(101)])
      await expect(seal({ reportedParties: [{ ...party, personId }] })).rejects.toThrow(
        SealRefused,
      );
    await expect(seal({ subject: 'x' }, eventType, 'a|b')).rejects.toThrow(SealRefused);
  });

  it('does not seal with a destroyed key', async () => {
    const { vault, seal } = setUp();
    vault.keys.set(`c.${complaintId}.identity`, 'destroyed');
    await expect(seal(registered)).rejects.toThrow(KeyDestroyed);
  });
});

describe('opening', () => {
  it('puts the marker where the key is destroyed, and opens the rest', async () => {
    const { vault, seal, open } = setUp();
    const { data } = await seal(registered);
    vault.keys.set(`c.${complaintId}.identity`, 'destroyed');
    vault.keys.set(`c.${complaintId}.person.p-2`, 'destroyed');
    const opened = await open(data);
    expect(opened).toEqual({
      ...registered,
      reporter: { erased: true },
      reportedParties: [registered.reportedParties[0], { personId: 'p-2', details: ERASED }],
    });
    expect(isErased(opened['reporter'])).toBe(true);
    expect(isErased(registered.reporter)).toBe(false);
    expect(isErased({ erased: true, name: 'x' })).toBe(false);
  });

  it('says when the vault never had the key', async () => {
    const { vault, seal, open } = setUp();
    const { data } = await seal(registered);
    vault.keys.delete(`c.${complaintId}.content`);
    await expect(open(data)).rejects.toThrow(KeyMissing);
  });

  it('leaves plain data alone, without asking for keys', async () => {
    const { vault, open } = setUp();
    expect(await open(registered)).toEqual(registered);
    expect(vault.asked).toBe(0);
  });

  it('asks once for all keys of an event', async () => {
    const { vault, seal, open } = setUp();
    await open((await seal(registered)).data);
    expect(vault.asked).toBe(1);
  });

  it('refuses ciphertext that was moved', async () => {
    const { seal, open } = setUp();
    const { data } = await seal(registered);
    const [first, second] = data['notes'] as unknown[];
    await expect(open({ ...data, notes: [second, first] })).rejects.toThrow(SealBroken);
    await expect(open({ ...data, subject: first })).rejects.toThrow(SealBroken);
    await expect(open(data, 'ClarificationAnswered')).rejects.toThrow(SealBroken);
    await expect(open(data, eventType, 'other')).rejects.toThrow(SealBroken);
  });

  it('refuses ciphertext of which anything was changed', async () => {
    const { seal, open } = setUp();
    const { data } = await seal({ subject: 'Jalan rusak' });
    const { $sealed, v } = data['subject'] as { $sealed: string; v: string };
    await fc.assert(
      fc.asyncProperty(
        fc.nat(v.length - 1),
        fc.constantFrom('A', 'b', '-', '9', '='),
        async (at, c) => {
          fc.pre(v[at] !== c);
          const changed = v.slice(0, at) + c + v.slice(at + 1);
          await expect(open({ subject: { $sealed, v: changed } })).rejects.toThrow(SealBroken);
        },
      ),
    );
    for (const bad of ['', 'AAAA', `${v}A`, v.slice(0, -4)])
      await expect(open({ subject: { $sealed, v: bad } })).rejects.toThrow(SealBroken);
  });

  it('refuses a malformed sealed value', async () => {
    const { open } = setUp();
    for (const subject of [
      { $sealed: 1, v: 'x' },
      { $sealed: 'k' },
      { $sealed: 'k', v: 'x', w: 1 },
    ])
      await expect(open({ subject })).rejects.toThrow(SealBroken);
  });

  it('refuses the key of another', () => {
    const [a, b] = [createSecretKey(randomBytes(32)), createSecretKey(randomBytes(32))];
    const text = encrypt(a, Buffer.from('x'), 'place');
    expect(decrypt(a, text, 'place').toString()).toBe('x');
    expect(() => decrypt(b, text, 'place')).toThrow(SealBroken);
    expect(() => decrypt(a, text, 'other')).toThrow(SealBroken);
  });
});

describe('the sealer of the write side', () => {
  it('knows the places from the contracts', async () => {
    const vault = new Keys();
    const sealer = createSealer({ vault });
    const given = { text: 'Mohon ditambah' };
    const { data, keyIds } = await sealer.seal('InformationAdded', complaintId, given);
    expect(keyIds).toEqual([`c.${complaintId}.content`]);
    expect(isSealed(data['text'])).toBe(true);
    expect(await sealer.open('InformationAdded', complaintId, data)).toEqual(given);
  });

  it('refuses an event that no contract describes', async () => {
    const sealer = createSealer({ vault: new Keys() });
    await expect(sealer.seal('Unheard', complaintId, { a: 1 })).rejects.toThrow(SealRefused);
  });

  it('seals a single text, for its label only, until the key is destroyed', async () => {
    const vault = new Keys();
    const sealer = createSealer({ vault });
    const sealed = await sealer.sealText('kecamatan-64.09.02', 'fingerprint', 'abc', 'content');
    expect(sealed.$sealed).toBe('c.kecamatan-64.09.02.content');
    const ofReporter = await sealer.sealText(complaintId, 'fingerprint', 'abc', 'identity');
    expect(ofReporter.$sealed).toBe(`c.${complaintId}.identity`);
    expect(await sealer.openText(complaintId, 'fingerprint', ofReporter)).toBe('abc');
    expect(await sealer.openText('kecamatan-64.09.02', 'fingerprint', sealed)).toBe('abc');
    await expect(sealer.openText('kecamatan-64.09.02', 'other', sealed)).rejects.toThrow(
      SealBroken,
    );
    vault.keys.set(sealed.$sealed, 'destroyed');
    expect(await sealer.openText('kecamatan-64.09.02', 'fingerprint', sealed)).toBeUndefined();
  });
});
