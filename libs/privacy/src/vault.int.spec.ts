import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { useMongo } from '#libs/testing/mongo';
import {
  KeyDestroyed,
  LoginTaken,
  SealBroken,
  VaultUnavailable,
  WrongMasterKey,
} from './errors.js';
import { KeyVault } from './key-vault.js';
import { parseMasterKey } from './master-key.js';
import { rotate } from './rotate.js';
import { SecretStore } from './secret-store.js';
import { checksOf, keysOf, secretsOf } from './vault-documents.js';

const at = new Date('2026-11-24T02:00:00.000Z');
const master = parseMasterKey(randomBytes(32).toString('base64'));
const other = parseMasterKey(randomBytes(32).toString('base64'));

const mongo = useMongo();
let connection: Connection;
beforeEach(() => {
  connection = mongo.connection();
});

const vaultOf = (options: Partial<ConstructorParameters<typeof KeyVault>[0]> = {}): KeyVault =>
  new KeyVault({ connection, master, ...options });

describe('the vault', () => {
  it('makes a key once and gives it again, also to another process', async () => {
    const key = await vaultOf().keyFor('c.1.identity');
    expect(key.symmetricKeySize).toBe(32);
    expect((await vaultOf().keyFor('c.1.identity')).equals(key)).toBe(true);
    expect((await vaultOf().keyFor('c.2.identity')).equals(key)).toBe(false);
  });

  it('gives one key to twenty who ask at the same time', async () => {
    const vaults = Array.from({ length: 20 }, () => vaultOf());
    const keys = await Promise.all(vaults.map((vault) => vault.keyFor('c.1.content')));
    const [first] = keys;
    expect(keys.every((key) => first?.equals(key))).toBe(true);
    expect(await keysOf(connection).countDocuments({})).toBe(1);
  });

  it('makes many at once, leaves those that are there, and gives twenty loaders the same', async () => {
    const kept = await vaultOf().keyFor('c.1.content');
    const ids = ['c.1.content', ...Array.from({ length: 300 }, (_, n) => `c.${n}.identity`)];
    const loads = await Promise.all(Array.from({ length: 20 }, () => vaultOf().keysFor(ids)));
    expect(await keysOf(connection).countDocuments({})).toBe(301);
    for (const id of ids) {
      const stored = id === 'c.1.content' ? kept : await vaultOf().keyFor(id);
      expect(loads.every((keys) => keys.get(id)?.equals(stored))).toBe(true);
    }
    await vaultOf().destroy('c.7.identity', 'asked', at);
    await expect(vaultOf().keysFor(ids)).rejects.toThrow(KeyDestroyed);
    expect((await vaultOf().keysFor([])).size).toBe(0);
  });

  it('stores no key in the clear, and takes none that was put in its place', async () => {
    const vault = vaultOf();
    const key = await vault.keyFor('c.1.identity');
    await vault.keyFor('c.2.identity');
    const stored = await keysOf(connection).findOne({ _id: 'c.1.identity' });
    expect(JSON.stringify(stored)).not.toContain(key.export().toString('base64url'));
    const wrapped = stored?.wrapped ?? '';
    await keysOf(connection).updateOne({ _id: 'c.2.identity' }, { $set: { wrapped } });
    await expect(vaultOf().existingKey('c.2.identity')).rejects.toThrow(SealBroken);
  });

  it('knows live, destroyed and unknown keys apart', async () => {
    const vault = vaultOf();
    const key = await vault.keyFor('c.1.identity');
    await vault.keyFor('c.2.identity');
    await vault.destroy('c.2.identity', 'request', at);
    const found = await vaultOf().existingKeys(['c.1.identity', 'c.2.identity', 'c.3.identity']);
    expect([...found.keys()].toSorted()).toEqual(['c.1.identity', 'c.2.identity']);
    expect(found.get('c.2.identity')).toBe('destroyed');
    expect(found.get('c.1.identity')).toSatisfy((k: unknown) => key.equals(k as typeof key));
    expect(await vault.existingKey('c.3.identity')).toBeUndefined();
  });

  it('destroys for ever: the key is gone, the tombstone stays, nothing is made anew', async () => {
    const vault = vaultOf();
    await vault.keyFor('c.1.identity');
    expect(await vault.destroy('c.1.identity', 'request', at)).toBe(true);
    expect(await vault.existingKey('c.1.identity')).toBe('destroyed');
    for (const each of [vault, vaultOf()])
      await expect(each.keyFor('c.1.identity')).rejects.toThrow(KeyDestroyed);
    const again = new Date('2027-01-01T00:00:00.000Z');
    expect(await vault.destroy('c.1.identity', 'unlawful', again)).toBe(false);
    const { createdAt, ...stored } =
      (await keysOf(connection).findOne({ _id: 'c.1.identity' })) ?? {};
    expect(stored).toEqual({
      _id: 'c.1.identity',
      state: 'destroyed',
      destroyedAt: at,
      reason: 'request',
    });
    expect(createdAt).toBeInstanceOf(Date);
  });

  it('destroys a key that never was, so that a late event cannot make it', async () => {
    expect(await vaultOf().destroy('c.9.identity', 'request', at)).toBe(true);
    await expect(vaultOf().keyFor('c.9.identity')).rejects.toThrow(KeyDestroyed);
  });

  it('lets destroying and making race without a key left over', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const id = `c.${n}.identity`;
        const made = vaultOf()
          .keyFor(id)
          .catch((error: unknown) => error);
        await vaultOf().destroy(id, 'request', at);
        await made;
        expect(await vaultOf().existingKey(id)).toBe('destroyed');
      }),
    );
  });

  it('believes its cache for a while only, and not after its own destroy', async () => {
    const [reader, writer] = [vaultOf({ cacheMs: 60_000 }), vaultOf()];
    await writer.keyFor('c.1.identity');
    expect(await reader.existingKey('c.1.identity')).not.toBe('destroyed');
    await writer.destroy('c.1.identity', 'request', at);
    expect(await reader.existingKey('c.1.identity')).not.toBe('destroyed');
    await reader.destroy('c.1.identity', 'request', at);
    expect(await reader.existingKey('c.1.identity')).toBe('destroyed');
    const brief = vaultOf({ cacheMs: 1 });
    await writer.keyFor('c.2.identity');
    await brief.existingKey('c.2.identity');
    await writer.destroy('c.2.identity', 'request', at);
    await expect.poll(() => brief.existingKey('c.2.identity')).toBe('destroyed');
  });

  it('finds more keys at once than go into one question', async () => {
    const vault = vaultOf();
    const ids = Array.from({ length: 700 }, (_, n) => `c.${n}.content`);
    await Promise.all(ids.map((id) => vault.keyFor(id)));
    const found = await vaultOf().existingKeys(ids);
    expect(found.size).toBe(700);
    expect([...found.values()]).not.toContain('destroyed');
  });
});

