import { describe, it } from 'vitest';
import type { Role } from '#libs/contracts';
import {
  account,
  answerApproved,
  answerSigned,
  answerStamped,
  caseArrived,
  deciderSpec,
  documentHash,
  documentId,
  documentNumbered,
  documentRendered,
  idFor,
  orderOf,
  scanHash,
  untilDelivered,
  untilRendered,
  untilSigned,
  untilSubmitted,
  waru,
} from '#libs/testing';
import type { Delegation } from './delegation.js';
import { resolution } from './resolution.js';

const { given } = deciderSpec(resolution);
const arrived = caseArrived({ from: 'coordination', step: 5 }, { meetingHeld: true });
const sealed = caseArrived({ from: 'coordination', step: 5 }, { sealed: 'graft' });
const rendered = [arrived, ...untilRendered()];
const onPaper = [...rendered, answerSigned({ method: 'paper' })];
const none = { delegations: [] as Delegation[] };
const now = '2026-11-24T01:00:00.000Z';

const plh: Delegation = {
  delegationId: idFor('plh'),
  kecamatan: waru,
  accountId: account('kasi').id,
  kind: 'plh',
  from: '2026-11-24',
  until: '2026-11-24',
  letterNumber: '800/1',
};
const byDelegate = [
  arrived,
  ...untilSubmitted(),
  answerApproved(
    { signerKind: 'plh', delegationId: idFor('plh') },
    { by: { id: account('kasi').id, role: 'kasi' } },
  ),
  documentNumbered(),
  documentRendered(),
];

describe('SignAnswer, electronically', () => {
  const sign = (role: Role = 'camat', extra: object = {}) =>
    orderOf(
      'SignAnswer',
      role,
      { method: 'electronic', signedSha256: documentHash },
      { ...none, ...extra },
    );

  it('signs the document and ends step 6', () => {
    given(...rendered)
      .when(sign())
      .thenEvents({
        type: 'AnswerSigned',
        data: {
          documentId,
          method: 'electronic',
          signedAt: now,
          signerKind: 'camat',
          signedSha256: documentHash,
        },
        round: 1,
        step: 6,
      });
    given(arrived, ...untilSigned())
      .when(orderOf('TakeStep', 'petugas', { step: 7 }, none))
      .thenTypes('StepTaken');
  });
  it('again is no news', () =>
    given(arrived, ...untilSigned())
      .when(sign())
      .thenNothing());
  it('of another file is refused', () =>
    given(...rendered)
      .when(orderOf('SignAnswer', 'camat', { method: 'electronic', signedSha256: scanHash }, none))
      .thenRefused('wrong-document-hash'));
  it('of another file after signing is refused', () =>
    given(arrived, ...untilSigned())
      .when(orderOf('SignAnswer', 'camat', { method: 'electronic', signedSha256: scanHash }, none))
      .thenRefused('document-signed'));
  it('never happens without a number and a document', () => {
    given(arrived, ...untilSubmitted())
      .when(sign())
      .thenRefused('document-missing');
    given(arrived, ...untilSubmitted(), answerApproved())
      .when(sign())
      .thenRefused('document-missing');
    given(arrived, ...untilSubmitted(), answerApproved(), documentNumbered())
      .when(sign())
      .thenRefused('document-missing');
  });
  it('is for the signer who approved, and nobody else', () => {
    given(...rendered)
      .when(sign('camat', { by: { ...account('camat'), id: 'account-camat-2' } }))
      .thenRefused('not-the-signer');
    given(...rendered)
      .when(sign('kasi', { delegations: [plh] }))
      .thenRefused('not-the-signer');
    given(...rendered)
      .when(sign('petugas'))
      .thenRefused('wrong-role');
  });
  it('belongs to step 6', () => {
    given(arrived).when(sign()).thenRefused('wrong-step', { step: 5 });
    given(arrived, ...untilDelivered())
      .when(sign())
      .thenRefused('wrong-step', { step: 7 });
  });
  it('waits for a case that has not arrived', () =>
    given().when(sign()).thenRefused('not-arrived'));

  it('is for an acting officer within his days', () =>
    given(...byDelegate)
      .when(sign('kasi', { delegations: [plh] }))
      .thenTypes('AnswerSigned'));
  it.each([
    ['expired since he approved', { at: '2026-11-24T16:00:00.000Z', delegations: [plh] }],
    ['revoked since', { delegations: [{ ...plh, revokedAt: '2026-11-24T00:30:00.000Z' }] }],
    ['unknown', none],
  ])('is refused to an acting officer whose delegation is %s', (_, extra) =>
    given(...byDelegate)
      .when(sign('kasi', extra))
      .thenRefused('no-delegation'),
  );

  it('of a sealed case is for the Inspektorat alone', () => {
    const inspector = { id: account('inspektorat').id, role: 'inspektorat' } as const;
    const before = [
      sealed,
      ...untilSubmitted(),
      answerApproved({ signerKind: 'inspektorat' }, { by: inspector }),
      documentNumbered(),
      documentRendered(),
    ];
    given(...before)
      .when(sign('inspektorat'))
      .thenTypes('AnswerSigned');
    given(...before)
      .when(sign('inspektorat', { by: { ...account('inspektorat'), id: 'account-other' } }))
      .thenRefused('not-the-signer');
    for (const role of ['camat', 'kasi', 'petugas'] as const)
      given(...before)
        .when(sign(role, { delegations: [plh] }))
        .thenRefused('case-sealed');
  });
});

