import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import { Decrypter, Encrypter } from 'age-encryption';
import { Refused } from '../command.js';

const chunkChars = 64 * 1024;

/** Lines as texts of some size: one by one they would cost more than what is done with them. */
async function* gathered(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const line of lines) {
    text += `${line}\n`;
    if (text.length < chunkChars) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** What a written file is. */
export interface Written {
  bytes: number;
  sha256: string;
}

/**
 * Writes lines to a new file: compressed, sealed for the recipient, on disk when it resolves. Nothing is held in memory but what is
 * under way. Throws what the file system and the lines throw.
 */
export const writeSealed = async (
  path: string,
  recipient: string,
  lines: AsyncIterable<string>,
): Promise<Written> => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    Readable.from(gathered(lines), { objectMode: false }),
    createGzip({ level: 1 }),
    async function* (zipped: AsyncIterable<Buffer>) {
      const plain = Readable.toWeb(Readable.from(zipped, { objectMode: false }));
      const sealed = await encrypter.encrypt(plain as ReadableStream<Uint8Array>);
      for await (const chunk of Readable.fromWeb(sealed as never) as AsyncIterable<Uint8Array>) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  );
  return { bytes, sha256: hash.digest('hex') };
};

/** SHA-256 and size of a file, read in pieces. Throws Refused when it cannot be read. */
export const hashFile = async (path: string): Promise<Written> => {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    throw new Refused(`${path} cannot be read: ${(error as Error).message}`);
  }
  return { bytes, sha256: hash.digest('hex') };
};

const opened = (path: string, error: unknown): Refused => {
  const { message } = error as Error;
  return message.includes('no identity matched')
    ? new Refused(`${path} was sealed for another backup key`)
    : new Refused(`${path} is damaged or cut: ${message}`);
};

/** The lines of a sealed file. Throws Refused for another key and for a file that is damaged, cut or cannot be read. */
export async function* readSealed(path: string, identity: string): AsyncGenerator<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const file = createReadStream(path);
  const gunzip = createGunzip();
  const fail = (error: Error): void => void gunzip.destroy(error);
  file.on('error', fail);
  try {
    const sealed = Readable.toWeb(file) as ReadableStream<Uint8Array>;
    const plain = Readable.fromWeb((await decrypter.decrypt(sealed)) as never);
    plain.on('error', fail);
    plain.pipe(gunzip);
    yield* linesOf(gunzip);
  } catch (error) {
    throw error instanceof Refused ? error : opened(path, error);
  } finally {
    gunzip.destroy();
    file.destroy();
  }
}

// Not node:readline, which also breaks lines at U+2028, a character that JSON texts may hold.
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of chunks) {
    // Only what is new is looked through: a line may be a whole file.
    const [first = '', ...more] = decoder.write(chunk).split('\n');
    rest += first;
    const last = more.pop();
    if (last === undefined) continue;
    yield rest;
    yield* more;
    rest = last;
  }
  if (rest !== '') throw new Error('the last line is cut');
}
