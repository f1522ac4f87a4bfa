import { describe, it } from 'vitest';
import type { CommandData, EventData, SigningFault } from '#libs/contracts';
import {
  account,
  answerApproved,
  caseArrived,
  deciderSpec,
  documentHash,
  documentId,
  documentNumbered,
  documentRendered,
  idFor,
  orderOf,
  scanHash,
  untilRendered,
  untilSigned,
  untilSubmitted,
  waru,
} from '#libs/testing';
import type { Delegation } from './delegation.js';
import { resolution } from './resolution.js';

const { given } = deciderSpec(resolution);
const arrived = caseArrived({ from: 'coordination', step: 5 }, { meetingHeld: true });
const rendered = [arrived, ...untilRendered()];
const none = { delegations: [] as Delegation[] };
const attemptId = idFor('attempt');
const fileId = idFor('file');
// What is decided happens at 01:00.
const minutesBefore = (minutes: number): string =>
  new Date(Date.parse('2026-11-24T01:00:00.000Z') - minutes * 60_000).toISOString();

const begun = (minutes: number, id = attemptId) => ({
  type: 'SigningBegun' as const,
  data: { documentId, attemptId: id },
  step: 6,
  at: minutesBefore(minutes),
  by: { id: account('camat').id, role: 'camat' as const },
});
const failed = (fault?: SigningFault, data: Partial<EventData<'SigningFailed'>> = {}) => ({
  type: 'SigningFailed' as const,
  data: { documentId, reason: 'Alasan.', ...(fault ? { attemptId, fault } : {}), ...data },
  step: 6,
  at: minutesBefore(1),
});
const begin = (data: Partial<CommandData<'BeginSigning'>> = {}, extra: object = {}) =>
  orderOf('BeginSigning', 'camat', { documentId, ...data }, { ...none, ...extra });
const sign = (changes: Partial<CommandData<'SignAnswer'>> = {}) =>
  orderOf(
    'SignAnswer',
    'camat',
    { method: 'electronic', signedSha256: scanHash, fileId, ...changes },
    none,
  );

describe('BeginSigning', () => {
  it('announces the signature of the signer', () =>
    given(...rendered)
      .when(begin())
      .thenEvents({
        type: 'SigningBegun',
        data: { documentId, attemptId },
        round: 1,
        step: 6,
      }));
  it('is refused for everybody but the signer, before anything is signed', () => {
    given(...rendered)
      .when(begin({}, { by: { ...account('camat'), id: 'account-camat-2' } }))
      .thenRefused('not-the-signer');
    given(...rendered)
      .when(orderOf('BeginSigning', 'kasi', { documentId }, none))
      .thenRefused('not-the-signer');
    given(...rendered)
      .when(orderOf('BeginSigning', 'petugas', { documentId }, none))
      .thenRefused('wrong-role');
  });
  it('is for the very document', () =>
    given(...rendered)
      .when(begin({ documentId: idFor('other') }))
      .thenRefused('wrong-document-hash'));
  it('needs a document that is not signed', () => {
    given(arrived, ...untilSubmitted())
      .when(begin())
      .thenRefused('document-missing');
    given(arrived, ...untilSigned())
      .when(begin())
      .thenRefused('document-signed');
  });
  it('of an acting officer needs his days', () => {
    const letter: Delegation = {
      delegationId: idFor('plh'),
      kecamatan: waru,
      accountId: account('kasi').id,
      kind: 'plh',
      from: '2026-11-24',
      until: '2026-11-24',
      letterNumber: '800/1',
    };
    const by = { id: account('kasi').id, role: 'kasi' as const };
    const his = [
      arrived,
      ...untilSubmitted(),
      answerApproved({ signerKind: 'plh', delegationId: letter.delegationId }, { by }),
      documentNumbered(),
      documentRendered(),
    ];
    const asPlh = (letters: Delegation[]) =>
      orderOf('BeginSigning', 'kasi', { documentId }, { delegations: letters });
    given(...his)
      .when(asPlh([letter]))
      .thenTypes('SigningBegun');
    given(...his)
      .when(asPlh([{ ...letter, from: '2026-11-20', until: '2026-11-22' }]))
      .thenRefused('no-delegation');
  });
});

describe('one electronic signing at a time', () => {
  const atWork = [...rendered, begun(2)];
  const cutOff = [...rendered, begun(11)];

  it('a second one is refused while the first may be at work', () =>
    given(...atWork)
      .when(begin({ afterUnknown: true }))
      .thenRefused('signing-under-way'));
  it('so are paper and the discarding of the document', () => {
    given(...atWork)
      .when(sign({ method: 'paper', fileId: undefined }))
      .thenRefused('signing-under-way');
    given(...atWork)
      .when(orderOf('DiscardDocument', 'camat', { reason: 'Salah.' }, none))
      .thenRefused('signing-under-way');
  });
  it('one that was cut off left its outcome unknown: only who found out goes on', () => {
    given(...cutOff)
      .when(begin())
      .thenRefused('signing-outcome-unknown');
    given(...cutOff)
      .when(begin({ afterUnknown: true }))
      .thenTypes('SigningBegun');
    given(...cutOff)
      .when(orderOf('DiscardDocument', 'camat', { reason: 'Salah.' }, none))
      .thenTypes('BeritaAcaraNumberVoided');
  });
  it.each(['outcome-unknown', 'answer-unusable', 'not-stored'] as const)(
    'one that ended with %s is unknown at once',
    (fault) => {
      given(...atWork, failed(fault))
        .when(begin())
        .thenRefused('signing-outcome-unknown');
      given(...atWork, failed(fault))
        .when(begin({ afterUnknown: true }))
        .thenTypes('SigningBegun');
    },
  );
  it.each(['wrong-passphrase', 'service-down', 'certificate-expired'] as const)(
    'one that ended with %s is over, and the signer simply tries again',
    (fault) =>
      given(...atWork, failed(fault))
        .when(begin())
        .thenTypes('SigningBegun'),
  );
  it('what is recorded by hand ends one that was cut off, not one at work', () => {
    given(...cutOff, failed())
      .when(begin())
      .thenTypes('SigningBegun');
    given(...atWork, failed())
      .when(begin())
      .thenRefused('signing-under-way');
  });
  it('news of an earlier signing is too late', () => {
    const late = { reason: 'Alasan.', attemptId: idFor('earlier'), fault: 'refused' } as const;
    given(...atWork)
      .when(orderOf('RecordSigningFailure', 'camat', late, none))
      .thenNothing();
    given(...atWork, failed('refused', { attemptId: idFor('earlier') }))
      .when(begin())
      .thenRefused('signing-under-way');
  });
});

describe('SignAnswer with a signed file', () => {
  it('dates from the moment when the signer gave the order, however late it is recorded', () =>
    given(...rendered, begun(30))
      .when(sign())
      .thenEvents({
        type: 'AnswerSigned',
        data: {
          documentId,
          method: 'electronic',
          signedAt: minutesBefore(30),
          signerKind: 'camat',
          signedSha256: scanHash,
          fileId,
        },
        round: 1,
        step: 6,
      }));
  it('a file that is the document itself bears no signature', () =>
    given(...rendered, begun(1))
      .when(sign({ signedSha256: documentHash }))
      .thenRefused('wrong-document-hash'));
  it('ends the signing that was announced', () =>
    given(...rendered, begun(1))
      .when(sign())
      .thenTypes('AnswerSigned'));
});
