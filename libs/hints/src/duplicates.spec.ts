import { describe, expect, it } from 'vitest';
import { isHeldOut, likelyDuplicate, likenessTo, readCorpus, trained } from '../index.js';

const model = trained(readCorpus().filter((each) => !isHeldOut(each)));
const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T01:00:00.000Z`;
const pit = {
  text: 'Jalan depan pasar Waru berlubang. Dua motor jatuh karena lubang dalam.',
  villageCode: '64.09.02.1003',
  receivedAt: at(10),
};
const like = (other: Partial<typeof pit>) => likenessTo(model, pit, 60)({ ...pit, ...other });

describe('two cases', () => {
  it('about one hole, written otherwise, are alike, and the reason is told', () => {
    const found = like({
      text: 'jln dpn pasar waru lobang besar, mtr sering jatuh',
      receivedAt: at(13),
    });
    expect(found.score).toBeGreaterThanOrEqual(likelyDuplicate);
    expect(found).toMatchObject({ sameVillage: true, daysApart: 3 });
    expect(found.sharedWords).toEqual(expect.arrayContaining(['pasar', 'lubang', 'jatuh']));
  });

  it('about other matters of one village and day are not', () => {
    const found = like({ text: 'Antre surat pengantar di kantor camat terlalu lama' });
    expect(found.score).toBeLessThan(likelyDuplicate);
    const trucks = {
      ...pit,
      text: 'Truk sawit lewat jalan desa Api-api tiap sore dengan muatan penuh sampai jalannya retak. Sudah ditegur warga tapi tetap lewat.',
    };
    const board = {
      ...pit,
      text: 'Pengerjaan jalan tani di Api-api tidak ada papan informasi anggaran. Warga ingin tahu nilainya dan siapa pelaksananya.',
    };
    expect(likenessTo(model, trucks, 60)(board).score).toBeLessThan(likelyDuplicate);
    expect(like({ text: 'KTP blm jadi' })).toMatchObject({ score: 0, sharedWords: [] });
  });

  it('of other villages, or long apart, are less alike', () => {
    const same = like({}).score;
    expect(like({ villageCode: '64.09.02.2001' }).score).toBeLessThan(same - 0.3);
    expect(like({ receivedAt: '2026-12-30T01:00:00.000Z' }).score).toBeLessThan(same);
  });

  it('of any text are compared', () => {
    for (const text of ['', ' \u0000 ', '.*+?^${}()|[]\\', '1234', '💡💡', 'a'.repeat(300_000)])
      expect(like({ text })).toMatchObject({ score: 0 });
  });
});
