/** A small writer for the protocol's hot messages; everything else uses the generated classes. */
class ProtoWriter {
  private readonly buffer: Buffer;
  private at = 0;

  constructor(capacity: number) {
    this.buffer = Buffer.allocUnsafe(capacity);
  }

  uint(field: number, value: number | bigint): this {
    this.tag(field, 0);
    if (typeof value === 'bigint') this.bigVarint(value);
    else this.varint(value);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.tag(field, 2);
    this.varint(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
    return this;
  }

  text(field: number, value: string): this {
    const length = Buffer.byteLength(value);
    this.tag(field, 2);
    this.varint(length);
    this.at += this.buffer.write(value, this.at, length, 'utf8');
    return this;
  }

  /** Opens a nested message whose encoded length is already known. */
  nested(field: number, length: number): this {
    this.tag(field, 2);
    this.varint(length);
    return this;
  }

  done(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  private tag(field: number, wireType: number): void {
    this.buffer[this.at++] = (field << 3) | wireType;
  }

  private varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.buffer[this.at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.buffer[this.at++] = rest;
  }

  private bigVarint(value: bigint): void {
    let rest = value;
    while (rest > 0x7fn) {
      this.buffer[this.at++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.buffer[this.at++] = Number(rest);
  }
}

const sizeOfLength = (length: number): number =>
  length < 0x80 ? 1 : length < 0x4000 ? 2 : length < 0x200000 ? 3 : length < 0x10000000 ? 4 : 5;

/** One event as it is stored and sent: everything that the protocol's RecordedEvent carries. */
export interface RecordedEvent {
  /** Canonical lower-case UUID. */
  id: string;
  stream: string;
  revision: number | bigint;
  position: number;
  type: string;
  json: boolean;
  /** Milliseconds since 1970. */
  created: number;
  customMetadata: Uint8Array;
  data: Uint8Array;
}

function mapEntry(writer: ProtoWriter, key: string, value: string): void {
  const size = Buffer.byteLength(value);
  writer.nested(6, 2 + key.length + 1 + sizeOfLength(size) + size);
  writer.text(1, key).text(2, value);
}

/**
 * Encodes a RecordedEvent message. This is the form in which events lie on disk, so that a read only copies bytes.
 * `created` goes out in ticks of 100 ns since 1970, as the client expects.
 */
export function encodeRecorded(event: RecordedEvent): Buffer {
  const name = Buffer.from(event.stream, 'utf8');
  const size = name.length + event.customMetadata.length + event.data.length;
  const writer = new ProtoWriter(size + Buffer.byteLength(event.type) + 256);
  writer.nested(1, 38).text(2, event.id);
  writer.nested(2, 1 + sizeOfLength(name.length) + name.length).bytes(3, name);
  writer.uint(3, event.revision).uint(4, event.position).uint(5, event.position);
  mapEntry(writer, 'type', event.type);
  mapEntry(writer, 'content-type', event.json ? 'application/json' : 'application/octet-stream');
  mapEntry(writer, 'created', `${event.created}0000`);
  if (event.customMetadata.length > 0) writer.bytes(7, event.customMetadata);
  if (event.data.length > 0) writer.bytes(8, event.data);
  return writer.done();
}

/** Frames an event (and the link through which it was found) as a ReadResp message. */
export function eventFrame(
  event: Buffer | undefined,
  link: Buffer | undefined,
  at: number,
): Buffer {
  const size = (event?.length ?? 0) + (link?.length ?? 0) + 32;
  const inner = new ProtoWriter(size);
  if (event) inner.bytes(1, event);
  if (link) inner.bytes(2, link);
  const readEvent = inner.uint(3, at).done();
  return new ProtoWriter(readEvent.length + 8).bytes(1, readEvent).done();
}

/** Frames a checkpoint as a ReadResp message. */
export function checkpointFrame(commit: number, prepare: number): Buffer {
  const inner = new ProtoWriter(24).uint(1, commit).uint(2, prepare).done();
  return new ProtoWriter(32).bytes(3, inner).done();
}

/** Frames the first message of a subscription. */
export function confirmationFrame(subscriptionId: string): Buffer {
  const inner = new ProtoWriter(64).text(1, subscriptionId).done();
  return new ProtoWriter(72).bytes(2, inner).done();
}

/** The message by which a subscription says once that it is live. */
export const caughtUpFrame = Buffer.from([0x42, 0]);

/** The whole answer to a read of a stream that is not there. */
export function streamNotFoundFrame(stream: string): Buffer {
  const name = Buffer.from(stream, 'utf8');
  const identifier = new ProtoWriter(name.length + 8).bytes(3, name).done();
  const notFound = new ProtoWriter(identifier.length + 8).bytes(1, identifier).done();
  return new ProtoWriter(notFound.length + 8).bytes(4, notFound).done();
}
