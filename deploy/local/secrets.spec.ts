import { mkdirSync, mkdtempSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localSecrets } from './secrets.js';

let parent: string;
let data: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'aduan-secrets-'));
  data = join(parent, 'data');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('the keys of a data folder', () => {
  it('are made once, and nobody but the owner reads them or the data beside them', () => {
    const made = localSecrets(data);
    expect(Buffer.from(made.masterKey, 'base64')).toHaveLength(32);
    expect(made.actorKey).not.toBe(made.masterKey);
    expect(localSecrets(data)).toEqual(made);
    expect(modeOf(join(data, 'secrets.json'))).toBe('600');
    expect(modeOf(data)).toBe('700');
  });

  it('are never made anew beside data that only the lost ones open', () => {
    localSecrets(data);
    mkdirSync(join(data, 'eventstore'));
    unlinkSync(join(data, 'secrets.json'));
    expect(() => localSecrets(data)).toThrow('is missing');
    for (const damaged of ['{"masterKey":1}', '{"masterKey":', '']) {
      writeFileSync(join(data, 'secrets.json'), damaged);
      expect(() => localSecrets(data)).toThrow('is damaged');
    }
  });
});
