import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ErasureJournal,
  JournalUnavailable,
  readErasures,
  type Erasure,
} from './erasure-journal.js';

const parent = mkdtempSync(join(tmpdir(), 'aduan-journal-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const erasure = (id: string): Erasure => ({
  keyId: `c.${id}.identity`,
  event: {
    id,
    type: 'IdentityErased',
    streamId: `intake-${id}`,
    data: { ground: 'request' },
    metadata: {
      schemaVersion: 1,
      kecamatan: '64.09.02',
      round: 1,
      step: 0,
      actor: { id: 'officer', role: 'petugas' },
      occurredAt: '2026-11-24T00:00:00.000Z',
      recordedAt: '2026-11-24T00:00:00.000Z',
      correlationId: 'spec',
      fingerprint: { $sealed: 'c.x.content', v: 'hash-of-the-body' },
    },
  },
});

let path: string;
let count = 0;
beforeEach(() => {
  path = join(parent, `deep/${(count += 1)}.jsonl`);
});
const idsIn = async (): Promise<string[]> =>
  (await readErasures(path)).erasures.map(({ event }) => event.id);

describe('the erasure journal', () => {
  it('notes an erasure once, also after a restart, for its owner only', async () => {
    const journal = new ErasureJournal(path);
    await Promise.all([journal.note(erasure('a')), journal.note(erasure('a'))]);
    const later = new ErasureJournal(path);
    await later.note(erasure('a'));
    await later.note(erasure('b'));
    expect(await idsIn()).toEqual(['a', 'b']);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
    expect(readFileSync(path, 'utf8')).not.toContain('hash-of-the-body');
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  });

  it('loses no line to one that a crash cut', async () => {
    await new ErasureJournal(path).note(erasure('a'));
    appendFileSync(path, '{"keyId":"c.b.iden');
    await new ErasureJournal(path).note(erasure('b'));
    expect(await idsIn()).toEqual(['a', 'b']);
    expect((await readErasures(path)).torn).toBe(1);
  });

  it('names the file when it cannot be written, and notes later what failed', async () => {
    writeFileSync(join(parent, 'file'), '');
    const blocked = new ErasureJournal(join(parent, 'file/journal'));
    await expect(blocked.prepare()).rejects.toThrow(JournalUnavailable);
    await expect(blocked.note(erasure('a'))).rejects.toThrow('ADUAN_ERASURE_JOURNAL');
    rmSync(join(parent, 'file'));
    await blocked.note(erasure('a'));
    expect((await readErasures(join(parent, 'file/journal'))).erasures).toHaveLength(1);
  });

  it('is nothing where none is kept', async () => {
    const none = new ErasureJournal(undefined);
    await none.prepare();
    await none.note(erasure('a'));
  });
});
