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

  it('is named when it is missing or open to all, before anything is touched', () => {
    const read = (path: string) => readConfig({ ADUAN_MASTER_KEY_FILE: path });
    expect(() => read(join(folder, 'none'))).toThrow(/ADUAN_MASTER_KEY_FILE.*none/);
    expect(() => read(withMode(0o644))).toThrow(/ADUAN_MASTER_KEY_FILE.*everybody may read it/);
    expect(() => read(withMode(0o644))).not.toThrow(/the-secret/);
  });
});
