import { describe, expect, it } from 'vitest';
import type { CommandType, ErrorCode } from '#libs/contracts';
import { walk, type Stage as Until } from '../../../deploy/demo/walk.js';
import { bodies } from '../bodies.js';
import {
  expectRefused,
  give,
  giveSeen,
  officersOf,
  pageWhen,
  register,
  scriptFor,
  type Stage,
} from '../stage.js';

/** Which step a command belongs to, and who gives it. */
const belongs: [CommandType, number, string][] = [
  ['ClassifyComplaint', 2, 'tim.waru'],
  ['ReferComplaint', 2, 'tim.waru'],
  ['LinkDuplicate', 2, 'tim.waru'],
  ['UnlinkDuplicate', 2, 'tim.waru'],
  ['RequestClarification', 2, 'tim.waru'],
  ['SealCase', 2, 'tim.waru'],
  ['AnswerAtOnce', 2, 'tim.waru'],
  ['ConsultUnit', 3, 'kasi.waru'],
  ['RecordUnitAnswer', 3, 'kasi.waru'],
  ['CancelConsultation', 3, 'kasi.waru'],
  ['ConcludeCoordination', 3, 'kasi.waru'],
  ['ScheduleMeeting', 4, 'tim.waru'],
  ['RescheduleMeeting', 4, 'tim.waru'],
  ['CancelMeeting', 4, 'tim.waru'],
  ['RecordMeeting', 4, 'tim.waru'],
  ['WaiveMeeting', 4, 'tim.waru'],
  ['DraftAnswer', 5, 'kasi.waru'],
  ['ProcessSettlement', 5, 'kasi.waru'],
  ['ReturnAnswer', 6, 'camat.waru'],
  ['ApproveAnswer', 6, 'camat.waru'],
  ['SignAnswer', 6, 'camat.waru'],
  ['RecordSigningFailure', 6, 'camat.waru'],
  ['StampAnswer', 6, 'petugas.waru'],
  ['DiscardDocument', 6, 'camat.waru'],
  ['DeliverResult', 7, 'petugas.waru'],
];

/** How far a case is walked to stand at a step; 8 stands for closed. */
const stands: [number, Until][] = [
  [3, 'classified'],
  [4, 'coordinated'],
  [5, 'met'],
  [6, 'settled'],
  [7, 'signed'],
  [8, 'closed'],
];

/** Services by the steps that they hold, in order. */
const holderOf = (step: number): number => (step <= 2 ? 0 : step <= 4 ? 1 : 2);

const expected = (step: number, at: number, said: unknown): ErrorCode => {
  // Whoever had it earlier may not have heard yet that it is closed.
  if (at === 8) return said === 'case-elsewhere' && holderOf(step) < 2 ? said : 'case-closed';
  return holderOf(step) < holderOf(at) ? 'case-elsewhere' : 'wrong-step';
};

/** Commands at a step that they do not belong to. */
export const describeSteps = (stage: () => Stage): void => {
  describe('the wrong step', () => {
    it.each(stands)(
      'at step %i (%s) refuses what belongs to an earlier one, or to another of the same service',
      async (at, until) => {
        const { complaintId } = await register(stage());
        await walk(complaintId, officersOf(stage()), scriptFor(stage().clock), until);
        const step = at === 8 ? 7 : at;
        await pageWhen(
          stage().as('tim.waru'),
          complaintId,
          (page) =>
            page['step'] === step &&
            !page['inTransit'] &&
            (at === 8) === (page['status'] === 'closed'),
        );
        const wrong = belongs.filter(
          ([type, own]) =>
            own !== at &&
            holderOf(own) <= holderOf(at) &&
            // Paper is signed and stamped on the way from 6 to 7: there they ask about the document.
            !(at === 7 && ['SignAnswer', 'StampAnswer'].includes(type)),
        );
        expect(wrong.length).toBeGreaterThan(6);
        for (const [type, own, login] of wrong) {
          const answer = await giveSeen(stage().as(login), type, complaintId, bodies[type]);
          expectRefused(answer, 409, expected(own, at, answer.body['code']));
          if (answer.body['code'] === 'wrong-step')
            expect(answer.body['title']).toContain(String(step));
        }
      },
      30_000,
    );

    it('waits, bounded, for a case that another service does not have yet, and says come again', async () => {
      const { complaintId } = await register(stage());
      const etag = await stage().as('tim.waru').etag(complaintId);
      const later = belongs.filter(([type]) =>
        ['ConsultUnit', 'DraftAnswer', 'DeliverResult'].includes(type),
      );
      const answers = await Promise.all(
        later.map(([type, , login]) =>
          give(stage().as(login), type, { body: bodies[type], complaintId, etag }),
        ),
      );
      for (const answer of answers) {
        expectRefused(answer, 503, 'not-arrived');
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    }, 30_000);

    it('takes a step by the role that the procedure names, and no other', async () => {
      const { complaintId } = await register(stage());
      const etag = await stage().as('tim.waru').etag(complaintId);
      for (const login of ['petugas.waru', 'kasi.waru', 'camat.waru', 'inspektorat']) {
        const given = { body: { step: 2 }, complaintId, etag };
        expectRefused(await give(stage().as(login), 'TakeStep', given), 403, 'wrong-role');
      }
      const untaken = { body: { step: 2 }, complaintId, etag };
      expectRefused(
        await give(stage().as('tim.waru'), 'ReleaseStep', untaken),
        409,
        'step-not-taken',
      );
      await stage().as('tim.waru').act(complaintId, 'TakeStep', { step: 2 });
      const colleague = stage().as('tim2.waru');
      for (const type of ['ClassifyComplaint', 'TakeStep', 'ReleaseStep'] as const) {
        const answer = await giveSeen(colleague, type, complaintId, bodies[type]);
        expectRefused(answer, 409, 'step-taken');
      }
    });

    it('keeps an open case from the Inspektorat, sealing apart', async () => {
      const { complaintId } = await register(stage());
      const inspektorat = stage().as('inspektorat');
      const etag = await inspektorat.etag(complaintId);
      const types = ['ClassifyComplaint', 'ReferComplaint', 'RequestClarification'] as const;
      for (const type of [...types, 'AddInformation', 'RequestWithdrawal'] as const) {
        const given = { body: bodies[type], complaintId, etag };
        expectRefused(await give(inspektorat, type, given), 403, 'wrong-role');
      }
    });

    it('does not know a complaint that is not there', async () => {
      for (const [type, , login] of belongs) {
        const answer = await give(stage().as(login), type, { body: bodies[type] });
        expectRefused(answer, 404, 'not-found');
      }
      const nobody = { body: {}, complaintId: 'bukan-uuid' };
      expectRefused(
        await give(stage().as('camat.waru'), 'ApproveAnswer', nobody),
        404,
        'not-found',
      );
    });
  });
};
