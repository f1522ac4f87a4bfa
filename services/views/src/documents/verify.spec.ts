import { describe, expect, it } from 'vitest';
import { occasion } from '#libs/testing';
import { hash } from '../../spec/facts.js';
import { fact, viewSpec } from '../../spec/history.js';
import { maskedName, reporterForAll, verifiedOf } from './verify.js';
import { documents } from './view.js';

const { procedure } = occasion('system');
const spec = viewSpec(documents);
const approved = fact('AnswerApproved');
const numbered = fact('BeritaAcaraNumbered');
const rendered = fact('BeritaAcaraRendered', { verificationCode: 'O1B2-C3D4-E5F6-G7H8' });
const complaint = {
  anonymous: false,
  confidential: false,
  reserved: false,
  reporter: { name: 'Siti Aminah', phone: '+6281234567890' },
};
type Facts = Parameters<typeof spec.given>;
const told = (given: Facts, last: Facts[number]) =>
  verifiedOf(spec.given(...given).when(last).after, procedure, complaint);

describe('what the code of a document tells', () => {
  it('is enough to compare the paper with', () =>
    expect(told([approved, numbered], rendered)).toEqual({
      kind: 'berita-acara',
      number: '700.1.2.4/12/Kec.Waru/2026',
      date: '2026-11-24',
      kecamatan: { code: '64.09.02', name: 'Waru' },
      signerKind: 'camat',
      signerTitle: 'Camat Waru',
      valid: false,
      state: 'rendered',
      sha256: hash,
      reporter: 'S*** A***',
    }));
  it('is nothing while there is no number', () => expect(told([], approved)).toBeUndefined());
  it('holds with an electronic signature, and on paper with the stamp', () => {
    const before: Facts = [approved, numbered, rendered];
    expect(told(before, fact('AnswerSigned'))).toMatchObject({ valid: true, state: 'signed' });
    const paper = fact('AnswerSigned', { method: 'paper' });
    expect(told(before, paper)).toMatchObject({ valid: false, state: 'signed' });
    expect(told([...before, paper], fact('AnswerStamped'))).toMatchObject({
      valid: true,
      state: 'stamped',
      signedSha256: hash,
    });
  });
  it('says that a document was discarded, and not why', () => {
    const voided = told([approved, numbered, rendered], fact('BeritaAcaraNumberVoided'));
    expect(voided).toMatchObject({ valid: false, state: 'void' });
    expect(voided).toHaveProperty('voidedAt');
    expect(JSON.stringify(voided)).not.toContain('Salah');
  });
  it('names an acting officer and the Inspektorat as the document does', () => {
    const by = (signerKind: 'plh' | 'inspektorat') =>
      told([fact('AnswerApproved', { signerKind }), numbered], rendered)?.signerTitle;
    expect(by('plh')).toBe('Plh. Camat Waru');
    expect(by('inspektorat')).toBe('Inspektur Daerah Kabupaten Penajam Paser Utara');
  });
  it('is found by the code however it is typed, and by no part of it', () =>
    expect(spec.given(approved, numbered).when(rendered).after).toMatchObject({
      codeKey: '01B2C3D4E5F6G7H8',
      verificationCode: 'O1B2-C3D4-E5F6-G7H8',
    }));
});

describe('the reporter as a stranger sees him', () => {
  it('shows the first letter of each word', () => {
    expect(maskedName('  Siti   Aminah binti X ')).toBe('S*** A*** b*** X***');
    expect(maskedName('𝒮 道路')).toBe('𝒮*** 道***');
  });
  it.each([
    ['anonymous', { ...complaint, anonymous: true }],
    ['in a confidential case', { ...complaint, confidential: true }],
    ['in a sealed case', { ...complaint, reserved: true }],
    ['forgotten', { ...complaint, reporter: { erased: true as const } }],
    ['without a name', { ...complaint, reporter: { phone: '+6281234567890' } }],
    ['of a case that is not known', undefined],
  ])('is not shown when %s', (_, of) => expect(reporterForAll(of)).toBeUndefined());
});
