import { describe, expect, it } from 'vitest';
import type { ComplaintPage, Role } from '#libs/contracts';
import { fileForOfficer, fileForReporter, kindOf } from './document-file.js';

const documentId = 'd1';
type Document = ComplaintPage['documents'][number];
const page = (changes: Partial<Document> = {}): Pick<ComplaintPage, 'documents'> => ({
  documents: [
    {
      documentId,
      round: 1,
      kind: 'berita-acara',
      state: 'rendered',
      draft: 1,
      signerKind: 'camat',
      approvedAt: '2026-11-24T01:00:00.000Z',
      approvedBy: 'a',
      number: '700.1.2.4/12/Kec.Waru/2026',
      signingFailures: [],
      ...changes,
    },
  ],
});
const signed = page({ state: 'signed', signedFileId: 'f1' });
const name = 'Berita-Acara-700.1.2.4-12-Kec.Waru-2026';
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the file of a document for an officer', () => {
  it.each(['petugas', 'tim', 'kasi', 'camat', 'inspektorat'] as const)(
    'is the unsigned one for %s until it is signed',
    (role) => {
      expect(fileForOfficer({ role }, page(), documentId, undefined)).toEqual({
        fileId: documentId,
        name,
      });
      expect(fileForOfficer({ role }, signed, documentId, undefined).fileId).toBe('f1');
      expect(fileForOfficer({ role }, signed, documentId, 'signed').fileId).toBe('f1');
      expect(fileForOfficer({ role }, signed, documentId, 'original').fileId).toBe(documentId);
      expect(codeOf(() => fileForOfficer({ role }, page(), documentId, 'signed'))).toBe(
        'document-not-signed',
      );
    },
  );
  it.each(['supervisor', 'admin'] satisfies Role[])('is the signed one alone for %s', (role) => {
    expect(fileForOfficer({ role }, signed, documentId, undefined).fileId).toBe('f1');
    for (const [of, version] of [
      [page(), undefined],
      [signed, 'original'],
    ] as const)
      expect(codeOf(() => fileForOfficer({ role }, of, documentId, version))).toBe('wrong-role');
  });
  it('is not found for a document of another case', () =>
    expect(codeOf(() => fileForOfficer({ role: 'camat' }, signed, 'd2', undefined))).toBe(
      'not-found',
    ));
});

describe('the file of a document for the reporter', () => {
  const answer = { text: 'Ya.', deliveredAt: '2026-11-24T01:00:00.000Z' };

  it('is that of the answer which was delivered', () => {
    const whole = { ...answer, documentNumber: '1/2', documentId, fileId: 'f1' };
    expect(fileForReporter({ answer: whole }, documentId)).toEqual({
      fileId: 'f1',
      name: 'Dokumen-1-2',
    });
    expect(codeOf(() => fileForReporter({ answer: whole }, 'd2'))).toBe('not-found');
  });
  it('is not found before, nor where the scan is not kept', () => {
    expect(codeOf(() => fileForReporter({}, documentId))).toBe('not-found');
    expect(codeOf(() => fileForReporter({ answer }, documentId))).toBe('not-found');
  });
});

it.each([
  ['%PDF-1.7', 'application/pdf', 'pdf'],
  ['\u00ff\u00d8\u00ff\u00e0', 'image/jpeg', 'jpg'],
  ['\u0089PNG\r\n\u001a\n', 'image/png', 'png'],
  ['<html>', 'application/octet-stream', 'bin'],
  ['', 'application/octet-stream', 'bin'],
])('knows a file by its bytes: %j', (head, mediaType, ending) =>
  expect(kindOf(Buffer.from(head, 'latin1'))).toEqual({ mediaType, ending }),
);
