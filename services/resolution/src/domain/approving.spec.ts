import { describe, expect, it } from 'vitest';
import {
  account,
  answerApproved,
  answerDrafted,
  answerSigned,
  caseArrived,
  deciderSpec,
  documentHash,
  documentId,
  documentNumber,
  documentNumbered,
  documentVoided,
  idFor,
  occasion,
  orderOf,
  penajam,
  settlementProcessed,
  untilRendered,
  untilSigned,
  untilSubmitted,
  waru,
} from '#libs/testing';
import type { Delegation } from './delegation.js';
import type { RecordDocument } from './orders.js';
import { resolution } from './resolution.js';

const { given } = deciderSpec(resolution);
const arrived = caseArrived({ from: 'coordination', step: 5 }, { meetingHeld: true });
const sealed = caseArrived({ from: 'coordination', step: 5 }, { sealed: 'graft' });
const none = { delegations: [] as Delegation[] };

const delegated = (changes: Partial<Delegation> = {}): { delegations: Delegation[] } => ({
  delegations: [
    {
      delegationId: idFor('plh'),
      kecamatan: waru,
      accountId: account('kasi').id,
      kind: 'plh',
      from: '2026-11-24',
      until: '2026-11-24',
      letterNumber: '800/1',
      ...changes,
    },
  ],
});

describe('ApproveAnswer', () => {
  const submitted = [arrived, ...untilSubmitted()];
  const approve = orderOf('ApproveAnswer', 'camat', {}, none);
  const byKasi = (extra: { delegations: Delegation[] }) =>
    orderOf('ApproveAnswer', 'kasi', {}, extra);

  it('asks for a Berita Acara where a meeting was held', () =>
    given(...submitted)
      .when(approve)
      .thenEvents({
        type: 'AnswerApproved',
        data: { draft: 1, signerKind: 'camat', documentId, documentKind: 'berita-acara' },
        round: 1,
        step: 6,
      }));
  it('asks for a Jawaban where none was held', () => {
    const waived = caseArrived({ from: 'coordination', step: 5 });
    const [event] = given(waived, ...untilSubmitted())
      .when(approve)
      .decided();
    expect(event?.data).toMatchObject({ documentKind: 'jawaban' });
  });
  it('is for an acting officer on the day of his delegation', () => {
    const [event] = given(...submitted)
      .when(byKasi(delegated({ kind: 'plt' })))
      .decided();
    expect(event?.data).toMatchObject({ signerKind: 'plt', delegationId: idFor('plh') });
  });
  it.each([
    ['expired', delegated({ from: '2026-11-20', until: '2026-11-23' })],
    ['not begun', delegated({ from: '2026-11-25', until: '2026-11-26' })],
    ['revoked', delegated({ revokedAt: '2026-11-24T00:59:59.999Z' })],
    ['of another kecamatan', delegated({ kecamatan: penajam })],
    ['of another officer', delegated({ accountId: 'account-other' })],
    ['missing', none],
  ])('is refused to a Kasi whose delegation is %s', (_, extra) =>
    given(...submitted)
      .when(byKasi(extra))
      .thenRefused('no-delegation'),
  );
  it('takes the day of a delegation in local time', () => {
    // 23.30 WITA of the 24th, and 00.30 of the 25th.
    const late = { ...byKasi(delegated()), at: '2026-11-24T15:30:00.000Z' };
    given(...submitted)
      .when(late)
      .thenTypes('AnswerApproved');
    given(...submitted)
      .when({ ...late, at: '2026-11-24T16:30:00.000Z' })
      .thenRefused('no-delegation');
  });
  it('is the Camat’s although another has the step in hand', () =>
    given(...submitted, { type: 'StepTaken', data: { accountId: 'account-plh' }, step: 6 })
      .when(approve)
      .thenTypes('AnswerApproved'));
  it('twice by the same signer is no news', () => {
    given(...submitted, answerApproved())
      .when(approve)
      .thenNothing();
    given(arrived, ...untilRendered())
      .when(approve)
      .thenNothing();
  });
  it('by another signer is refused', () =>
    given(...submitted, answerApproved())
      .when(byKasi(delegated()))
      .thenRefused('answer-approved'));
  it('belongs to step 6', () => {
    given(arrived, answerDrafted()).when(approve).thenRefused('wrong-step', { step: 5 });
    given(arrived, ...untilSigned())
      .when(approve)
      .thenRefused('wrong-step', { step: 7 });
  });
  it.each(['petugas', 'tim', 'supervisor', 'admin', 'reporter'] as const)('is not for %s', (role) =>
    given(...submitted)
      .when(orderOf('ApproveAnswer', role, {}, none))
      .thenRefused('wrong-role'),
  );
  it('is refused to the Camat of another kecamatan', () =>
    given(...submitted)
      .when(orderOf('ApproveAnswer', 'camat', {}, { ...none, by: account('camat', penajam) }))
      .thenRefused('other-kecamatan'));

  describe('of a sealed case', () => {
    const before = [sealed, ...untilSubmitted()];

    it('is for the Inspektorat', () => {
      const [event] = given(...before)
        .when(orderOf('ApproveAnswer', 'inspektorat', {}, none))
        .decided();
      expect(event?.data).toMatchObject({ signerKind: 'inspektorat' });
    });
    it('is refused to the Camat', () =>
      given(...before)
        .when(approve)
        .thenRefused('case-sealed'));
    it('is refused to a delegate of the Camat', () =>
      given(...before)
        .when(byKasi(delegated()))
        .thenRefused('case-sealed'));
    it('is refused to the Inspektorat when the case is not sealed', () =>
      given(...submitted)
        .when(orderOf('ApproveAnswer', 'inspektorat', {}, none))
        .thenRefused('wrong-role'));
  });
});