describe('SignAnswer, on paper', () => {
  const keepScan = (role: Role, extra: object = {}, signedAt?: string) =>
    orderOf(
      'SignAnswer',
      role,
      { method: 'paper', signedSha256: scanHash, ...(signedAt ? { signedAt } : {}) },
      { ...none, ...extra },
    );

  it('is recorded by the signer, and waits for the stamp', () => {
    given(...rendered)
      .when(keepScan('camat'))
      .thenTypes('AnswerSigned');
    given(...onPaper)
      .when(orderOf('TakeStep', 'petugas', { step: 7 }, none))
      .thenRefused('wrong-role');
  });
  it('is recorded by the Petugas, with the time on the paper, although the Camat has the step', () =>
    given(...rendered, { type: 'StepTaken', data: { accountId: account('camat').id }, step: 6 })
      .when(keepScan('petugas', {}, '2026-11-24T00:20:00.000Z'))
      .thenEvents({
        type: 'AnswerSigned',
        data: {
          documentId,
          method: 'paper',
          signedAt: '2026-11-24T00:20:00.000Z',
          signerKind: 'camat',
          signedSha256: scanHash,
        },
        round: 1,
        step: 6,
      }));
  it('again is no news, another scan is refused', () => {
    given(...onPaper)
      .when(keepScan('petugas'))
      .thenNothing();
    given(...onPaper)
      .when(orderOf('SignAnswer', 'camat', { method: 'paper', signedSha256: documentHash }, none))
      .thenRefused('document-signed');
  });
  it('is not recorded by a Kasi who is not the signer', () =>
    given(...rendered)
      .when(keepScan('kasi'))
      .thenRefused('not-the-signer'));
  it('is not recorded by the Tim', () =>
    given(...rendered)
      .when(keepScan('tim'))
      .thenRefused('wrong-role'));
  it('does not lie in the future', () =>
    given(...rendered)
      .when(keepScan('petugas', {}, '2026-11-24T01:06:00.000Z'))
      .thenRefused('time-in-future'));
  it('does not lie before the document', () =>
    given(...rendered)
      .when(keepScan('petugas', {}, '2026-11-23T23:00:00.000Z'))
      .thenRefused('period-reversed'));
  it('is recorded though the clock was set back since the document was made', () =>
    given(...rendered)
      .when(keepScan('petugas', { at: '2026-11-23T22:00:00.000Z' }))
      .thenTypes('AnswerSigned'));
  it('is recorded after the days of the acting officer, who signed within them', () => {
    const nextDay = { at: '2026-11-25T01:00:00.000Z', delegations: [plh] };
    given(...byDelegate)
      .when(keepScan('petugas', nextDay, '2026-11-24T08:00:00.000Z'))
      .thenTypes('AnswerSigned');
    given(...byDelegate)
      .when(keepScan('petugas', nextDay, '2026-11-25T00:30:00.000Z'))
      .thenRefused('no-delegation');
  });
});

