import { describe, expect, it } from 'vitest';
import {
  businessMinutesBetween,
  categoryPath,
  enabledKecamatan,
  eventsThatEnd,
  findKecamatan,
  loadKabupaten,
  officeCalendar,
  procedure as procedureSchema,
  procedureInForce,
  stepIsDone,
  stepOf,
  unitOf,
  villageOf,
} from '../index.js';

const kabupaten = await loadKabupaten('deploy/kabupaten/penajam-paser-utara.yaml');
const waru = findKecamatan(kabupaten, '64.09.02');
const penajam = findKecamatan(kabupaten, '64.09.01');
if (!waru || !penajam) throw new Error('Waru and Penajam are enabled');

describe('Penajam Paser Utara', () => {
  it('has four kecamatan, two of which take part', () => {
    expect(kabupaten).toMatchObject({ code: '64.09', name: 'Penajam Paser Utara' });
    expect(kabupaten.kecamatan.map(({ code, name, enabled }) => [code, name, enabled])).toEqual([
      ['64.09.02', 'Waru', true],
      ['64.09.01', 'Penajam', true],
      ['64.09.03', 'Babulu', false],
      ['64.09.04', 'Sepaku', false],
    ]);
    expect(enabledKecamatan(kabupaten).map(({ name }) => name)).toEqual(['Waru', 'Penajam']);
    expect(findKecamatan(kabupaten, '64.09.03')).toBeUndefined();
  });

  it('follows the published procedure of Waru: 245 minutes, free of charge', () => {
    const { procedure } = waru;
    expect(procedure.steps.map(({ step, role, minutes }) => [step, role, minutes])).toEqual([
      [1, 'petugas', 5],
      [2, 'tim', 20],
      [3, 'kasi', 60],
      [4, 'tim', 120],
      [5, 'kasi', 15],
      [6, 'camat', 15],
      [7, 'petugas', 10],
    ]);
    expect(procedure.totalMinutes).toBe(245);
    expect(procedure.freeOfCharge).toBe(true);
    expect(stepOf(procedure, 3).title.id).toBe('Kasi/Kasubbag');
    expect(procedure.channels).toHaveLength(10);
  });

  it('ends step 6 with an electronic signature, or with the stamp on signed paper', () => {
    const step6 = stepOf(waru.procedure, 6);
    expect(eventsThatEnd(step6)).toEqual(['AnswerSigned', 'AnswerStamped']);
    const signed = (method: string) => ({ type: 'AnswerSigned', method });
    const stamped = { type: 'AnswerStamped' };
    expect(stepIsDone(step6, [signed('electronic')])).toBe(true);
    expect(stepIsDone(step6, [signed('paper')])).toBe(false);
    expect(stepIsDone(step6, [signed('paper'), stamped])).toBe(true);
    expect(stepIsDone(step6, [])).toBe(false);
  });
  it('ends step 7 with both of its events', () => {
    const step7 = stepOf(waru.procedure, 7);
    const delivered = { type: 'ResultDelivered' };
    expect(stepIsDone(step7, [delivered])).toBe(false);
    expect(stepIsDone(step7, [delivered, { type: 'SatisfactionClarified' }])).toBe(true);
  });
  it('still reads a procedure that was published before: one event ends a step, and there are no letterheads', () => {
    const { letterheads: _, ...older } = waru.procedure;
    const steps = older.steps.map((each) =>
      each.step === 6 ? { ...each, doneBy: ['AnswerSigned'] } : each,
    );
    const read = procedureSchema.parse({ ...older, steps });
    expect(stepIsDone(stepOf(read, 6), [{ type: 'AnswerSigned', method: 'paper' }])).toBe(true);
  });

  it('has the short way off in Waru and on in Penajam, never for a complaint', () => {
    expect(waru.procedure.options.shortWay.types).toEqual([]);
    expect(penajam.procedure.options.shortWay.types).toEqual([
      'consultation',
      'information-request',
    ]);
  });

  it('knows kelurahan and desa, which are units as well', () => {
    const kinds = ({ procedure }: typeof waru) =>
      ['kelurahan', 'desa'].map(
        (kind) => procedure.villages.filter((each) => each.kind === kind).length,
      );
    expect(kinds(waru)).toEqual([1, 3]);
    expect(kinds(penajam)).toEqual([19, 4]);
    expect(villageOf(waru.procedure, '64.09.02.2004')?.name).toBe('Bangun Mulya');
    expect(unitOf(waru.procedure, '64.09.02.2004')?.name).toBe('Desa Bangun Mulya');
    expect(unitOf(waru.procedure, '64.09.02')?.name).toBe('Kecamatan Waru');
    expect(unitOf(waru.procedure, '64.09.01.1011')).toBeUndefined();
  });

  it('has a category tree of two levels with 3 to 6 children each', () => {
    const { categories } = waru.procedure;
    const roots = categories.filter(({ parent }) => parent === null);
    expect(roots.length).toBeGreaterThanOrEqual(12);
    for (const { id } of roots) {
      const children = categories.filter(({ parent }) => parent === id).length;
      expect([3, 4, 5, 6]).toContain(children);
    }
    expect(categoryPath(waru.procedure, 'infrastruktur.jalan-rusak').map(({ id }) => id)).toEqual([
      'infrastruktur',
      'infrastruktur.jalan-rusak',
    ]);
    expect(categoryPath(waru.procedure, 'none')).toEqual([]);
  });

  it('lists the holidays of the two decrees', () => {
    const count = (year: string, kind: string) =>
      waru.calendar.holidays.filter((each) => each.date.startsWith(year) && each.kind === kind)
        .length;
    expect([count('2026', 'national'), count('2026', 'cuti-bersama')]).toEqual([17, 8]);
    expect([count('2027', 'national'), count('2027', 'cuti-bersama')]).toEqual([18, 8]);
  });

  it('works the hours of Perpres 21/2023 a week: 37 h 30, in Ramadan 32 h 30', () => {
    const week = (monday: string, sunday: string) =>
      businessMinutesBetween(waru.calendar, `${monday}T00:00:00+08:00`, `${sunday}T23:59:00+08:00`)
        .minutes;
    expect(week('2026-11-23', '2026-11-29')).toBe(37.5 * 60);
    expect(week('2026-02-23', '2026-03-01')).toBe(32.5 * 60);
    expect(week('2027-02-15', '2027-02-21')).toBe(32.5 * 60);
  });

  it('survives the way through an event, far below the size limit of one', () => {
    for (const { procedure, calendar } of enabledKecamatan(kabupaten)) {
      expect(procedureSchema.parse(JSON.parse(JSON.stringify(procedure)))).toEqual(procedure);
      expect(officeCalendar.parse(JSON.parse(JSON.stringify(calendar)))).toEqual(calendar);
      expect(JSON.stringify(procedure).length).toBeLessThan(128 * 1024);
    }
  });
});

describe('the version in force', () => {
  const version = (n: number, effectiveFrom: string) => ({
    ...waru.procedure,
    version: n,
    effectiveFrom,
  });
  const versions = [version(1, '2026-01-01'), version(3, '2027-01-01'), version(2, '2027-01-01')];
  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 1],
    ['2026-12-31', 1],
    ['2027-01-01', 3],
  ])('on %s: %s', (date, expected) => {
    expect(procedureInForce(versions, date)?.version).toBe(expected);
  });
});
