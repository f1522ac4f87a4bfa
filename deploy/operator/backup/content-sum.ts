import { createHash } from 'node:crypto';
import { canonicalJson } from '#libs/eventsourcing';

const modulus = 1n << 256n;

/**
 * A fingerprint of many records that does not depend on their order: the SHA-256 of each, added up. Two stores with the same
 * count and sum hold the same records.
 */
export class ContentSum {
  count = 0;
  private sum = 0n;

  add(record: unknown): void {
    this.count += 1;
    const digest = createHash('sha256').update(canonicalJson(record)).digest('hex');
    this.sum = (this.sum + BigInt(`0x${digest}`)) % modulus;
  }

  /** 64 hexadecimal digits. */
  get text(): string {
    return this.sum.toString(16).padStart(64, '0');
  }
}
