/** A byte buffer that grows. `take` hands out a copy and empties it, so that one writer can be used again. */
export class ByteWriter {
  private bytes: Buffer;
  length = 0;

  constructor(capacity = 1024) {
    this.bytes = Buffer.allocUnsafe(capacity);
  }

  private reserve(count: number): number {
    const at = this.length;
    const needed = at + count;
    if (needed > this.bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
      this.bytes.copy(grown, 0, 0, at);
      this.bytes = grown;
    }
    this.length = needed;
    return at;
  }

  u8(value: number): void {
    const at = this.reserve(1);
    this.bytes[at] = value;
  }

  u16be(value: number): void {
    const at = this.reserve(2);
    this.bytes.writeUInt16BE(value, at);
  }

  u32be(value: number): void {
    const at = this.reserve(4);
    this.bytes.writeUInt32BE(value, at);
  }

  i32(value: number): void {
    const at = this.reserve(4);
    this.bytes.writeInt32LE(value, at);
  }

  i64(value: bigint): void {
    const at = this.reserve(8);
    this.bytes.writeBigInt64LE(value, at);
  }

  u64be(value: bigint): void {
    const at = this.reserve(8);
    this.bytes.writeBigUInt64BE(value, at);
  }

  double(value: number): void {
    const at = this.reserve(8);
    this.bytes.writeDoubleLE(value, at);
  }

  doubleBe(value: number): number {
    const at = this.reserve(8);
    this.bytes.writeDoubleBE(value, at);
    return at;
  }

  raw(value: Uint8Array): void {
    const at = this.reserve(value.length);
    this.bytes.set(value, at);
  }

  utf8(value: string): number {
    const at = this.reserve(value.length * 3);
    const written = this.bytes.write(value, at, 'utf8');
    this.length = at + written;
    return written;
  }

  cstring(value: string): void {
    this.utf8(value);
    this.u8(0);
  }

  /** Keeps room for a length that is known later; give the answer to `patchI32`. */
  placeholder(): number {
    return this.reserve(4);
  }

  patchI32(at: number, value: number): void {
    this.bytes.writeInt32LE(value, at);
  }

  /** Flips every bit from `from` on: what sorted ascending then sorts descending. */
  invertFrom(from: number): void {
    for (let at = from; at < this.length; at += 1) this.bytes[at] = ~(this.bytes[at] ?? 0) & 0xff;
  }

  /** Makes the eight bytes at `at` sort like the double that they hold. */
  makeDoubleSortable(at: number): void {
    const negative = ((this.bytes[at] ?? 0) & 0x80) !== 0;
    if (negative) this.invertFrom(at);
    else this.bytes[at] = (this.bytes[at] ?? 0) | 0x80;
  }

  truncate(length: number): void {
    this.length = length;
  }

  copyFrom(from: number): Buffer {
    return Buffer.from(this.bytes.subarray(from, this.length));
  }

  take(): Buffer {
    const copy = this.copyFrom(0);
    this.length = 0;
    return copy;
  }
}
