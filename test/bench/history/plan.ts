import { formatNumber, localYear, type Procedure } from '#libs/procedure';
import { scattered, storyOf, type Kind } from './kinds.js';
import type { Own, Pattern } from './pattern.js';
import { trackingCodeOf, wordsOf } from './words.js';

const day = 86_400_000;

export interface PlanOptions {
  total: number;
  /** Time before which the whole history lies, in ms since 1970. */
  end: number;
  /** Days over which complaints came in. */
  days: number;
  patternOf: (kind: Kind, kecamatan: string) => Pattern;
  procedureOf: (kecamatan: string) => Procedure;
}

/** A complaint of the history before it is told, with the places of its numbers. */
export interface Planned {
  index: number;
  kecamatan: string;
  pattern: Pattern;
  own: Own;
}

/** A case goes on for 1 to 12 days; nothing of the history lies in the future. */
const longestDays = 12;
/** Complaints come in some seconds apart, in the order of their numbers. */
const seriesOf = (kecamatan: string, year: number): string => `${kecamatan}|${year}`;

/**
 * Complaints in the order of their registration. Everything follows from the index, so whatever was stored of an earlier
 * run is met again exactly.
 */
export function* plan(options: PlanOptions): Generator<Planned> {
  const { total, end, days, patternOf, procedureOf } = options;
  const registers = new Map<string, number>();
  const documents = new Map<string, number>();
  const nextOf = (counts: Map<string, number>, series: string): number => {
    const n = (counts.get(series) ?? 0) + 1;
    counts.set(series, n);
    return n;
  };
  const begin = end - (days + longestDays) * day;
  for (let index = 0; index < total; index += 1) {
    const { kind, place } = storyOf(index, total);
    const { kecamatan } = place;
    const pattern = patternOf(kind, kecamatan);
    const { numbering, timeZone } = procedureOf(kecamatan);
    const startsAt = Math.floor(begin + (index / total) * days * day);
    const year = localYear(timeZone, new Date(startsAt).toISOString());
    const series = seriesOf(kecamatan, year);
    const n = nextOf(registers, series);
    const lasts = day * (1 + (scattered(index + 99) % (longestDays - 1)));
    const own: Own = {
      serial: scattered(index),
      startsAt,
      stretch: Math.max(1, lasts / Math.max(1, pattern.span)),
      registerNumber: formatNumber(numbering.register, { n, year }),
      n,
      year,
      documents: Array.from({ length: pattern.documents }, () => {
        const number = nextOf(documents, series);
        return { n: number, number: formatNumber(numbering.beritaAcara, { n: number, year }) };
      }),
      trackingCode: trackingCodeOf(index),
      ...wordsOf(index),
    };
    yield { index, kecamatan, pattern, own };
  }
}
