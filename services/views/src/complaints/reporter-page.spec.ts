import { describe, expect, it } from 'vitest';
import { reporterPage, type Actor, type Role } from '#libs/contracts';
import { id, otherId, waru } from '../../spec/facts.js';
import { at, documentAfter, fact, type Fact } from '../../spec/history.js';
import type { ComplaintDocument } from './document.js';
import { officersPage, reporterFor, seesReporter } from './page.js';
import { reportersPage } from './reporter-page.js';
import { complaints } from './view.js';

const after = (...facts: Fact[]): ComplaintDocument => {
  const doc = documentAfter(complaints, facts);
  if (!doc) throw new Error('no document');
  return doc;
};
const registered = fact('ComplaintRegistered');
const resolution = { service: 'resolution', step: 7 };
const delivered = [
  fact('AnswerApproved', {}, resolution),
  fact('BeritaAcaraNumbered', {}, resolution),
  fact('AnswerSigned', {}, resolution),
  fact('CaseArrived', {}, resolution),
  fact('ResultDelivered', {}, resolution),
];
const answer = {
  text: 'Lampu dipasang.',
  deliveredAt: '2026-11-24T06:00:00.000Z',
  documentNumber: '700.1.2.4/12/Kec.Waru/2026',
};
const closed = fact('CaseClosed', {
  outcome: 'answered-with-primary',
  primaryComplaintId: otherId,
});

describe('the page of the reporter', () => {
  it('shows questions, the answer with its number, and when each step was reached', () => {
    const page = reportersPage(
      after(registered, fact('ClarificationRequested'), fact('WithdrawalRequested'), ...delivered),
      undefined,
    );
    expect(reporterPage.parse(page)).toEqual(page);
    expect(page).toMatchObject({
      answer,
      withdrawal: 'requested',
      status: 'delivered',
      questions: [
        { requestId: id(2), question: 'Di mana?', askedAt: at(1), answerBy: '2026-12-01' },
      ],
    });
    expect(page.steps.at(-1)).toEqual({ step: 7, round: 1, arrivedAt: at(6) });
  });

  it('says nothing of officers, other people, notes, consultations and meetings', () => {
    const told = [
      fact('ComplaintClassified'),
      fact('StepTaken', {}, { service: 'triage' }),
      fact('UnitConsulted'),
      fact('MeetingHeld'),
      fact('AnswerDrafted', { answer: 'Konsep.' }),
      fact('AnswerReturned'),
    ];
    const page = JSON.stringify(reportersPage(after(registered, ...told, ...delivered), undefined));
    for (const hidden of ['Rudi', 'Periksa', 'account', 'Kapan', 'Dibahas', 'Konsep', 'tanggal'])
      expect(page).not.toContain(hidden);
  });

  it('names no document that was discarded', () => {
    const voided = fact('BeritaAcaraNumberVoided', {}, resolution);
    const page = reportersPage(after(registered, ...delivered, voided), undefined);
    expect(page.answer).not.toHaveProperty('documentNumber');
  });

  it('leads to the signed document, unless its scan is not kept', () => {
    const made = fact('BeritaAcaraRendered', { mediaType: 'application/pdf' }, resolution);
    const signedBy = (data: object) =>
      reportersPage(
        after(
          registered,
          ...delivered.flatMap((each) =>
            each.type === 'AnswerSigned' ? [made, fact('AnswerSigned', data, resolution)] : [each],
          ),
        ),
        undefined,
      ).answer;
    expect(signedBy({ fileId: id(12) })).toMatchObject({ documentId: id(9), fileId: id(12) });
    expect(signedBy({ method: 'paper', fileId: id(12) })).toMatchObject({ fileId: id(12) });
    expect(signedBy({})).toMatchObject({ documentId: id(9), fileId: id(9) });
    expect(signedBy({ method: 'paper' })).not.toHaveProperty('documentId');
  });

  it('gives no document of another case', () => {
    const primary = after(
      registered,
      ...delivered.map((each) =>
        each.type === 'AnswerSigned' ? fact('AnswerSigned', { fileId: id(12) }, resolution) : each,
      ),
    );
    const page = reportersPage(after(registered, closed), primary);
    expect(page.answer).toMatchObject({ text: answer.text });
    expect(page.answer).not.toHaveProperty('documentId');
    expect(page.answer).not.toHaveProperty('fileId');
  });

  it('gives the answer that another case was answered with, unless that is to be kept from others', () => {
    const duplicate = after(registered, closed);
    expect(reportersPage(duplicate, after(registered, ...delivered)).answer).toEqual(answer);
    for (const kept of [{ confidential: true }, { anonymous: true }, { sealed: 'graft' as const }])
      expect(
        reportersPage(
          duplicate,
          after(
            fact('ComplaintRegistered', kept),
            ...delivered.filter(({ type }) => type !== 'CaseArrived'),
          ),
        ),
      ).not.toHaveProperty('answer');
    expect(reportersPage(duplicate, undefined)).not.toHaveProperty('answer');
  });
});

describe('the page of officers', () => {
  const actor = (role: Role): Actor => ({ id: 'a', role, kecamatan: waru });
  const anonymous = after(fact('ComplaintRegistered', { anonymous: true }));

  it('shows an anonymous reporter to those who deal with him', () => {
    const seeing = (
      ['petugas', 'tim', 'kasi', 'camat', 'inspektorat', 'supervisor', 'admin'] as const
    ).filter((role) => seesReporter(actor(role), anonymous));
    expect(seeing).toEqual(['petugas', 'tim', 'inspektorat']);
    expect(officersPage(anonymous, actor('kasi'), undefined)).not.toHaveProperty('reporter');
    expect(officersPage(after(registered), actor('kasi'), undefined)).toHaveProperty('reporter');
  });

  it('shows the NIK only to those who deal with the reporter', () => {
    const named = { name: 'Siti Aminah', nik: '6409024107900003', phone: '+6281234567890' };
    const { nik: _, ...rest } = named;
    expect(reporterFor(actor('petugas'), named)).toEqual(named);
    for (const role of ['kasi', 'camat', 'supervisor', 'admin'] as const)
      expect(reporterFor(actor(role), named)).toEqual(rest);
    expect(reporterFor(actor('kasi'), { erased: true })).toEqual({ erased: true });
    const doc = { ...after(registered), reporter: named };
    expect(officersPage(doc, actor('camat'), undefined).reporter).toEqual(rest);
  });

  it('shows the tracking code to nobody who writes or signs the answer', () => {
    const seeing = (
      ['petugas', 'tim', 'kasi', 'camat', 'inspektorat', 'supervisor', 'admin'] as const
    ).filter((role) => 'trackingCode' in officersPage(anonymous, actor(role), undefined));
    expect(seeing).toEqual(['petugas', 'inspektorat']);
  });

  it('keeps what only the view needs to itself', () => {
    const page = officersPage(anonymous, actor('tim'), 'tim');
    for (const name of ['revisions', 'reserved', 'openQuestions', 'withdrawalAsked', 'delivered'])
      expect(page).not.toHaveProperty(name);
  });
});
