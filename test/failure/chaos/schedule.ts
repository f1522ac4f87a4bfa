import { createHash } from 'node:crypto';
import type { Fault } from '../system/faults.js';
import { serverNames, serviceNames, type PartName } from '../system/names.js';

/** Numbers from 0 to 1, exclusive, that a seed determines for ever. */
const seeded = (seed: number): (() => number) => {
  let count = 0;
  return () => {
    count += 1;
    const digest = createHash('sha256').update(`aduan chaos ${seed} ${count}`).digest();
    return digest.readUInt32BE() / 2 ** 32;
  };
};

const kinds = ['kill', 'kill', 'kill', 'stop', 'freeze', 'second'] as const;
const parts: PartName[] = [...serviceNames, ...serverNames];
// The portal has one port, and a server's data one process.
const doubled: PartName[] = serviceNames.filter((name) => name !== 'portal');

/** Faults in a row, decided before anything runs: the same seed and count give the same ones. */
export const scheduleOf = (seed: number, count: number): Fault[] => {
  const random = seeded(seed);
  const between = (least: number, most: number): number =>
    least + Math.floor(random() * (most - least + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[between(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  };
  return Array.from({ length: count }, () => {
    const kind = pick(kinds);
    const part = pick(kind === 'second' ? doubled : parts);
    const seconds = kind === 'kill' ? 0 : between(1, kind === 'stop' ? 20 : 10);
    return { kind, part, seconds, after: between(1, 20) };
  });
};
