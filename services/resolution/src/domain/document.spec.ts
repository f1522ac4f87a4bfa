import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { caseFactsOf, documentId, documentNumber, occasion } from '#libs/testing';
import { documentOf, hiddenReporter, type DocumentSource } from './document.js';

const source = (changes: Partial<DocumentSource> = {}): DocumentSource => ({
  procedure: occasion('system').procedure,
  facts: caseFactsOf({ meetingHeld: true }),
  round: 1,
  approval: {
    documentId,
    documentKind: 'berita-acara',
    draft: 1,
    approvedBy: 'account-camat',
    approvedAt: '2026-11-24T17:00:00.000Z',
    signerKind: 'camat',
  },
  number: documentNumber,
  answer: 'Lampu jalan diperbaiki.',
  settlement: 'Dinas sudah memasang lampu.',
  reporterName: 'Siti Aminah',
  ...changes,
});
const parsed = (changes: Partial<DocumentSource> = {}): Record<string, unknown> =>
  JSON.parse(documentOf(source(changes)).text) as Record<string, unknown>;

describe('documentOf', () => {
  it('holds what the document says', () =>
    expect(parsed()).toEqual({
      format: 'aduan-document-1',
      documentId,
      kind: 'berita-acara',
      title: 'Berita Acara Hasil Tindak Lanjut Penyelesaian Masalah',
      number: documentNumber,
      // 17.00 UTC is the next day in Waru.
      date: '2026-11-25',
      kecamatan: { code: '64.09.02', name: 'Waru' },
      kabupaten: { code: '64.09', name: 'Penajam Paser Utara' },
      registerNumber: 'REG/0007/Kec.Waru/2026',
      caseType: 'complaint',
      channel: 'walk-in',
      receivedOn: '2026-11-23',
      round: 1,
      village: { code: '64.09.02.1003', name: 'Waru', kind: 'kelurahan' },
      reporter: 'Siti Aminah',
      answer: 'Lampu jalan diperbaiki.',
      settlement: 'Dinas sudah memasang lampu.',
      signer: { kind: 'camat', title: 'Camat Waru' },
    }));

  it('never names an anonymous reporter', () => {
    const made = documentOf(source({ facts: caseFactsOf({ anonymous: true }) }));
    expect(made.text).not.toContain('Siti');
    expect(JSON.parse(made.text)).toMatchObject({ reporter: hiddenReporter });
  });
  it('leaves out what is not known', () => {
    const { reporterName: _, ...unnamed } = source();
    const facts = caseFactsOf();
    delete facts.villageCode;
    const made = JSON.parse(documentOf({ ...unnamed, facts }).text) as object;
    expect(made).not.toHaveProperty('reporter');
    expect(made).not.toHaveProperty('village');
  });
  it.each([
    ['plh', 'Plh. Camat Waru'],
    ['plt', 'Plt. Camat Waru'],
    ['inspektorat', 'Inspektur Daerah Kabupaten Penajam Paser Utara'],
  ] as const)('names the office of a signer who is %s', (signerKind, title) => {
    const approval = { ...source().approval, signerKind };
    expect(parsed({ approval, letterNumber: '800/12' })['signer']).toEqual({
      kind: signerKind,
      title,
      letterNumber: '800/12',
    });
  });
  it('is a Jawaban where no meeting was held', () => {
    const approval = { ...source().approval, documentKind: 'jawaban' as const };
    expect(parsed({ approval })['title']).toBe('Jawaban');
  });

  it('is canonical: the same source gives the same text, whatever the order of its names', () => {
    const shuffled = Object.fromEntries(
      Object.entries(source()).reverse(),
    ) as unknown as DocumentSource;
    expect(documentOf(shuffled)).toEqual(documentOf(source()));
  });
  it('is hashed with SHA-256 over its text in UTF-8', () => {
    const made = documentOf(source({ answer: 'Déjà — “✓” 灯' }));
    expect(made.sha256).toBe(createHash('sha256').update(made.text, 'utf8').digest('hex'));
    expect(made.sha256).not.toBe(documentOf(source()).sha256);
  });
});
