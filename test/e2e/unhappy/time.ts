import { expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { bodies } from '../bodies.js';
import { expectRefused, register, type Stage } from '../stage.js';
import { act, closed, page, walkTo } from './acts.js';

/** What time alone brings about. The clock starts on Tuesday, 24 November 2026; it only moves on. */
export const describeTime = (stage: () => Stage): void => {
  it('silence closes a delivered case after ten working days, and not a day earlier', async () => {
    const silent = await register(stage());
    const asked = await register(stage());
    await walkTo(stage(), silent.complaintId, 'delivered');
    await walkTo(stage(), asked.complaintId, 'classified');
    await act(stage(), 'kasi.waru', asked.complaintId, 'ConsultUnit', bodies.ConsultUnit);
    const old = stage().as('tim.waru').token ?? '';
    // The clock of timers reads MongoDB: it must know of both before the time moves.
    const { mongo } = stage().whole.system.portal.kit;
    const timer = (kind: string, complaintId: string) =>
      eventually(async () => {
        const wanted = { kind, complaintId, status: 'waiting' };
        return (await mongo.collection('sla_timers').findOne(wanted)) ?? undefined;
      });
    await timer('unit-reminder', asked.complaintId);
    // 25, 26, 27, 30 November, 1, 2, 3, 4, 7 and 8 December; the day ends at midnight in Waru.
    const { dueAt } = await timer('silent-close', silent.complaintId);
    expect((dueAt as Date).toISOString()).toBe('2026-12-08T16:00:00.000Z');

    // Nine working days later, Monday evening. The reminder of step 3 shows that the clock has struck.
    stage().clock.moveTo('2026-12-07T15:00:00.000Z');
    await stage().signIn('tim.waru');
    await page(stage(), asked.complaintId, ({ consultations }) => {
      const [first] = consultations as { reminders: number }[];
      return first !== undefined && first.reminders > 0;
    });
    expect(await page(stage(), silent.complaintId)).toMatchObject({ status: 'delivered' });
    // A session lasts ten hours.
    const late = await stage().public.call('GET', '/queue', {
      headers: { authorization: `Bearer ${old}` },
    });
    expectRefused(late, 401, 'session-needed');

    stage().clock.moveTo('2026-12-08T16:00:00.000Z');
    await stage().signIn('tim.waru');
    const shown = await closed(stage(), silent.complaintId);
    expect(shown).toMatchObject({ outcome: 'silent', round: 1, step: 7 });
    const { kit } = stage().whole.system.portal;
    const types: string[] = [];
    for await (const event of kit.store.readStream(`resolution-${silent.complaintId}`))
      types.push(`${event.type} ${event.metadata.actor.role}`);
    expect(types.at(-1)).toBe('CaseClosed system');
  }, 60_000);
};