describe('RecordDocument', () => {
  const approved = [arrived, ...untilSubmitted(), answerApproved()];
  const record = (changes: Partial<RecordDocument> = {}): RecordDocument => ({
    type: 'RecordDocument',
    ...occasion('system'),
    documentId,
    n: 12,
    year: 2026,
    number: documentNumber,
    document: { text: '{}', mediaType: 'application/json', sha256: documentHash },
    ...changes,
  });
  const numbered = {
    type: 'BeritaAcaraNumbered',
    data: { documentId, n: 12, year: 2026, number: documentNumber },
    round: 1,
    step: 6,
  } as const;
  const rendered = {
    type: 'BeritaAcaraRendered',
    data: { documentId, mediaType: 'application/json', sha256: documentHash, document: '{}' },
    round: 1,
    step: 6,
  } as const;

  it('numbers the document and keeps it', () =>
    given(...approved)
      .when(record())
      .thenEvents(numbered, rendered));
  it('makes the document of which only the number was stored', () =>
    given(...approved, documentNumbered())
      .when(record())
      .thenEvents(rendered));
  it('twice is no news', () =>
    given(arrived, ...untilRendered())
      .when(record())
      .thenNothing());
  it('for a document that was discarded is no news', () =>
    given(arrived, ...untilRendered(), documentVoided())
      .when(record())
      .thenNothing());
  it('for another document than the approved one is no news', () =>
    given(...approved)
      .when(record({ documentId: idFor('other') }))
      .thenNothing());
  it('before the case arrived waits', () => given().when(record()).thenRefused('not-arrived'));
  it('before the approval is no news', () =>
    given(arrived, ...untilSubmitted())
      .when(record())
      .thenNothing());
  it('never gives a number of this case again', () =>
    given(
      arrived,
      ...untilRendered(),
      documentVoided(),
      settlementProcessed(),
      answerApproved({ documentId: idFor('second') }),
    )
      .when(record({ documentId: idFor('second') }))
      .thenRefused('already-done'));
});

describe('DiscardDocument', () => {
  const discard = orderOf('DiscardDocument', 'camat', { reason: 'Salah ketik.' }, none);

  it('voids the number and goes back to step 5', () =>
    given(arrived, ...untilRendered())
      .when(discard)
      .thenEvents({
        type: 'BeritaAcaraNumberVoided',
        data: { documentId, number: documentNumber, reason: 'Salah ketik.' },
        round: 1,
        step: 6,
      }));
  it('is possible as soon as there is a number', () =>
    given(arrived, ...untilSubmitted(), answerApproved(), documentNumbered())
      .when(discard)
      .thenTypes('BeritaAcaraNumberVoided'));
  it('waits for the number, which would stand unexplained otherwise', () =>
    given(arrived, ...untilSubmitted(), answerApproved())
      .when(discard)
      .thenRefused('document-missing'));
  it('is refused where nothing is approved', () =>
    given(arrived, ...untilSubmitted())
      .when(discard)
      .thenRefused('document-missing'));
  it('is refused twice', () =>
    given(arrived, ...untilRendered(), documentVoided())
      .when(discard)
      .thenRefused('wrong-step', { step: 5 }));
  it('is refused for a signed document', () => {
    given(arrived, ...untilRendered(), answerSigned({ method: 'paper' }))
      .when(discard)
      .thenRefused('document-signed');
    given(arrived, ...untilSigned())
      .when(discard)
      .thenRefused('wrong-step', { step: 7 });
  });
  it('is refused to a Kasi without a delegation', () =>
    given(arrived, ...untilRendered())
      .when(orderOf('DiscardDocument', 'kasi', { reason: 'x' }, none))
      .thenRefused('no-delegation'));
  it('is not for the Petugas', () =>
    given(arrived, ...untilRendered())
      .when(orderOf('DiscardDocument', 'petugas', { reason: 'x' }, none))
      .thenRefused('wrong-role'));
  it('lets a later approval make another document', () => {
    const again = { ...orderOf('ApproveAnswer', 'camat', {}, none), idFor: () => idFor('second') };
    const [event] = given(arrived, ...untilRendered(), documentVoided(), settlementProcessed())
      .when(again)
      .decided();
    expect(event?.data).toMatchObject({ documentId: idFor('second'), draft: 1 });
  });
});