describe('RecordSigningFailure', () => {
  const fail = (role: Role, extra: object = {}) =>
    orderOf(
      'RecordSigningFailure',
      role,
      { reason: 'Sertifikat kedaluwarsa.' },
      {
        ...none,
        ...extra,
      },
    );

  it('leaves the document as it is, to be signed later', () => {
    const failed = {
      type: 'SigningFailed',
      data: { documentId, reason: 'Sertifikat kedaluwarsa.' },
      round: 1,
      step: 6,
    } as const;
    given(...rendered)
      .when(fail('camat'))
      .thenEvents(failed);
    given(...rendered, failed)
      .when(fail('petugas'))
      .thenEvents(failed);
    given(...rendered, failed)
      .when(
        orderOf('SignAnswer', 'camat', { method: 'electronic', signedSha256: documentHash }, none),
      )
      .thenTypes('AnswerSigned');
  });
  it('needs a document', () =>
    given(arrived, ...untilSubmitted())
      .when(fail('camat'))
      .thenRefused('document-missing'));
  it('is refused once signed', () => {
    given(...onPaper)
      .when(fail('petugas'))
      .thenRefused('document-signed');
    given(arrived, ...untilSigned())
      .when(fail('petugas'))
      .thenRefused('wrong-step', { step: 7 });
  });
  it('is refused to a Kasi without a delegation', () =>
    given(...rendered)
      .when(fail('kasi'))
      .thenRefused('no-delegation'));
});

describe('StampAnswer', () => {
  const stamp = (role: Role, stampedAt?: string) =>
    orderOf('StampAnswer', role, stampedAt === undefined ? {} : { stampedAt }, none);

  it('ends step 6 on paper', () => {
    given(...onPaper)
      .when(stamp('petugas'))
      .thenEvents({
        type: 'AnswerStamped',
        data: { documentId, stampedAt: now },
        round: 1,
        step: 6,
      });
    given(...onPaper, answerStamped())
      .when(orderOf('TakeStep', 'petugas', { step: 7 }, none))
      .thenTypes('StepTaken');
  });
  it('is the Camat’s too', () =>
    given(...onPaper)
      .when(stamp('camat'))
      .thenTypes('AnswerStamped'));
  it('is refused to a Kasi without a delegation', () =>
    given(...onPaper)
      .when(stamp('kasi'))
      .thenRefused('no-delegation'));
  it('twice is no news', () =>
    given(...onPaper, answerStamped())
      .when(stamp('petugas'))
      .thenNothing());
  it('comes after the signature', () => {
    given(...rendered)
      .when(stamp('petugas'))
      .thenRefused('document-not-signed');
    given(...onPaper)
      .when(stamp('petugas', '2026-11-24T00:01:00.000Z'))
      .thenRefused('period-reversed');
    given(...onPaper)
      .when(stamp('petugas', '2026-11-24T01:30:00.000Z'))
      .thenRefused('time-in-future');
  });
  it('needs a document', () =>
    given(arrived, ...untilSubmitted())
      .when(stamp('petugas'))
      .thenRefused('document-missing'));
  it('is not for an electronic signature', () =>
    given(arrived, ...untilSigned())
      .when(stamp('petugas'))
      .thenRefused('stamp-not-needed'));
  it('is refused after delivery and before the document', () => {
    given(arrived, ...untilDelivered())
      .when(stamp('petugas'))
      .thenRefused('wrong-step', { step: 7 });
    given(arrived).when(stamp('petugas')).thenRefused('wrong-step', { step: 5 });
  });
});
