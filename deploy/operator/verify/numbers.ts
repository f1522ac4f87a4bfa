import type { Position } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { eventsUpTo } from './up-to.js';

interface Numbered {
  holder: string;
  n: number;
  year: number;
}

const numberedBy = (type: string, data: Record<string, unknown>): Numbered | undefined => {
  if (type !== 'RegisterNumberAssigned' && type !== 'BeritaAcaraNumbered') return undefined;
  const { documentId, n, year } = data;
  return {
    holder: typeof documentId === 'string' ? documentId : '',
    n: Number(n),
    year: Number(year),
  };
};

/**
 * Compares the series of numbers with the cases that bear them: in each series no hole and nobody twice, and every number on a
 * case is the one that was given to it. A number whose case was cut off a moment ago is not told: its service finishes it.
 */
export const verifyNumbers = async (
  kit: ServiceKit,
  end: Position,
): Promise<{ numbers: number; problems: string[] }> => {
  const problems: string[] = [];
  const next = new Map<string, bigint>();
  /** Given, and not seen on their case yet: so few as are under way. */
  const open = new Map<string, number>();
  let numbers = 0;
  for await (const { type, streamId, revision, data, metadata } of eventsUpTo(kit.store, end)) {
    if (type === 'NumberAllocated') {
      numbers += 1;
      if (revision !== (next.get(streamId) ?? 0n))
        problems.push(`${streamId} has a hole before number ${revision + 1n}`);
      next.set(streamId, revision + 1n);
      const key = `${streamId}|${String(data['holderId'])}`;
      if (open.has(key)) problems.push(`${streamId}: ${String(data['holderId'])} has two numbers`);
      open.set(key, Number(revision) + 1);
      continue;
    }
    const numbered = numberedBy(type, data);
    if (!numbered) continue;
    const kind = type === 'BeritaAcaraNumbered' ? 'resolution-ba' : 'intake-register';
    const series = `${kind}-${metadata.kecamatan}-${numbered.year}`;
    const key = `${series}|${numbered.holder || (metadata.complaintId ?? '')}`;
    if (open.get(key) !== numbered.n)
      problems.push(`${streamId} bears number ${numbered.n}, which ${series} did not give it`);
    open.delete(key);
  }
  return { numbers, problems };
};
