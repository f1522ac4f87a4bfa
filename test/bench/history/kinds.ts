import { stages } from '../../../deploy/demo/walk.js';

/** How the story of a complaint goes. */
export const kinds = [...stages, 'reopened', 'referred', 'withdrawn'] as const;
export type Kind = (typeof kinds)[number];

/** Kecamatan of the history, with a village and how many of 100 complaints come from there. */
export const places = [
  { kecamatan: '64.09.02', name: 'waru', village: '64.09.02.1003', share: 40 },
  { kecamatan: '64.09.01', name: 'penajam', village: '64.09.01.1011', share: 60 },
] as const;
export type Place = (typeof places)[number];

/** Shares in 1,000 of what is long over, and of the newest tenth, of which many are still worked on. */
const over: [Kind, number][] = [
  ['closed', 840],
  ['reopened', 60],
  ['referred', 60],
  ['withdrawn', 40],
];
const recent: [Kind, number][] = [
  ['closed', 540],
  ['reopened', 30],
  ['referred', 50],
  ['withdrawn', 30],
  ['registered', 40],
  ['classified', 50],
  ['consulted', 50],
  ['coordinated', 40],
  ['met', 40],
  ['settled', 30],
  ['approved', 30],
  ['signed', 30],
  ['delivered', 40],
];

/** 32 bits that look like chance, one to one: no two numbers give the same (finaliser of MurmurHash3). */
export const scattered = (value: number): number => {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const pick = (shares: readonly [Kind, number][], place: number): Kind => {
  let left = place;
  for (const [kind, share] of shares) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'closed';
};

/** How complaint `index` of `total` goes, and where: always the same for the same numbers. */
export const storyOf = (index: number, total: number): { kind: Kind; place: Place } => {
  const chance = scattered(index ^ 0x5bd1e995);
  const shares = index >= total * 0.9 ? recent : over;
  const place = chance % 100 < places[0].share ? places[0] : places[1];
  return { kind: pick(shares, Math.floor(chance / 100) % 1_000), place };
};
