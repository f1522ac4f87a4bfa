import { createSecretKey, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { KeyDestroyed, SealBroken, type ExistingKey, type KeySource } from '#libs/privacy';
import { FileDiffers, FilesUnavailable } from './errors.js';
import { FileStore } from './file-store.js';
import { openStorage } from './storage.js';

const parent = mkdtempSync(join(tmpdir(), 'aduan-files-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const keyring = () => {
  const keys = new Map<string, ExistingKey>();
  const vault: KeySource = {
    keyFor: (id) => {
      const key = keys.get(id) ?? createSecretKey(randomBytes(32));
      if (key === 'destroyed') return Promise.reject(new KeyDestroyed(id));
      keys.set(id, key);
      return Promise.resolve(key satisfies KeyObject);
    },
    existingKeys: (ids) => Promise.resolve(new Map([...keys].filter(([id]) => ids.includes(id)))),
  };
  return { keys, vault };
};

const setUp = async (folder = join(parent, randomUUID(), 'files')) => {
  const { keys, vault } = keyring();
  const { storage } = await openStorage({ folder, region: 'x' });
  const complaint = randomUUID();
  const pathOf = (id: string) => join(folder, complaint.slice(0, 2), complaint, id);
  return {
    store: new FileStore(storage, vault),
    folder,
    keys,
    complaint,
    pathOf,
    id: randomUUID(),
  };
};
const bytes = Buffer.from('foto jalan berlubang');

describe('the file store in a folder', () => {
  it('keeps bytes sealed under ids alone, also when they come twice', async () => {
    const { store, complaint, id, pathOf, folder } = await setUp();
    expect(await store.get(id, complaint)).toBeUndefined();
    expect(await store.has(id, complaint)).toBe(false);
    await store.put(id, complaint, bytes);
    await store.put(id, complaint, bytes);
    expect(await store.get(id, complaint)).toEqual(bytes);
    expect(await store.has(id, complaint)).toBe(true);
    expect(readFileSync(pathOf(id)).includes('jalan')).toBe(false);
    const names = readdirSync(folder, { recursive: true, withFileTypes: true });
    expect(names.filter((each) => each.isFile()).map(({ name }) => name)).toEqual([id]);
    expect(statSync(pathOf(id)).mode & 0o077).toBe(0);
  });

  it('never overwrites what is kept', async () => {
    const { store, complaint, id } = await setUp();
    await store.put(id, complaint, bytes);
    await expect(store.put(id, complaint, Buffer.from('lain'))).rejects.toThrow(FileDiffers);
    expect(await store.get(id, complaint)).toEqual(bytes);
  });

  it('removes a file with its thumbnail, once and again', async () => {
    const { store, complaint, id } = await setUp();
    await store.put(id, complaint, bytes);
    await store.put(id, complaint, Buffer.from('kecil'), 'thumbnail');
    expect(await store.get(id, complaint, 'thumbnail')).toEqual(Buffer.from('kecil'));
    await store.remove(id, complaint);
    await store.remove(id, complaint);
    expect(await store.has(id, complaint)).toBe(false);
    expect(await store.has(id, complaint, 'thumbnail')).toBe(false);
  });

  it('opens nothing that was changed or moved, and writes anew what was torn', async () => {
    const { store, complaint, id, pathOf } = await setUp();
    await store.put(id, complaint, bytes);
    const other = randomUUID();
    writeFileSync(pathOf(other), readFileSync(pathOf(id)));
    await expect(store.get(other, complaint)).rejects.toThrow(SealBroken);
    writeFileSync(pathOf(id), '');
    await expect(store.get(id, complaint)).rejects.toThrow(SealBroken);
    await store.put(id, complaint, bytes);
    expect(await store.get(id, complaint)).toEqual(bytes);
  });

  it('opens nothing of a complaint whose content was erased, and takes nothing more', async () => {
    const { store, complaint, id, keys } = await setUp();
    await store.put(id, complaint, bytes);
    keys.set(`c.${complaint}.content`, 'destroyed');
    expect(await store.get(id, complaint)).toBeUndefined();
    await expect(store.put(randomUUID(), complaint, bytes)).rejects.toThrow(KeyDestroyed);
  });

  it('takes ten writers of the same file at once', async () => {
    const { store, complaint, id } = await setUp();
    await Promise.all(Array.from({ length: 10 }, () => store.put(id, complaint, bytes)));
    expect(await store.get(id, complaint)).toEqual(bytes);
  });

  it('says that it is unavailable where the folder cannot be written', async () => {
    const blocked = join(parent, 'a-file');
    writeFileSync(blocked, '');
    const { store, complaint, id } = await setUp(join(blocked, 'files'));
    await expect(store.put(id, complaint, bytes)).rejects.toThrow(FilesUnavailable);
  });

  it.each(['../../etc/passwd', 'a/b', '', 'a.b', 'x'.repeat(101)])(
    'refuses %j as an id',
    async (hostile) => {
      const { store, complaint } = await setUp();
      await expect(store.put(hostile, complaint, bytes)).rejects.toThrow(TypeError);
      await expect(store.get(complaint, hostile)).rejects.toThrow(TypeError);
    },
  );
});

describe('the settings of the file store', () => {
  it.each([
    [{ url: 'https://s3.example' }, /bucket/],
    [{ url: 'https://s3.example/bucket' }, /ADUAN_FILES_KEY_ID/],
    [{ url: 'https://s3.example/bucket', keyId: 'k' }, /ADUAN_FILES_SECRET/],
  ])('are refused when they are wrong: %j', async (wrong, message) => {
    await expect(openStorage({ folder: parent, region: 'x', ...wrong })).rejects.toThrow(message);
  });
});
