import { readDoc, MalformedBson } from '../bson/read.js';
import { isDoc, type Doc, type Value } from '../bson/values.js';
import { writeDoc } from '../bson/write.js';

/** The bytes on a socket are not a message that this server reads; the connection is closed. */
export class MalformedMessage extends Error {}

/** Largest message, in bytes, as `hello` announces it. */
export const MAX_MESSAGE_BYTES = 48_000_000;

const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const REQUIRED_FLAGS = 0xffff;

/** One request as it came from the wire. */
export interface Message {
  requestId: number;
  /** The first handshake comes as OP_QUERY and is answered by OP_REPLY. */
  legacy: boolean;
  /** False when the client asked for no answer (an unacknowledged write). */
  wantsReply: boolean;
  command: Doc;
}

/** The bytes of a message could be cut out, but its BSON holds something that is refused by name. */
export class RefusedMessage extends Error {
  constructor(
    readonly requestId: number,
    readonly legacy: boolean,
    readonly refusal: Error,
  ) {
    super(refusal.message);
  }
}

/** Cuts a stream of bytes into messages. */
export class MessageSplitter {
  private chunks: Buffer[] = [];
  private size = 0;

  /** @throws MalformedMessage when a message announces an impossible length */
  *push(chunk: Buffer): Generator<Buffer> {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.size >= 4) {
      const length = this.announced();
      if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES)
        throw new MalformedMessage(`a message of ${length} bytes`);
      if (this.size < length) return;
      const bytes = this.joined();
      this.chunks = bytes.length > length ? [bytes.subarray(length)] : [];
      this.size -= length;
      yield bytes.subarray(0, length);
    }
  }

  private announced(): number {
    const [first] = this.chunks;
    return first !== undefined && first.length >= 4
      ? first.readInt32LE()
      : this.joined().readInt32LE();
  }

  private joined(): Buffer {
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] as Buffer;
  }
}

/**
 * Decodes one message.
 * @throws MalformedMessage when it is neither OP_MSG nor a command in OP_QUERY
 * @throws RefusedMessage when it is well-formed and holds something that the server refuses
 */
export function readMessage(bytes: Buffer): Message {
  const requestId = bytes.readInt32LE(4);
  const opCode = bytes.readInt32LE(12);
  if (opCode !== OP_MSG && opCode !== OP_QUERY)
    throw new MalformedMessage(`operation code ${opCode}`);
  try {
    return opCode === OP_MSG ? readOpMsg(bytes, requestId) : readOpQuery(bytes, requestId);
  } catch (error) {
    if (error instanceof RangeError || error instanceof MalformedBson)
      throw new MalformedMessage(error.message);
    if (error instanceof Error && !(error instanceof MalformedMessage))
      throw new RefusedMessage(requestId, opCode === OP_QUERY, error);
    throw error;
  }
}

function readOpMsg(bytes: Buffer, requestId: number): Message {
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  if ((flags & REQUIRED_FLAGS & ~MORE_TO_COME) !== 0)
    throw new MalformedMessage(
      (flags & CHECKSUM_PRESENT) === 0 ? `unknown flags ${flags}` : 'checksums are not supported',
    );
  let command: Doc | undefined;
  const sequences: Array<[string, Value[]]> = [];
  for (let at = HEADER_BYTES + 4; at < bytes.length;) {
    const kind = bytes[at];
    const size = bytes.readInt32LE(at + 1);
    const end = at + 1 + size;
    if (size < 5 || end > bytes.length) throw new MalformedMessage('a section ends too late');
    const section = bytes.subarray(at + 1, end);
    if (kind === 0 && command === undefined) command = readDoc(section);
    else if (kind === 1) sequences.push(readSequence(section));
    else throw new MalformedMessage(`section kind ${String(kind)}`);
    at = end;
  }
  if (command === undefined) throw new MalformedMessage('a message without a body');
  for (const [name, documents] of sequences) {
    if (command.has(name)) throw new MalformedMessage(`'${name}' is given twice`);
    command.set(name, documents);
  }
  return { requestId, legacy: false, wantsReply: (flags & MORE_TO_COME) === 0, command };
}

function readSequence(section: Buffer): [string, Value[]] {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new MalformedMessage('a document sequence without a name');
  const documents: Value[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length)
      throw new MalformedMessage('a document of a sequence ends too late');
    documents.push(readDoc(section.subarray(at, at + size)));
    at += size;
  }
  return [section.toString('utf8', 4, nameEnd), documents];
}

function readOpQuery(bytes: Buffer, requestId: number): Message {
  const nameStart = HEADER_BYTES + 4;
  const nameEnd = bytes.indexOf(0, nameStart);
  const name = bytes.toString('utf8', nameStart, nameEnd);
  if (nameEnd < 0 || !name.endsWith('.$cmd'))
    throw new MalformedMessage('OP_QUERY is only read as a command');
  const start = nameEnd + 1 + 8;
  const size = bytes.readInt32LE(start);
  if (size < 5 || start + size > bytes.length)
    throw new MalformedMessage('OP_QUERY ends too early');
  const command = readDoc(bytes.subarray(start, start + size));
  const wrapped = command.get('$query');
  const query = isDoc(wrapped) ? wrapped : command;
  query.set('$db', name.slice(0, -'.$cmd'.length));
  return { requestId, legacy: true, wantsReply: true, command: query };
}

let lastReplyId = 0;

/** Encodes the answer to a message. */
export function writeReply(message: { requestId: number; legacy: boolean }, reply: Doc): Buffer {
  const body = writeDoc(reply);
  const head = Buffer.alloc(message.legacy ? HEADER_BYTES + 20 : HEADER_BYTES + 5);
  lastReplyId = (lastReplyId + 1) % 0x7fffffff;
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(lastReplyId, 4);
  head.writeInt32LE(message.requestId, 8);
  head.writeInt32LE(message.legacy ? OP_REPLY : OP_MSG, 12);
  if (message.legacy) {
    head.writeInt32LE(8, HEADER_BYTES);
    head.writeInt32LE(1, HEADER_BYTES + 16);
  }
  return Buffer.concat([head, body]);
}
