import { describe, expect, it } from 'vitest';
import { complaintId, hash, id, waru } from '../../spec/facts.js';
import { at, fact, viewSpec } from '../../spec/history.js';
import { documentRowOf } from './query.js';
import { documents } from './view.js';

const spec = viewSpec(documents);
const approved = fact('AnswerApproved');
const numbered = fact('BeritaAcaraNumbered');
const number = '700.1.2.4/12/Kec.Waru/2026';

describe('the register of documents', () => {
  it('follows a document from approval to stamp', () => {
    spec
      .given()
      .when(approved)
      .thenIs({
        documentId: id(9),
        complaintId,
        kecamatan: waru,
        kind: 'berita-acara',
        state: 'approved',
        round: 1,
        signerKind: 'camat',
        approvedAt: at(0),
      });
    spec
      .given(approved)
      .when(numbered)
      .thenChanged({ state: 'numbered', n: 12, year: 2026, number, numberedAt: at(1) });
    spec
      .given(approved, numbered)
      .when(fact('BeritaAcaraRendered'))
      .thenChanged({ state: 'rendered', sha256: hash, mediaType: 'application/json' });
    spec
      .given(approved, numbered)
      .when(fact('AnswerSigned', { signerKind: 'plh' }))
      .thenChanged({
        state: 'signed',
        method: 'electronic',
        signedAt: '2026-11-24T04:00:00.000Z',
        signedSha256: hash,
        signerKind: 'plh',
      });
    spec
      .given(approved, numbered)
      .when(fact('AnswerSigned', { fileId: id(12) }))
      .thenChanged({
        state: 'signed',
        method: 'electronic',
        signedAt: '2026-11-24T04:00:00.000Z',
        signedSha256: hash,
        signedFileId: id(12),
      });
    spec
      .given(approved, numbered)
      .when(fact('AnswerStamped'))
      .thenChanged({ state: 'stamped', stampedAt: '2026-11-24T05:00:00.000Z' });
  });

  it('keeps a discarded number with its reason', () => {
    const { after } = spec.given(approved, numbered).when(fact('BeritaAcaraNumberVoided'));
    expect(after).toMatchObject({
      state: 'void',
      number,
      voidedAt: at(2),
      voidReason: 'Salah ketik.',
    });
  });

  it('knows nothing of numbers of documents that nobody approved', () => {
    spec.given().when(numbered).thenUnchanged();
  });

  it('shows only the number while the case is sealed or not known', () => {
    const { after } = spec.given(approved).when(numbered);
    const complaint = { registerNumber: 'REG/1', subject: 'Lampu' };
    expect(documentRowOf(after, { ...complaint, reserved: true }, false)).toEqual({
      n: 12,
      reserved: true,
    });
    expect(documentRowOf(after, undefined, false)).toEqual({ n: 12, reserved: true });
    const shown = { n: 12, number, ...complaint };
    expect(documentRowOf(after, { ...complaint, reserved: false }, false)).toMatchObject(shown);
    expect(documentRowOf(after, { ...complaint, reserved: true }, true)).toMatchObject(shown);
    expect(documentRowOf(spec.given().when(approved).after, undefined, true)).toBeUndefined();
  });
});
