import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FileDiffers } from '#libs/attachments';
import { caseFactsOf, documentId, documentNumber, occasion } from '#libs/testing';
import { documentOf } from './document.js';
import { forgetDraft, paperOf } from './paper.js';

/** Files in memory that forget, fail and race as told. */
const filesOf = () => {
  const kept = new Map<string, Buffer>();
  const fails: string[] = [];
  const may = (what: string): void => {
    if (fails[0] === what) {
      fails.shift();
      throw new Error(`cannot ${what}`);
    }
  };
  return {
    kept,
    fails,
    get: (fileId: string) => Promise.resolve(kept.get(fileId)),
    put: async (fileId: string, _: string, bytes: Uint8Array): Promise<void> => {
      await Promise.resolve();
      may(kept.size === 0 ? 'keep data' : 'keep paper');
      const before = kept.get(fileId);
      if (before && Buffer.compare(before, bytes) !== 0) throw new FileDiffers(fileId);
      kept.set(fileId, Buffer.from(bytes));
    },
    remove: (fileId: string) => Promise.resolve(void kept.delete(fileId)),
  };
};

const complaintId = randomUUID();
const place = { documentId, complaintId };
const compose = (answer: string) => () =>
  Promise.resolve(
    documentOf({
      procedure: occasion('system').procedure,
      facts: caseFactsOf(),
      round: 1,
      approval: {
        documentId,
        documentKind: 'jawaban',
        draft: 1,
        approvedBy: 'a',
        approvedAt: '2026-11-24T01:00:00.000Z',
        signerKind: 'camat',
      },
      number: documentNumber,
      answer,
      settlement: 'Selesai.',
      signer: {},
      file: { done: [], meetings: [] },
      verification: { code: 'A1B2', url: 'https://aduan.example/v/A1B2' },
    }),
  );
const hash = (bytes: Uint8Array | undefined): string =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');

describe('the paper of a document', () => {
  it('is kept under the id of the document, with its hash', async () => {
    const files = filesOf();
    const paper = await paperOf(files, place, compose('Ya.'));
    expect(paper).toMatchObject({ mediaType: 'application/pdf', verificationCode: 'A1B2' });
    expect(paper.sha256).toBe(hash(files.kept.get(documentId)));
    expect(JSON.parse(paper.text)).toMatchObject({ answer: 'Ya.' });
    expect(files.kept.size).toBe(2);
    await forgetDraft(files, place);
    expect([...files.kept.keys()]).toEqual([documentId]);
  });
  it.each(['keep data', 'keep paper'])('is the same after a crash: cannot %s', async (fault) => {
    const files = filesOf();
    files.fails.push(fault);
    await expect(paperOf(files, place, compose('Ya.'))).rejects.toThrow(fault);
    const paper = await paperOf(files, place, compose('Ya.'));
    expect(paper.sha256).toBe(hash(files.kept.get(documentId)));
  });
  it('says what it said before, whatever has changed since a crash', async () => {
    const files = filesOf();
    const first = await paperOf(files, place, compose('Ya.'));
    expect(await paperOf(files, place, compose('Sudah lain.'))).toEqual(first);
    files.kept.delete(documentId);
    expect(await paperOf(files, place, compose('Sudah lain.'))).toEqual(first);
  });
  it('is one, although two make it at once of different data', async () => {
    const files = filesOf();
    const papers = await Promise.all([
      paperOf(files, place, compose('Ya.')),
      paperOf(files, place, compose('Lain.')),
    ]);
    expect(papers[1]).toEqual(papers[0]);
    expect(papers[0]?.sha256).toBe(hash(files.kept.get(documentId)));
  });
});