describe('the master key of a vault', () => {
  it('is proved by a check document, made on the first start', async () => {
    await Promise.all([vaultOf().check(), vaultOf().check()]);
    await vaultOf().check();
    expect(await checksOf(connection).countDocuments({})).toBe(1);
    const wrong = vaultOf({ master: other });
    await expect(wrong.check()).rejects.toThrow(WrongMasterKey);
    await expect(wrong.check()).rejects.toThrow(
      `filled under master key ${master.id}, ADUAN_MASTER_KEY is ${other.id}: set the former key`,
    );
  });

  it('is not accepted for keys of another when the check document is lost', async () => {
    await vaultOf().keyFor('c.1.identity');
    const wrong = vaultOf({ master: other });
    await expect(wrong.check()).rejects.toThrow(WrongMasterKey);
    await expect(wrong.existingKey('c.1.identity')).rejects.toThrow(WrongMasterKey);
    await vaultOf().check();
  });

  it('can be changed: every key and secret opens under the new one and none under the old', async () => {
    const vault = vaultOf();
    await vault.check();
    const key = await vault.keyFor('c.1.identity');
    await vault.keyFor('c.2.identity');
    await vault.destroy('c.2.identity', 'request', at);
    const secrets = new SecretStore({ connection, master });
    await secrets.prepare();
    await secrets.put('a-1', { login: 'Siti', displayName: 'Siti Aminah' });
    await secrets.put('a-2', { displayName: 'tanpa login' });

    expect(await rotate(connection, master, other)).toEqual({ keys: 1, secrets: 2 });

    const after = vaultOf({ master: other });
    await after.check();
    expect((await after.keyFor('c.1.identity')).equals(key)).toBe(true);
    await expect(after.keyFor('c.2.identity')).rejects.toThrow(KeyDestroyed);
    const moved = new SecretStore({ connection, master: other });
    expect(await moved.findByLogin('siti')).toEqual({
      id: 'a-1',
      secrets: { login: 'Siti', displayName: 'Siti Aminah' },
    });
    expect(await moved.get('a-2')).toEqual({ displayName: 'tanpa login' });
    await expect(vaultOf().check()).rejects.toThrow(WrongMasterKey);
    expect(await secrets.findByLogin('siti')).toBeUndefined();
    await expect(rotate(connection, master, other)).rejects.toThrow(WrongMasterKey);
  });

  it('refuses both keys while a change is unfinished, and finishes it when run again', async () => {
    const vault = vaultOf();
    await vault.check();
    const ids = Array.from({ length: 5 }, (_, n) => `c.${n}.identity`);
    for (const id of ids) await vault.keyFor(id);
    await rotate(connection, master, other);
    // As if it had been killed after some: one key is still under the old master key.
    await keysOf(connection).deleteOne({ _id: 'c.3.identity' });
    await vaultOf().keyFor('c.3.identity');
    await checksOf(connection).updateOne({ _id: 'check' }, { $set: { rotatingFrom: master.id } });
    for (const each of [master, other])
      await expect(vaultOf({ master: each }).check()).rejects.toThrow(
        /was not finished: run it again/,
      );

    expect(await rotate(connection, master, other)).toEqual({ keys: 1, secrets: 0 });
    await vaultOf({ master: other }).check();
    expect((await vaultOf({ master: other }).existingKeys(ids)).size).toBe(5);
  });
});

