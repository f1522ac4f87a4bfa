import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { StoredEvent } from '#libs/eventsourcing';
import { syncFolder } from '#libs/files';

const shape = z.looseObject({
  keyId: z.string().min(1).max(400),
  event: z.looseObject({
    id: z.string(),
    type: z.string(),
    streamId: z.string(),
    data: z.record(z.string(), z.unknown()),
    metadata: z.looseObject({ occurredAt: z.string() }),
  }),
});

/** An erasure as it is noted: the key that was destroyed and the event that says so; ids only, no personal data. */
export interface Erasure {
  keyId: string;
  event: Pick<StoredEvent, 'id' | 'type' | 'streamId' | 'data' | 'metadata'>;
}

/** The journal cannot be written now. Nothing was noted, so nothing may be destroyed yet. */
export class JournalUnavailable extends Error {
  override readonly name = 'JournalUnavailable';
}

/** What a journal holds; `torn` lines were cut by a crash or a full disk, and their erasure was noted again if it was done. */
export interface JournalContent {
  erasures: Erasure[];
  torn: number;
}

/** Reads a journal; of several lines for one event the first counts. Throws when the file cannot be read. */
export const readErasures = async (path: string): Promise<JournalContent> => {
  const found = new Map<string, Erasure>();
  let torn = 0;
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    if (line.trim() === '') continue;
    const erasure = parsed(line);
    if (!erasure) torn += 1;
    else if (!found.has(erasure.event.id)) found.set(erasure.event.id, erasure);
  }
  return { erasures: [...found.values()], torn };
};

const parsed = (line: string): Erasure | undefined => {
  try {
    const read = shape.safeParse(JSON.parse(line));
    return read.success ? (read.data as unknown as Erasure) : undefined;
  } catch {
    return undefined;
  }
};

// The fingerprint is sealed, but it is of no use here and need not lie in one more place.
const lineOf = ({ keyId, event }: Erasure): string => {
  const { fingerprint: _, ...metadata } = event.metadata;
  const { id, type, streamId, data } = event;
  return `${JSON.stringify({ keyId, event: { id, type, streamId, data, metadata } })}\n`;
};

/**
 * File in which every erasure is noted, kept apart from the databases: whoever restores an older backup destroys the same
 * keys again. Append-only, and on disk before the key is destroyed.
 */
export class ErasureJournal {
  private noted: Set<string> | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  /** @param path the file; undefined where the installation keeps no journal */
  constructor(private readonly path: string | undefined) {}

  /** Makes the file if need be and reads what it holds. Throws JournalUnavailable naming the file. */
  async prepare(): Promise<void> {
    const { path } = this;
    if (path === undefined) return;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await this.written(path, await this.missingEnd(path));
      const { erasures } = await readErasures(path);
      this.noted = new Set(erasures.map(({ event }) => event.id));
    } catch (error) {
      throw unavailable(path, error);
    }
  }

  /** Notes an erasure, once; resolves when it is on disk. Throws JournalUnavailable. */
  note(erasure: Erasure): Promise<void> {
    const mine = this.queue.then(() => this.append(erasure));
    this.queue = mine.catch(() => undefined);
    return mine;
  }

  private async append(erasure: Erasure): Promise<void> {
    const { path } = this;
    if (path === undefined) return;
    if (!this.noted) await this.prepare();
    if (this.noted?.has(erasure.event.id)) return;
    try {
      // Whatever was cut before must not swallow this line.
      await this.written(path, `${await this.missingEnd(path)}${lineOf(erasure)}`);
    } catch (error) {
      throw unavailable(path, error);
    }
    this.noted?.add(erasure.event.id);
  }

  private async written(path: string, text: string): Promise<void> {
    const isNew = !existsSync(path);
    const file = await open(path, 'a', 0o600);
    try {
      if (text !== '') await file.appendFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (isNew) await syncFolder(dirname(path));
  }

  /** A line that a crash cut is ended, so that the next one stands alone. */
  private async missingEnd(path: string): Promise<string> {
    if (!existsSync(path)) return '';
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size === 0) return '';
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
      return buffer[0] === 0x0a ? '' : '\n';
    } finally {
      await file.close();
    }
  }
}

const unavailable = (path: string, error: unknown): JournalUnavailable =>
  new JournalUnavailable(
    `the erasure journal ${path} (ADUAN_ERASURE_JOURNAL) cannot be written: ${(error as Error).message}`,
    { cause: error },
  );
