import { describe, expect, it } from 'vitest';
import { bodies } from '../bodies.js';
import { expectRefused, giveSeen, register, waru, type Stage } from '../stage.js';
import {
  act,
  approveAndSign,
  atStep,
  closed,
  deliver,
  madeDocument,
  page,
  reporterActs,
  reporterOf,
  settle,
  walkTo,
} from './acts.js';

interface Row {
  n: number;
  number: string;
  state: string;
  complaintId: string;
  voidReason?: string;
}

const documents = async (stage: Stage): Promise<Row[]> => {
  const { body } = await stage
    .as('camat.waru')
    .must('GET', `/documents?kecamatan=${waru}&year=2026&limit=200`);
  return body['rows'] as Row[];
};

/** Steps 5 to 7 when they do not go straight on. */
export const describeSigning = (stage: () => Stage): void => {
  it('the Camat returns the draft, and signs the next one', async () => {
    const { complaintId } = await register(stage());
    await walkTo(stage(), complaintId, 'settled');
    const reason = { reason: 'Sebutkan tanggalnya.' };
    await act(stage(), 'camat.waru', complaintId, 'ReturnAnswer', reason);
    await atStep(stage(), complaintId, 5);
    // The returned draft cannot simply be sent up again.
    const same = await giveSeen(
      stage().as('kasi.waru'),
      'ProcessSettlement',
      complaintId,
      bodies.ProcessSettlement,
    );
    expectRefused(same, 409, 'draft-missing');
    await settle(stage(), complaintId, 'Diperbaiki 7 Desember 2026.');
    await approveAndSign(stage(), complaintId);
    await deliver(stage(), complaintId);
    const shown = await page(stage(), complaintId, ({ status }) => status === 'delivered');
    expect(shown['drafts']).toMatchObject([
      { draft: 1, returnReason: reason.reason },
      { draft: 2, answer: 'Diperbaiki 7 Desember 2026.' },
    ]);
    expect(shown['deliveries']).toMatchObject([{ answer: 'Diperbaiki 7 Desember 2026.' }]);
  }, 30_000);

  it('the Kasi signs as Plh. while he is delegated, neither before nor after', async () => {
    const { complaintId } = await register(stage());
    await walkTo(stage(), complaintId, 'settled');
    const kasi = stage().as('kasi.waru');
    const before = await giveSeen(kasi, 'ApproveAnswer', complaintId, {});
    expectRefused(before, 403, 'no-delegation');
    const camat = stage().as('camat.waru');
    const inKecamatan = (action: string, body: object, key: string) =>
      camat.must('POST', `/kecamatan/${waru}/${action}`, {
        body,
        headers: { 'idempotency-key': key },
      });
    const granted = await inKecamatan(
      'grant-delegation',
      { ...bodies.GrantDelegation, accountId: kasi.accountId },
      'plh-november',
    );
    const { delegationId } = granted.body;
    const approved = await approveAndSign(stage(), complaintId, 'kasi.waru');
    const shown = await atStep(stage(), complaintId, 7);
    expect(shown['documents']).toMatchObject([
      {
        documentId: approved['documentId'],
        number: approved['number'],
        signerKind: 'plh',
        delegationId,
        approvedBy: kasi.accountId,
        state: 'stamped',
      },
    ]);
    const revoked = { delegationId, reason: 'Camat sudah kembali.' };
    await inKecamatan('revoke-delegation', revoked, 'plh-november-end');
    const next = await register(stage());
    await walkTo(stage(), next.complaintId, 'settled');
    const after = await giveSeen(kasi, 'ApproveAnswer', next.complaintId, {});
    expectRefused(after, 403, 'no-delegation');
  }, 30_000);

  it('a discarded document keeps its number, void with the reason; the next one gets its own', async () => {
    const { complaintId } = await register(stage());
    await walkTo(stage(), complaintId, 'approved');
    const made = await madeDocument(stage(), complaintId);
    const reason = { reason: 'Salah nama jalan.' };
    await act(stage(), 'camat.waru', complaintId, 'DiscardDocument', reason);
    await atStep(stage(), complaintId, 5);
    await settle(stage(), complaintId, 'Jalan Provinsi akan diperbaiki.');
    const { number } = await approveAndSign(stage(), complaintId);
    expect(number).not.toBe(made['number']);
    await page(stage(), complaintId, ({ step }) => step === 7);
    const rows = await documents(stage());
    expect(rows.map(({ n }) => n)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.filter((row) => row.complaintId === complaintId)).toMatchObject([
      { number: made['number'], state: 'void', voidReason: reason.reason },
      { number, state: 'stamped' },
    ]);
  }, 30_000);

  it('a failed signing keeps document and number', async () => {
    const { complaintId } = await register(stage());
    await walkTo(stage(), complaintId, 'approved');
    const reason = { reason: 'Sertifikat elektronik kedaluwarsa.' };
    await act(stage(), 'camat.waru', complaintId, 'RecordSigningFailure', reason);
    const before = await madeDocument(stage(), complaintId);
    await act(stage(), 'camat.waru', complaintId, 'SignAnswer', bodies.SignAnswer);
    await act(stage(), 'petugas.waru', complaintId, 'StampAnswer', {});
    const shown = await atStep(stage(), complaintId, 7);
    expect(shown['documents']).toMatchObject([
      { number: before['number'], state: 'stamped', signingFailures: [reason] },
    ]);
  }, 30_000);

  it('not satisfied: a second round from step 3, to the end', async () => {
    const registered = await register(stage());
    const { complaintId } = registered;
    await walkTo(stage(), complaintId, 'delivered');
    const reporter = await reporterOf(stage(), registered);
    await reporterActs(reporter, complaintId, 'ClarifySatisfaction', {
      satisfied: false,
      reopenReason: 'facts-incomplete',
      comment: 'Lubangnya dua.',
    });
    const again = await atStep(stage(), complaintId, 3);
    expect(again).toMatchObject({ round: 2, status: 'in-coordination' });
    const { body } = await act(stage(), 'kasi.waru', complaintId, 'ConsultUnit', {
      unitId: 'pupr',
      question: 'Berapa lubang?',
    });
    const consultationId = String(body['consultationId']);
    const answered = { consultationId, answer: 'Dua.' };
    await act(stage(), 'kasi.waru', complaintId, 'RecordUnitAnswer', answered);
    await act(stage(), 'kasi.waru', complaintId, 'ConcludeCoordination', {
      summary: 'Keduanya ditambal.',
    });
    const now = stage().clock.now().getTime();
    await act(stage(), 'tim.waru', complaintId, 'RecordMeeting', {
      ...bodies.RecordMeeting,
      from: new Date(now - 20).toISOString(),
      to: new Date(now).toISOString(),
    });
    await settle(stage(), complaintId, 'Dua lubang ditambal.');
    await approveAndSign(stage(), complaintId);
    await deliver(stage(), complaintId);
    await reporterActs(reporter, complaintId, 'ClarifySatisfaction', { satisfied: true });
    const shown = await closed(stage(), complaintId);
    expect(shown).toMatchObject({
      outcome: 'satisfied',
      round: 2,
      consultations: [{ round: 1 }, { round: 2, answer: 'Dua.' }],
      meetings: [{ round: 1 }, { round: 2 }],
      documents: [{ round: 1 }, { round: 2 }],
      satisfaction: [
        { round: 1, satisfied: false, reopenReason: 'facts-incomplete' },
        { round: 2, satisfied: true },
      ],
    });
    const told = await reporter.must('GET', `/complaints/${complaintId}`);
    expect(told.body).toMatchObject({ round: 2, answer: { text: 'Dua lubang ditambal.' } });
  }, 60_000);

  describe('not satisfied goes back to the step that the reason calls for', () => {
    it.each([
      ['misclassified', 2],
      ['decision-contested', 4],
      ['not-carried-out', 5],
      ['answer-unclear', 5],
    ] as const)('%s: step %i', async (reopenReason, step) => {
      const { complaintId } = await register(stage());
      await walkTo(stage(), complaintId, 'delivered');
      const said = { satisfied: false, reopenReason };
      await act(stage(), 'petugas.waru', complaintId, 'ClarifySatisfaction', said);
      const shown = await page(
        stage(),
        complaintId,
        ({ round, inTransit }) => round === 2 && !inTransit,
      );
      expect(shown['step']).toBe(step);
    });
  });
};
