import { inflateSync } from 'node:zlib';
import { DomainError } from '#libs/contracts';

/** What an object stream may hold when unpacked: dictionaries only, for what is large lies outside of them. */
const unpackedBytes = 16 * 1024 * 1024;
const mostObjectStreams = 20_000;
/** All object streams of one file together, so that many small ones are no bomb either. */
const unpackedInAll = 64 * 1024 * 1024;

/** Names that make a PDF do something when it is read, after ISO 32000-1, 12.6 and 7.11.4. */
const active =
  /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|Movie|Rendition)(?![\w.-])/;

const broken = (): DomainError => new DomainError('file-broken');

// A name may be written in disguise: /J#61vaScript.
const plainNames = (text: string): string =>
  text.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

interface Part {
  /** Dictionaries and everything else outside of streams. */
  text: string;
  stream?: Uint8Array;
}

/** The file cut at its streams: names are looked for outside of them, for the bytes of a picture may spell anything. */
function* partsOf(bytes: Buffer): Generator<Part> {
  let from = 0;
  for (;;) {
    const at = bytes.indexOf('stream', from, 'latin1');
    if (at < 0) break;
    const isEnd = bytes.subarray(at - 3, at).toString('latin1') === 'end';
    const next = bytes[at + 6];
    if (isEnd || (next !== 0x0a && next !== 0x0d)) {
      yield { text: bytes.subarray(from, at + 6).toString('latin1') };
      from = at + 6;
      continue;
    }
    const begin = at + (next === 0x0d && bytes[at + 7] === 0x0a ? 8 : 7);
    const end = bytes.indexOf('endstream', begin, 'latin1');
    if (end < 0) throw broken();
    yield {
      text: bytes.subarray(from, at).toString('latin1'),
      stream: bytes.subarray(begin, end),
    };
    from = end + 'endstream'.length;
  }
  yield { text: bytes.subarray(from).toString('latin1') };
}

/** The dictionary that stands right before a stream. */
const dictionaryOf = (text: string): string => text.slice(Math.max(0, text.lastIndexOf(' obj')));

const unpacked = (stream: Uint8Array): string => {
  try {
    return inflateSync(stream, { maxOutputLength: unpackedBytes }).toString('latin1');
  } catch {
    throw broken();
  }
};

/** Everything in the file in which a name has meaning. Throws DomainError `file-broken`. */
const readable = (bytes: Buffer): string => {
  const texts: string[] = [];
  let streams = 0;
  let length = 0;
  for (const { text, stream } of partsOf(bytes)) {
    const named = plainNames(text);
    texts.push(named);
    if (!stream || !/\/ObjStm(?!\w)/.test(dictionaryOf(named))) continue;
    streams += 1;
    if (streams > mostObjectStreams) throw broken();
    const packed = /\/Filter/.test(dictionaryOf(named));
    const objects = packed ? unpacked(stream) : Buffer.from(stream).toString('latin1');
    length += objects.length;
    if (length > unpackedInAll) throw broken();
    texts.push(plainNames(objects));
  }
  return texts.join('\n');
};

/**
 * Looks a PDF over without showing it: that it is whole, not locked, and holds no program and no other file. Answers its number
 * of pages. The names looked for are those of ISO 32000-1; pages and pictures are not opened, viewers do that.
 * Throws DomainError `file-broken`, `pdf-encrypted`, `pdf-active`.
 */
export const inspectPdf = (bytes: Uint8Array): { pages: number } => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = file.subarray(-2_048).toString('latin1');
  if (file.subarray(0, 5).toString('latin1') !== '%PDF-' || !end.includes('%%EOF')) throw broken();
  const text = readable(file);
  if (/\/Encrypt(?!\w)/.test(text)) throw new DomainError('pdf-encrypted');
  if (active.test(text)) throw new DomainError('pdf-active');
  const pages = [...text.matchAll(/\/Type\s*\/Page(?![\w])/g)].length;
  if (pages === 0 || !/\/Type\s*\/Catalog(?!\w)/.test(text)) throw broken();
  return { pages };
};
