import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.js';
import { readSecretFile } from './secret-file.js';

const folder = mkdtempSync(join(tmpdir(), 'aduan-secret-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'master.key');
const withMode = (mode: number): string => {
  writeFileSync(file, 'the-secret\n');
  chmodSync(file, mode);
  return file;
};

describe('the file of a secret', () => {
  it.each([0o600, 0o400, 0o640])('is read with mode %o', (mode) => {
    expect(readSecretFile(withMode(mode))).toBe('the-secret');
  });

  it('is refused when everybody may read it, except where secrets are mounted', () => {
    expect(() => readSecretFile(withMode(0o444))).toThrow('everybody may read it (mode 0444)');
    expect(readSecretFile(withMode(0o444), folder)).toBe('the-secret');
  });

  it.each([0o620, 0o602, 0o666])('is refused with mode %o, for others may change it', (mode) => {
    expect(() => readSecretFile(withMode(mode), folder)).toThrow('others may change it');
  });

  it('that nothing was written into is as if it were not given', () => {
    const empty = join(folder, 'empty');
    writeFileSync(empty, '\n', { mode: 0o600 });
    const needed = {
      ADUAN_ESDB_URL: 'esdb://localhost:2113?tls=false',
      ADUAN_MONGODB_URI: 'mongodb://localhost:27017/aduan',
      ADUAN_NATS_URL: 'nats://localhost:4222',
      ADUAN_ACTOR_KEY: 'actor-key-that-nobody-may-read',
    };
    const key = { ADUAN_MASTER_KEY: 'master-key-that-nobody-may-read' };
    expect(readConfig({ ...needed, ...key, ADUAN_SMTP_URL_FILE: empty }).ADUAN_SMTP_URL).toBe(
      undefined,
    );
    expect(() => readConfig({ ...needed, ADUAN_MASTER_KEY_FILE: empty })).toThrow(
      'ADUAN_MASTER_KEY is missing',
    );
  });

  it('is named when it is missing or open to all, before anything is touched', () => {
    const read = (path: string) => readConfig({ ADUAN_MASTER_KEY_FILE: path });
    expect(() => read(join(folder, 'none'))).toThrow(/ADUAN_MASTER_KEY_FILE.*none/);
    expect(() => read(withMode(0o644))).toThrow(/ADUAN_MASTER_KEY_FILE.*everybody may read it/);
    expect(() => read(withMode(0o644))).not.toThrow(/the-secret/);
  });
});
