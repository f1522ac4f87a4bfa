import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '#libs/procedure';
import { kabupatenFile, penajam, waru } from '#libs/testing';
import { readKecamatan } from './kabupaten-files.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aduan-kabupaten-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const problemsOf = async (path: string): Promise<string> => {
  const refusal: unknown = await readKecamatan(path).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ConfigurationError);
  return (refusal as ConfigurationError).message;
};
const codes = async (path: string): Promise<string[]> =>
  (await readKecamatan(path)).map(({ code }) => code);

describe('the kabupaten files', () => {
  it('may be one file or a folder of them', async () => {
    expect(await codes(kabupatenFile)).toEqual([waru, penajam]);
    cpSync(kabupatenFile, join(folder, 'whole/ppu.yaml'));
    writeFileSync(join(folder, 'whole/NOTICE.md'), 'Sumber data');
    expect(await codes(join(folder, 'whole'))).toEqual([waru, penajam]);
  });

  it('that are wrong are named with line and reason', async () => {
    const wrong = readFileSync(kabupatenFile, 'utf8').replace('minutes: 20', 'minutes: banyak');
    const line = wrong.split('\n').findIndex((each) => each.includes('banyak')) + 1;
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, wrong);
    expect(await problemsOf(file)).toContain(
      `${file}:${line}: kecamatan[0].procedure.steps[1].minutes`,
    );
  });

  it('that name one kecamatan twice are refused', async () => {
    for (const name of ['a.yaml', 'b.yaml']) cpSync(kabupatenFile, join(folder, 'twice', name));
    expect(await problemsOf(join(folder, 'twice'))).toBe(
      `${join(folder, 'twice/b.yaml')}:1: kecamatan ${waru} stands in ${join(folder, 'twice/a.yaml')} already`,
    );
  });

  it('that are not there are named', async () => {
    expect(await problemsOf(join(folder, 'none.yaml'))).toContain('none.yaml:1: ENOENT');
    const empty = mkdtempSync(join(folder, 'empty-'));
    expect(await problemsOf(empty)).toBe(`${empty}:1: holds no .yaml file`);
  });
});
