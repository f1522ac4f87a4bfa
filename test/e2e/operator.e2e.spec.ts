import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectNats } from '#libs/messaging';
import { ApiClient } from '../../deploy/demo/api-client.js';
import { startLocal } from '../../deploy/local/host.js';
import { eventually, kabupatenFile } from '#libs/testing';
import { aduan, type Said } from './operator-run.js';
import { startWholeSystem, type WholeSystem } from './system.js';

const parent = mkdtempSync(join(tmpdir(), 'aduan-operator-'));
const data = join(parent, 'data');
const keyFile = join(parent, 'backup.key');
let whole: WholeSystem | undefined;

const on = (args: string[], input?: string): Promise<Said> =>
  aduan([...args, '--data', data], input === undefined ? {} : { input });

beforeAll(async () => {
  whole = await startWholeSystem({ data });
}, 120_000);
afterAll(async () => {
  await whole?.close();
  rmSync(parent, { recursive: true, force: true });
}, 60_000);

describe('the command line', () => {
  it('says what there is, and what was wrong', async () => {
    expect(await aduan(['--help'])).toMatchObject({ code: 0 });
    expect(await aduan(['backup', '--help'])).toMatchObject({ code: 0 });
    expect((await aduan(['nothing'])).code).toBe(2);
    expect((await on(['view', 'list', '--odd'])).code).toBe(2);
    expect((await aduan(['view', 'list', '--data', join(parent, 'none')])).err).toContain(
      'secrets.json',
    );
  });

  it('makes an account that signs in, resets and closes it', async () => {
    const wanted = ['--login', 'petugas.baru', '--name', 'Petugas Baru', '--role', 'petugas'];
    const add = ['account', 'add', ...wanted, '--kecamatan', '64.09.02', '--password-file', '-'];
    const url = whole?.url ?? '';
    expect(await on(add, 'kata-sandi-panjang\n')).toMatchObject({ code: 0 });
    await new ApiClient(url).signIn('petugas.baru', 'kata-sandi-panjang');
    expect((await on(add, 'kata-sandi-lain-lagi\n')).err).toContain('another account');
    const reset = await on(['account', 'reset', 'petugas.baru', '--json']);
    const { password } = JSON.parse(reset.out) as { password: string };
    const session = await new ApiClient(url).signIn('petugas.baru', password);
    expect(await on(['account', 'disable', 'petugas.baru', '--reason', 'pindah'])).toMatchObject({
      code: 0,
    });
    // The portal learns of it from the store, in a moment.
    await eventually(async () => (await session.call('GET', '/queue')).status === 401);
    await expect(new ApiClient(url).signIn('petugas.baru', password)).rejects.toThrow('401');
  });

  it('builds views and timers anew, lists dead letters, and finds all well', async () => {
    for (const args of [
      ['view', 'rebuild', 'all'],
      ['timers', 'rebuild'],
      ['dead-letter', 'list'],
      ['verify'],
      ['doctor'],
    ])
      expect(await on(args), args.join(' ')).toMatchObject({ code: 0 });
  }, 120_000);
});

describe('an event that no service can read', () => {
  it('is listed, shown without its content, kept when it fails again, and dropped', async () => {
    const url = whole?.system.config.ADUAN_NATS_URL ?? '';
    const nats = await connectNats({ url, name: 'spec', logger: pino({ level: 'silent' }) });
    const complaintId = randomUUID();
    const subject = `aduan.64-09-02.intake.${complaintId}.CaseHandedOver`;
    await nats.jetstream().publish(subject, Buffer.from('rahasia: bukan JSON'));
    await nats.close();
    const letters = await eventually(async () => {
      const { out } = await on(['dead-letter', 'list', '--json']);
      const found = JSON.parse(out) as { seq: number; consumer: string; complaintId: string }[];
      return found.some(({ consumer }) => consumer === 'triage') && found;
    }, 30_000);
    expect(letters.map((letter) => letter.complaintId)).toContain(complaintId);
    const numbers = letters.map(({ seq }) => String(seq));
    const shown = await on(['dead-letter', 'show', numbers[0] ?? '']);
    expect(shown.out).toContain('payloadBytes');
    expect(shown.out + JSON.stringify(letters)).not.toContain('rahasia');
    const again = await on(['dead-letter', 'replay', ...numbers]);
    expect(again).toMatchObject({ code: 1 });
    expect(again.out).toContain('kept');
    expect(await on(['dead-letter', 'drop', ...numbers])).toMatchObject({ code: 0 });
    expect((await on(['dead-letter', 'show', numbers[0] ?? ''])).code).toBe(1);
  }, 120_000);
});

