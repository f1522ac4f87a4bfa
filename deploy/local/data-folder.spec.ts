import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDataFolder } from './data-folder.js';

const parent = mkdtempSync(join(tmpdir(), 'aduan-folder-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('the data folder', () => {
  it('is made with all above it, for its owner only, and may be there', () => {
    const data = join(parent, 'a/b');
    openDataFolder(data);
    openDataFolder(data);
    expect((statSync(data).mode & 0o777).toString(8)).toBe('700');
  });

  it('cannot be a file, nor below one', () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    const said = (data: string) =>
      `the data folder ${data} is not a folder: choose another one with --data`;
    expect(() => openDataFolder(file)).toThrow(said(file));
    expect(() => openDataFolder(join(file, 'below'))).toThrow(said(join(file, 'below')));
  });
});
