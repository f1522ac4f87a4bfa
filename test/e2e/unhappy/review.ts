import { expect, it } from 'vitest';
import { bodies } from '../bodies.js';
import {
  expectRefused,
  give,
  giveSeen,
  penajam,
  register,
  villages,
  type Stage,
} from '../stage.js';
import { act, atStep, closed, page, reporterActs, reporterOf, walkTo } from './acts.js';

/** Ways out of step 2: questions, other authorities, duplicates, the short way. */
export const describeReview = (stage: () => Stage): void => {
  it('the Tim asks, the reporter answers by his tracking code, the review goes on', async () => {
    const registered = await register(stage());
    const { complaintId } = registered;
    const tim = stage().as('tim.waru');
    const asked = await act(stage(), 'tim.waru', complaintId, 'RequestClarification', {
      question: 'Di depan pasar yang mana?',
      answerBy: '2026-12-01',
    });
    const requestId = String(asked.body['requestId']);
    await page(stage(), complaintId, ({ status }) => status === 'waiting-for-reporter');
    const early = await giveSeen(tim, 'ClassifyComplaint', complaintId, bodies.ClassifyComplaint);
    expectRefused(early, 409, 'clarification-pending');

    const reporter = await reporterOf(stage(), registered);
    const seen = await reporter.must('GET', `/complaints/${complaintId}`);
    expect(seen.body).toMatchObject({
      status: 'waiting-for-reporter',
      questions: [{ requestId, question: 'Di depan pasar yang mana?', answerBy: '2026-12-01' }],
    });
    const other = { requestId: '11111111-1111-4111-8111-111111111111', text: 'Pasar Induk' };
    expectRefused(
      await give(reporter, 'AnswerClarification', { body: other, complaintId }),
      404,
      'no-such-request',
    );
    const answer = { requestId, text: 'Pasar Induk Waru.' };
    await reporterActs(reporter, complaintId, 'AnswerClarification', answer);
    const again = { requestId, text: 'Lagi.' };
    expectRefused(
      await give(reporter, 'AnswerClarification', { body: again, complaintId }),
      409,
      'already-done',
    );
    const shown = await page(stage(), complaintId, ({ status }) => status === 'in-review');
    expect(shown['questions']).toMatchObject([{ requestId, answer: 'Pasar Induk Waru.' }]);
    await act(stage(), 'tim.waru', complaintId, 'ClassifyComplaint', bodies.ClassifyComplaint);
    await atStep(stage(), complaintId, 3);
  });

  it('what belongs to another authority is referred and closed', async () => {
    const registered = await register(stage());
    const { complaintId } = registered;
    const referral = { destination: 'Kepolisian Resor', reason: 'Tindak pidana.' };
    await act(stage(), 'tim.waru', complaintId, 'ReferComplaint', referral);
    const shown = await closed(stage(), complaintId);
    expect(shown).toMatchObject({ outcome: 'referred', referral, step: 2 });
    const late = await giveSeen(
      stage().as('tim.waru'),
      'ClassifyComplaint',
      complaintId,
      bodies.ClassifyComplaint,
    );
    expectRefused(late, 409, 'case-closed');
    const reporter = await reporterOf(stage(), registered);
    const told = await reporter.must('GET', `/complaints/${complaintId}`);
    expect(told.body).toMatchObject({ status: 'closed', outcome: 'referred' });
  });

  it('a duplicate waits for its primary and is closed with the answer', async () => {
    const primary = await register(stage());
    const duplicate = await register(stage());
    const link = { primaryComplaintId: primary.complaintId };
    await act(stage(), 'tim.waru', duplicate.complaintId, 'LinkDuplicate', link);
    const linked = await page(stage(), duplicate.complaintId, ({ status }) => status === 'linked');
    expect(linked).toMatchObject(link);
    const shown = await page(
      stage(),
      primary.complaintId,
      ({ duplicates }) => (duplicates as string[]).length === 1,
    );
    expect(shown['duplicates']).toEqual([duplicate.complaintId]);
    const tim = stage().as('tim.waru');
    expectRefused(
      await giveSeen(tim, 'ClassifyComplaint', duplicate.complaintId, bodies.ClassifyComplaint),
      409,
      'case-linked',
    );
    // No chains, from neither end.
    const third = await register(stage());
    const chain = { primaryComplaintId: duplicate.complaintId };
    expectRefused(
      await giveSeen(tim, 'LinkDuplicate', third.complaintId, chain),
      422,
      'duplicate-chain',
    );
    const upward = { primaryComplaintId: third.complaintId };
    expectRefused(
      await giveSeen(tim, 'LinkDuplicate', primary.complaintId, upward),
      422,
      'duplicate-chain',
    );

    await walkTo(stage(), primary.complaintId, 'closed');
    const done = await closed(stage(), duplicate.complaintId);
    expect(done).toMatchObject({ outcome: 'answered-with-primary', ...link });
    const reporter = await reporterOf(stage(), duplicate);
    const told = await reporter.must('GET', `/complaints/${duplicate.complaintId}`);
    expect(told.body).toMatchObject({ answer: { text: 'Jalan akan diperbaiki.' } });
  }, 30_000);

  it('a link that was a mistake is undone, and each goes its own way', async () => {
    const primary = await register(stage());
    const other = await register(stage());
    const link = { primaryComplaintId: primary.complaintId };
    await act(stage(), 'tim.waru', other.complaintId, 'LinkDuplicate', link);
    await page(stage(), primary.complaintId, ({ duplicates }) => String(duplicates) !== '');
    await act(stage(), 'tim.waru', other.complaintId, 'UnlinkDuplicate', { reason: 'Lain jalan.' });
    await page(stage(), primary.complaintId, ({ duplicates }) => String(duplicates) === '');
    const freed = await page(stage(), other.complaintId, ({ status }) => status === 'in-review');
    expect(freed).not.toHaveProperty('primaryComplaintId');
    await act(
      stage(),
      'tim.waru',
      other.complaintId,
      'ClassifyComplaint',
      bodies.ClassifyComplaint,
    );
    await atStep(stage(), other.complaintId, 3);
  });

  it('a duplicate of what is referred goes its own way', async () => {
    const primary = await register(stage());
    const other = await register(stage());
    const link = { primaryComplaintId: primary.complaintId };
    await act(stage(), 'tim.waru', other.complaintId, 'LinkDuplicate', link);
    await page(stage(), primary.complaintId, ({ duplicates }) => String(duplicates) !== '');
    await act(stage(), 'tim.waru', primary.complaintId, 'ReferComplaint', bodies.ReferComplaint);
    const freed = await page(stage(), other.complaintId, ({ status }) => status === 'in-review');
    expect(freed).not.toHaveProperty('primaryComplaintId');
  });

  it('the short way: Penajam answers a consultation at once, Waru and complaints do not', async () => {
    const answer = { answer: 'Syaratnya KTP dan KK.', categoryId: 'infrastruktur.jalan-rusak' };
    const atWaru = await register(stage(), { caseType: 'consultation' });
    const refused = [
      await giveSeen(stage().as('tim.waru'), 'AnswerAtOnce', atWaru.complaintId, answer),
    ];
    const there = { kecamatan: penajam, villageCode: villages.penajam };
    const complaint = await register(stage(), there);
    const tim = stage().as('tim.penajam');
    refused.push(await giveSeen(tim, 'AnswerAtOnce', complaint.complaintId, answer));
    for (const each of refused) expectRefused(each, 422, 'short-way-off');

    const asked = await register(stage(), { ...there, caseType: 'consultation' });
    const { complaintId } = asked;
    await tim.act(complaintId, 'AnswerAtOnce', answer);
    const petugas = stage().as('petugas.penajam');
    await petugas.act(complaintId, 'DeliverResult', { method: 'phone' });
    await petugas.act(complaintId, 'ClarifySatisfaction', { satisfied: true });
    const reporter = await reporterOf(stage(), asked);
    const told = await reporter.must('GET', `/complaints/${complaintId}`);
    expect(told.body).toMatchObject({ answer: { text: answer.answer } });
    const shown = await petugas.must('GET', `/complaints/${complaintId}`);
    expect(shown.body).toMatchObject({ documents: [], meetings: [], consultations: [] });
  });
};
