import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { bodies } from '../bodies.js';
import { complaint, expectRefused, give, giveSeen, register, waru, type Stage } from '../stage.js';
import { ViewReader, viewNames } from '../views.js';
import { act, page, walkTo } from './acts.js';

const erased = { erased: true };

/** People: forgetting them, reaching them, serving them. */
export const describePeople = (stage: () => Stage): void => {
  it('a forgotten reporter is gone from every view, and a rebuild brings nobody back', async () => {
    const { complaintId, registerNumber } = await register(stage(), {
      subject: 'Lampu padam',
      reporter: { name: 'Zubaidah Nirmala', phone: '081299887766', email: 'zubaidah@example.org' },
      reportedParties: [{ name: 'Wiranto Kusuma' }],
    });
    await walkTo(stage(), complaintId, 'closed');
    const tim = stage().as('tim.waru');
    const find = async (q: string): Promise<string[]> => {
      const { body } = await tim.must('GET', `/search?q=${encodeURIComponent(q)}`);
      return (body['cases'] as { complaintId: string }[]).map((each) => each.complaintId);
    };
    await eventually(async () => (await find('zubaidah nirmala')).length === 1);
    await giveSeen(stage().as('petugas.waru'), 'CorrectReporter', complaintId, {
      reporter: { name: 'Zubaidah Nirmala Sari', email: 'zubaidah@example.org' },
    });

    const admin = stage().as('admin');
    const ground = { ground: 'request' } as const;
    await admin.act(complaintId, 'EraseIdentity', ground);
    const shown = await page(stage(), complaintId, ({ erasedAt }) => erasedAt !== undefined);
    expect(shown).toMatchObject({ reporter: erased, subject: 'Lampu padam', status: 'closed' });
    expect(shown['reportedParties']).toMatchObject([{ details: { name: 'Wiranto Kusuma' } }]);
    await eventually(async () => (await find('zubaidah')).length === 0);
    expect(await find('lampu padam')).toContain(complaintId);
    expect(await find(registerNumber)).toEqual([complaintId]);
    const bookLine = async (): Promise<unknown> => {
      const { body } = await tim.must('GET', `/register?kecamatan=${waru}&year=2026&limit=200`);
      const rows = body['rows'] as { complaintId: string; reporterName?: unknown }[];
      return rows.find((row) => row.complaintId === complaintId)?.reporterName;
    };
    await eventually(async () => JSON.stringify(await bookLine()) === JSON.stringify(erased));

    const corrected = { reporter: { name: 'Zubaidah' }, replyBy: 'counter' };
    expectRefused(
      await giveSeen(stage().as('petugas.waru'), 'CorrectReporter', complaintId, corrected),
      409,
      'identity-erased',
    );
    // Twice is as good as once.
    await admin.act(complaintId, 'EraseIdentity', ground);
    const { personId } = (shown['reportedParties'] as { personId: string }[])[0] ?? {};
    await admin.act(complaintId, 'ErasePerson', { ...ground, personId: personId ?? '' });
    await page(
      stage(),
      complaintId,
      ({ reportedParties }) =>
        JSON.stringify(reportedParties) === JSON.stringify([{ personId, details: erased }]),
    );

    const { servers } = stage().whole.system;
    const reader = await ViewReader.open(servers.mongoUri);
    try {
      for (const view of await viewNames(admin)) {
        const before = await reader.documents(view);
        await reader.rebuild(view, admin);
        const after = await reader.documents(view);
        expect(after, view).toEqual(before);
        expect(JSON.stringify([...after.values()]), view).not.toMatch(/zubaidah|wiranto|99887766/i);
      }
    } finally {
      await reader.close();
    }
    expect(await page(stage(), complaintId)).toMatchObject({ reporter: erased });
  }, 90_000);

  it('who has only a telephone gives the Petugas a task, which is done once', async () => {
    const { complaintId, registerNumber } = await register(stage(), {
      reporter: { name: 'Pelapor Telepon', phone: '081211112222' },
    });
    const petugas = stage().as('petugas.waru');
    interface Task {
      taskId: string;
      complaintId: string;
      registerNumber: string;
      method: string;
      contact: unknown;
    }
    const tasks = async (): Promise<Task[]> => {
      const { body } = await petugas.must('GET', '/tasks?limit=200');
      return (body['tasks'] as Task[]).filter((task) => task.complaintId === complaintId);
    };
    const [task] = await eventually(async () => {
      const found = await tasks();
      return found.length > 0 && found;
    });
    expect(task).toMatchObject({
      registerNumber,
      method: 'phone',
      contact: { name: 'Pelapor Telepon', phone: '+6281211112222' },
    });
    const taskId = task?.taskId ?? '';
    const done = { taskId, outcome: 'reached', note: 'Diterima istrinya.' } as const;
    await act(stage(), 'petugas.waru', complaintId, 'CompleteContactTask', done);
    await eventually(async () => (await tasks()).length === 0);
    const shown = await page(stage(), complaintId);
    expect(shown['tasks']).toMatchObject([{ taskId, state: 'reached', note: done.note }]);
    const again = { ...done, outcome: 'not-reached' };
    expectRefused(
      await giveSeen(petugas, 'CompleteContactTask', complaintId, again),
      409,
      'already-done',
    );
    const unknown = { ...bodies.CompleteContactTask };
    expectRefused(
      await giveSeen(petugas, 'CompleteContactTask', complaintId, unknown),
      404,
      'no-such-request',
    );
  });

  it('the kotak saran gives as many complaints as it had slips, and not one more', async () => {
    const petugas = stage().as('petugas.waru');
    const opened = await petugas.must('POST', `/kecamatan/${waru}/open-suggestion-box`, {
      body: { ...bodies.OpenSuggestionBox, slips: 2 },
      headers: { 'idempotency-key': randomUUID() },
    });
    const boxOpeningId = String(opened.body['openingId']);
    const slip = complaint({ channel: 'suggestion-box', boxOpeningId, reporter: {} });
    const key = randomUUID();
    await petugas.register(slip, key);
    const two = await Promise.all(
      [1, 2, 3].map(() => give(petugas, 'RegisterComplaint', { body: slip })),
    );
    expect(two.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of two.filter(({ status }) => status !== 201))
      expectRefused(answer, 422, 'box-full');
    // The first slip again is no new one.
    expect((await petugas.register(slip, key)).body['replayed']).toBe(true);
    await eventually(async () => {
      const { body } = await petugas.must('GET', `/kecamatan/${waru}/suggestion-boxes`);
      const openings = body['openings'] as { openingId: string; registered: number }[];
      return openings.find(({ openingId }) => openingId === boxOpeningId)?.registered === 2;
    });
    const other = complaint({ ...slip, channel: 'phone' });
    expectRefused(await give(petugas, 'RegisterComplaint', { body: other }), 400, 'invalid', {
      fields: { boxOpeningId: 'only-for-suggestion-box' },
    });
    const elsewhere = complaint({ ...slip, kecamatan: '64.09.01', villageCode: '64.09.01.1001' });
    expectRefused(
      await give(stage().as('petugas.penajam'), 'RegisterComplaint', { body: elsewhere }),
      404,
      'not-found',
    );
  });

  it('the counter calls whoever waits longest, and nobody twice', async () => {
    const petugas = stage().as('petugas.waru');
    const counter = async (action: string, body: object = {}) =>
      (
        await petugas.must('POST', `/kecamatan/${waru}/${action}`, {
          body,
          headers: { 'idempotency-key': randomUUID() },
        })
      ).body;
    const refusedCall = () => give(petugas, 'CallNextVisitor', { body: bodies.CallNextVisitor });
    expectRefused(await refusedCall(), 409, 'no-visitor');
    const first = await counter('take-ticket');
    const second = await counter('take-ticket', { purpose: 'consultation' });
    expect([first['ticket'], second['ticket']]).toEqual([1, 2]);
    const early = { body: { ticketId: second['ticketId'], outcome: 'served' } };
    expectRefused(await give(petugas, 'FinishVisitor', early), 409, 'visitor-not-called');
    // Two counters call at once: each gets another visitor.
    const called = await Promise.all(
      ['1', '2'].map((name) => counter('call-next-visitor', { counter: name })),
    );
    expect(new Set(called.map(({ ticket }) => ticket))).toEqual(new Set([1, 2]));
    expectRefused(await refusedCall(), 409, 'no-visitor');
    await counter('finish-visitor', { ticketId: first['ticketId'], outcome: 'served' });
    await counter('finish-visitor', { ticketId: second['ticketId'], outcome: 'left' });
    const undo = { body: { ticketId: first['ticketId'], outcome: 'left' } };
    expectRefused(await give(petugas, 'FinishVisitor', undo), 409, 'already-done');
    const list = await eventually(async () => {
      const { body } = await petugas.must('GET', `/kecamatan/${waru}/waiting-list`);
      const tickets = body['tickets'] as { state: string }[];
      return tickets.every(({ state }) => state === 'served' || state === 'left') && tickets;
    });
    expect(list).toMatchObject([
      { ticket: 1, state: 'served', purpose: 'complaint' },
      { ticket: 2, state: 'left', purpose: 'consultation' },
    ]);
  });
};
