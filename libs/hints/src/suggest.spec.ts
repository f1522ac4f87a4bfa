import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isHeldOut, measured, readCorpus, suggestCategory, trained } from '../index.js';

const corpus = readCorpus();
const model = trained(corpus.filter((each) => !isHeldOut(each)));
const all = new Set(model.categories.flatMap((id) => [id, id.split('.')[0] ?? id]));
const text = 'Sampah di TPS penuh, sudah dua minggu truk sampah tidak mengangkut, baunya busuk';

// Written for `npm run demo` before there were hints; never trained on.
const demo = (parse(readFileSync('deploy/demo/complaints.yaml', 'utf8')) as string[]).map(
  (line) => {
    const [, , , categoryId = '', , ...texts] = line.split(' | ');
    return { categoryId, text: texts.join('. ') };
  },
);

describe('the labelled texts', () => {
  it('are of every category of the kabupaten, ten and more of each, none twice', () => {
    const kabupaten = parse(readFileSync('deploy/kabupaten/penajam-paser-utara.yaml', 'utf8')) as {
      categories: { id: string; parent: string | null }[];
    };
    const leaves = kabupaten.categories.filter(({ parent }) => parent !== null).map(({ id }) => id);
    expect(model.categories).toEqual(leaves.sort());
    for (const id of leaves)
      expect(corpus.filter(({ categoryId }) => categoryId === id).length).toBeGreaterThanOrEqual(
        10,
      );
    expect(new Set(corpus.map((each) => each.text)).size).toBe(corpus.length);
  });
});

describe('a suggested category', () => {
  it('comes with the words that spoke for it', () => {
    const found = suggestCategory(model, text, all);
    expect(found).toMatchObject({ categoryId: 'lingkungan.sampah', main: false });
    expect(found?.because.join(' ')).toMatch(/sampah|tps|truk/i);
  });

  it('is none of an empty, foreign or odd text', () => {
    for (const odd of ['', '???', '道路', 'xqzt wvvk', '\u0000', '<script>', '9 9 9'])
      expect(suggestCategory(model, odd, all)).toBeUndefined();
  });

  it('is never one that the kecamatan does not have, nor another in its place', () => {
    const without = new Set([...all].filter((id) => !id.startsWith('lingkungan')));
    expect(suggestCategory(model, text, without)).toBeUndefined();
  });
});

describe('measured', () => {
  it('on the held-out fifth of our own texts', () => {
    const found = measured(model, corpus.filter(isHeldOut));
    expect(found.mainPrecision).toBeGreaterThanOrEqual(0.6);
    expect(found.exactCoverage + found.mainCoverage).toBeGreaterThanOrEqual(0.2);
  });

  it('on the texts of the demo', () => {
    const found = measured(model, demo);
    expect(found.exactPrecision).toBeGreaterThanOrEqual(0.85);
    expect(found.exactCoverage + found.mainCoverage).toBeGreaterThanOrEqual(0.7);
  });
});
