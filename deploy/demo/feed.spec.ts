import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { channels } from '#libs/contracts';
import { categoryPath, findKecamatan, loadKabupaten, unitOf, villageOf } from '#libs/procedure';
import { kabupatenFile, penajam, waru } from '#libs/testing';
import { complaintsOf, stageOf } from './feed.js';
import { stages } from './walk.js';

const file = new URL('./complaints.yaml', import.meta.url);
const complaints = complaintsOf(parse(readFileSync(file, 'utf8')));

describe('the demo', () => {
  it('has sixty complaints by every channel in two kecamatan, at every stage', () => {
    expect(complaints).toHaveLength(60);
    expect(new Set(complaints.map(({ channel }) => channel))).toEqual(new Set(channels));
    expect(new Set(complaints.map(({ kecamatan }) => kecamatan))).toEqual(new Set([waru, penajam]));
    expect(new Set(complaints.map((_, index) => stageOf(index)))).toEqual(new Set(stages));
    expect(new Set(complaints.map(({ subject }) => subject)).size).toBe(60);
  });

  it('names only categories, units and villages that there are', async () => {
    const kabupaten = await loadKabupaten(kabupatenFile);
    for (const { kecamatan, village, category, unit, subject } of complaints) {
      const procedure = findKecamatan(kabupaten, kecamatan)?.procedure;
      if (!procedure) throw new Error(kecamatan);
      expect(villageOf(procedure, village), subject).toBeDefined();
      expect(categoryPath(procedure, category), subject).not.toEqual([]);
      expect(unitOf(procedure, unit), subject).toBeDefined();
    }
  });

  it('says which row is wrong', () => {
    expect(() => complaintsOf(['64.09.02.1003 | fax | complaint | a | b | Judul | Isi'])).toThrow(
      'complaints.yaml, row 1',
    );
  });
});