describe('secrets of accounts', () => {
  const store = async (): Promise<SecretStore> => {
    const secrets = new SecretStore({ connection, master });
    await secrets.prepare();
    return secrets;
  };

  it('are found by id and by login, whatever its case and form, and gone once deleted', async () => {
    const secrets = await store();
    await secrets.prepare();
    const siti = { login: 'Siti.Aminah', passwordHash: 'scrypt$1', email: 'siti@example.id' };
    await secrets.put('a-1', siti);
    expect(await secrets.get('a-1')).toEqual(siti);
    for (const login of ['siti.aminah', ' SITI.AMINAH ', 'ｓiti.aminah'])
      expect(await secrets.findByLogin(login)).toEqual({ id: 'a-1', secrets: siti });
    expect(await secrets.findByLogin('siti')).toBeUndefined();
    expect(await secrets.findByLogin('')).toBeUndefined();
    expect(await secrets.delete('a-1')).toBe(true);
    expect(await secrets.delete('a-1')).toBe(false);
    expect(await secrets.get('a-1')).toBeUndefined();
    expect(await secrets.findByLogin('siti.aminah')).toBeUndefined();
  });

  it('stand in the database unreadable', async () => {
    const secrets = await store();
    await secrets.put('a-1', { login: 'siti', displayName: 'Siti Aminah' });
    const stored = JSON.stringify(await secretsOf(connection).findOne({ _id: 'a-1' }));
    expect(stored).not.toMatch(/siti/i);
  });

  it('do not share a login', async () => {
    const secrets = await store();
    await secrets.put('a-1', { login: 'siti' });
    await expect(secrets.put('a-2', { login: 'SITI' })).rejects.toThrow(LoginTaken);
    await secrets.put('a-2', { login: 'budi' });
    await expect(secrets.update('a-2', () => ({ login: 'siti' }))).rejects.toThrow(LoginTaken);
    await secrets.put('a-1', { login: 'sitti' });
    await secrets.put('a-2', { login: 'siti' });
    expect((await secrets.findByLogin('siti'))?.id).toBe('a-2');
    await secrets.put('k-1', { displayName: 'kunci' });
    await secrets.put('k-2', { displayName: 'kunci' });
  });

  it('lose no change when two are made at once', async () => {
    const secrets = await store();
    await secrets.put('a-1', { login: 'siti', n: 0 });
    const add = (now: Record<string, unknown>) => ({ ...now, n: Number(now['n']) + 1 });
    await Promise.all(Array.from({ length: 5 }, () => secrets.update('a-1', add)));
    expect(await secrets.get('a-1')).toEqual({ login: 'siti', n: 5 });
    expect(await secrets.update('nobody', add)).toBe(false);
  });

  it('cannot be exchanged between accounts', async () => {
    const secrets = await store();
    await secrets.put('a-1', { login: 'siti' });
    await secrets.put('a-2', { login: 'budi' });
    const budi = await secretsOf(connection).findOne({ _id: 'a-2' });
    await secretsOf(connection).updateOne(
      { _id: 'a-1' },
      { $set: { wrapped: budi?.wrapped ?? '' } },
    );
    await expect(secrets.get('a-1')).rejects.toThrow(SealBroken);
  });
});

describe('without its database', () => {
  it('the vault says so, and works again afterwards; what was destroyed stays destroyed', async () => {
    const vault = vaultOf({ cacheMs: 1, deadlineMs: 1_000 });
    const secrets = new SecretStore({ connection, master, deadlineMs: 1_000 });
    const key = await vault.keyFor('c.1.identity');
    await vault.keyFor('c.2.identity');
    await vault.destroy('c.2.identity', 'request', at);
    mongo.gate().shut();
    for (const ask of [
      () => vault.keyFor('c.3.identity'),
      () => vault.existingKeys(['c.4.identity']),
      () => vault.destroy('c.1.identity', 'request', at),
      () => vault.check(),
      () => secrets.get('a-1'),
      () => secrets.put('a-1', { login: 'x' }),
    ])
      await expect(ask()).rejects.toThrow(VaultUnavailable);
    mongo.gate().open();
    await expect
      .poll(() =>
        vault.keyFor('c.1.identity').then(
          (again) => again.equals(key),
          () => false,
        ),
      )
      .toBe(true);
    await expect(vault.keyFor('c.2.identity')).rejects.toThrow(KeyDestroyed);
  });

  it('does not wait longer for it than it was told', async () => {
    await vaultOf().keyFor('c.1.identity');
    mongo.gate().shut();
    const vault = vaultOf({ deadlineMs: 20 });
    await expect(vault.existingKeys(['c.2.identity'])).rejects.toThrow(/within 20 ms/);
  });
});
