import { createHash } from 'node:crypto';

const buckets = 256;
const modulus = 1n << 128n;

/** What is counted of an event wherever it lies: the same in store and stream. */
export interface Seen {
  id: string;
  streamId: string;
  revision: string;
}

const digestOf = ({ id, streamId, revision }: Seen): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([id, streamId, revision]))
    .digest();

/** Which of the 256 buckets an event falls into. */
export const bucketOf = (seen: Seen): number => digestOf(seen)[0] ?? 0;

/**
 * Counts events in flat memory: per bucket how many, and the sum of their hashes. Two tallies are equal when both saw the same events equally
 * often; where they differ, only the events of those buckets need to be looked at one by one.
 */
export class Tally {
  count = 0;
  private readonly counts = new Uint32Array(buckets);
  private readonly sums = Array.from({ length: buckets }, () => 0n);

  add(seen: Seen): void {
    const digest = digestOf(seen);
    const bucket = digest[0] ?? 0;
    this.count += 1;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    const value = BigInt(`0x${digest.subarray(0, 16).toString('hex')}`);
    this.sums[bucket] = ((this.sums[bucket] ?? 0n) + value) % modulus;
  }

  /** Buckets in which the two differ. */
  differences(other: Tally): Set<number> {
    const found = new Set<number>();
    for (let bucket = 0; bucket < buckets; bucket += 1)
      if (this.counts[bucket] !== other.counts[bucket] || this.sums[bucket] !== other.sums[bucket])
        found.add(bucket);
    return found;
  }
}
