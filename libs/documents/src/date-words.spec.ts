import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateInWords, longDate } from './date-words.js';

describe('a date in words', () => {
  it.each([
    [
      '2026-11-24',
      'Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam',
      '24 November 2026',
    ],
    [
      '2024-02-29',
      'Kamis tanggal dua puluh sembilan bulan Februari tahun dua ribu dua puluh empat',
      '29 Februari 2024',
    ],
    ['2000-01-01', 'Sabtu tanggal satu bulan Januari tahun dua ribu', '1 Januari 2000'],
    [
      '2027-08-11',
      'Rabu tanggal sebelas bulan Agustus tahun dua ribu dua puluh tujuh',
      '11 Agustus 2027',
    ],
  ])('%s', (date, words, long) => {
    expect(dateInWords(date)).toBe(words);
    expect(longDate(date)).toBe(long);
  });

  it('agrees with what the platform says of any date', () => {
    const said = new Intl.DateTimeFormat('id-ID', { dateStyle: 'full', timeZone: 'UTC' });
    const range = { min: new Date('1990-01-01'), max: new Date('2199-12-31'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (at) => {
        const date = at.toISOString().slice(0, 10);
        const [weekday] = dateInWords(date).split(' ');
        expect(said.format(at).replace(', 0', ', ')).toBe(`${weekday}, ${longDate(date)}`);
      }),
    );
  });

  it.each(['2026-02-30', '2026-13-01', '24-11-2026', '', '2026-11-24T00:00:00Z'])(
    'refuses %s',
    (date) => {
      expect(() => dateInWords(date)).toThrow(RangeError);
      expect(() => longDate(date)).toThrow(RangeError);
    },
  );
});