describe('bad input is refused before anything is touched', () => {
  it('two stacks on one data folder', async () => {
    const second = startLocal({ data, port: 0, kabupaten: kabupatenFile });
    await expect(second).rejects.toThrow(/embedded \w+ did not start/);
  }, 60_000);

  it('a backup of another key, one that is damaged, one that is cut', async () => {
    const other = join(parent, 'other.key');
    for (const file of [keyFile, other]) await aduan(['key', 'make-backup', file]);
    expect((await aduan(['key', 'make-backup', keyFile])).code).toBe(1);
    const made = await on(['backup', '--to', parent, '--key-file', keyFile, '--json']);
    const { folder } = JSON.parse(made.out) as { folder: string };
    const check = (key: string): Promise<Said> =>
      aduan(['restore', '--from', folder, '--key-file', key, '--check-only']);
    expect(await check(keyFile)).toMatchObject({ code: 0 });
    expect((await check(other)).err).toContain('was made for backup key');
    const file = join(folder, 'vault.age');
    const whole = readFileSync(file);
    const damaged = Buffer.from(whole);
    damaged[damaged.length - 40] = (damaged[damaged.length - 40] ?? 0) ^ 1;
    writeFileSync(file, damaged);
    expect((await check(keyFile)).err).toContain('damaged or cut');
    writeFileSync(file, whole);
    truncateSync(file, whole.length - 1);
    expect((await check(keyFile)).err).toContain('damaged or cut');
    writeFileSync(join(folder, 'manifest.json'), '{');
    expect((await check(keyFile)).err).toContain('no complete backup');
  }, 60_000);

  it('no room for a backup: nothing of it is left', async () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    const said = await on(['backup', '--to', join(file, 'below'), '--key-file', keyFile]);
    expect(said.code).toBe(1);
    expect(readdirSync(parent).filter((name) => name.endsWith('.part'))).toEqual([]);
  }, 60_000);

  it('a wrong address and a secret that everybody may read', async () => {
    const secret = join(parent, 'master.key');
    writeFileSync(secret, Buffer.alloc(32, 7).toString('base64'));
    const environment = {
      ADUAN_ESDB_URL: 'esdb://127.0.0.1:1?tls=false',
      ADUAN_MONGODB_URI: 'http://wrong',
      ADUAN_NATS_URL: 'nats://127.0.0.1:1',
      ADUAN_ACTOR_KEY: Buffer.alloc(32, 8).toString('base64'),
      ADUAN_MASTER_KEY_FILE: secret,
    };
    chmodSync(secret, 0o644);
    expect((await aduan(['doctor'], { environment })).err).toContain('everybody may read it');
    chmodSync(secret, 0o600);
    expect((await aduan(['doctor'], { environment })).err).toContain('ADUAN_MONGODB_URI');
  });
});

describe('the master key', () => {
  it('is changed when nothing runs, and everything opens again', async () => {
    const old = join(parent, 'old.key');
    const fresh = join(parent, 'new.key');
    const { masterKey } = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as {
      masterKey: string;
    };
    writeFileSync(old, masterKey, { mode: 0o600 });
    writeFileSync(fresh, Buffer.alloc(32, 9).toString('base64'), { mode: 0o600 });
    const rotate = ['key', 'rotate', '--old-file', old, '--new-file', fresh];
    expect((await on(rotate)).err).toContain('stop it first');
    await whole?.close();
    whole = undefined;
    expect(await on(rotate)).toMatchObject({ code: 0 });
    expect(await on(['account', 'list'])).toMatchObject({ code: 0 });
    expect((await on(rotate)).code).toBe(1);
  }, 120_000);
});
