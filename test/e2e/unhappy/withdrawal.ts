import { expect, it } from 'vitest';
import { expectRefused, give, register, type Stage } from '../stage.js';
import { act, atStep, closed, page, reporterActs, reporterOf, walkTo } from './acts.js';

/** The reporter asks to withdraw. */
export const describeWithdrawal = (stage: () => Stage): void => {
  it('a request to withdraw is refused, asked again and accepted', async () => {
    const registered = await register(stage());
    const { complaintId } = registered;
    const reporter = await reporterOf(stage(), registered);
    const state = async (): Promise<unknown> =>
      (await reporter.must('GET', `/complaints/${complaintId}`)).body['withdrawal'];
    const ask = async (): Promise<string> => {
      const reason = { reason: 'Sudah diperbaiki warga.' };
      const asked = await reporterActs(reporter, complaintId, 'RequestWithdrawal', reason);
      await page(stage(), complaintId, (shown) => shown['waitingFor'] === 'withdrawal');
      return String(asked.body['requestId']);
    };
    const requestId = await ask();
    const twice = { body: { reason: 'Lagi.' }, complaintId };
    expectRefused(await give(reporter, 'RequestWithdrawal', twice), 409, 'withdrawal-pending');
    expect(await state()).toBe('requested');
    const decide = (of: string, accept: boolean) =>
      act(stage(), 'tim.waru', complaintId, 'DecideWithdrawal', {
        step: 2,
        requestId: of,
        accept,
        ...(accept ? {} : { reason: 'Menyangkut keselamatan umum.' }),
      });
    await decide(requestId, false);
    const refused = await page(
      stage(),
      complaintId,
      (shown) => (shown['withdrawal'] as { state: string }).state === 'refused',
    );
    expect(refused['withdrawal']).toMatchObject({ refusalReason: 'Menyangkut keselamatan umum.' });
    expect(refused['status']).toBe('in-review');
    // Intake has to hear of it before it takes another request.
    await page(stage(), complaintId, (shown) => shown['waitingFor'] === undefined);
    const again = await retried(() => ask());
    expect(again).not.toBe(requestId);
    await decide(again, true);
    expect(await closed(stage(), complaintId)).toMatchObject({ outcome: 'withdrawn' });
    expect(await state()).toBe('accepted');
    const late = { body: { text: 'Ternyata masih rusak.' }, complaintId };
    await retried(async () =>
      expectRefused(await give(reporter, 'AddInformation', late), 409, 'case-closed'),
    );
  });

  it('a request follows the case to whoever has it', async () => {
    const registered = await register(stage());
    const { complaintId } = registered;
    const petugas = stage().as('petugas.waru');
    const asked = await petugas.act(complaintId, 'RequestWithdrawal', { reason: 'Selesai.' });
    await page(stage(), complaintId, (shown) => shown['waitingFor'] === 'withdrawal');
    await walkTo(stage(), complaintId, 'coordinated');
    const shown = await atStep(stage(), complaintId, 4);
    expect(shown['withdrawal']).toMatchObject({ state: 'requested' });
    await act(stage(), 'tim.waru', complaintId, 'DecideWithdrawal', {
      step: 4,
      requestId: String(asked.body['requestId']),
      accept: true,
    });
    expect(await closed(stage(), complaintId)).toMatchObject({ outcome: 'withdrawn', step: 4 });
  });
};

/** Tries again for a while what other services have to hear of first. */
const retried = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};
