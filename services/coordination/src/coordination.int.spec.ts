import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput, CommandReply, CommandType } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import type { RunningService } from '#libs/service';
import {
  account,
  caseFactsOf,
  eventually,
  foreignService,
  publishRules,
  readStream,
  sendCommand,
  startTestServers,
  type TestServers,
} from '#libs/testing';
import { create } from './create.js';

let servers: TestServers;
let service: RunningService;
let triage: ReturnType<typeof foreignService>;
let sla: ReturnType<typeof foreignService>;

beforeAll(async () => {
  servers = await startTestServers();
  service = await create(servers.config);
  triage = foreignService(service.kit, 'triage');
  sla = foreignService(service.kit, 'sla');
  await publishRules(service.kit);
}, 120_000);

afterAll(async () => {
  await triage?.stop();
  await sla?.stop();
  await service?.close();
  await servers?.close();
}, 60_000);

const kasi = account('kasi');
const tim = account('tim');
const eventsOf = (complaintId: string): Promise<StoredEvent[]> =>
  readStream(service.kit, `coordination-${complaintId}`);

/** Waits for an event of that type on the stream and gives it. */
const stored = (complaintId: string, type: string): Promise<StoredEvent> =>
  eventually(async () => (await eventsOf(complaintId)).find((event) => event.type === type));

const send = <T extends CommandType>(
  type: T,
  complaintId: string,
  body: CommandInput<T>,
  by = kasi,
): Promise<CommandReply> =>
  sendCommand(service.kit, { type, by, complaintId, body, service: 'coordination' });

const resultOf = (reply: CommandReply, name: string): string => {
  if (!reply.ok) throw new Error(reply.error.code);
  return String(reply.result[name]);
};
const codeOf = (reply: CommandReply): string => (reply.ok ? 'ok' : reply.error.code);

const handedOver = (toStep: 3 | 4 = 3, toRound = 1) => ({
  type: 'CaseHandedOver' as const,
  data: { from: 'triage', to: 'coordination', toStep, toRound, facts: caseFactsOf() } as const,
  round: 1,
  step: 2 as const,
});

const arrive = async (toStep: 3 | 4 = 3): Promise<string> => {
  const complaintId = randomUUID();
  await triage.happened(complaintId, [handedOver(toStep)]);
  await stored(complaintId, 'CaseArrived');
  return complaintId;
};

const question = 'Kapan jalan diperbaiki?';
const sealed = { $sealed: expect.any(String) as string };
const anHourAgo = (): string => new Date(Date.now() - 3_600_000).toISOString();
const justNow = (): string => new Date(Date.now() - 1_000).toISOString();

describe('a case that triage hands over', () => {
  it('is coordinated, discussed in a meeting and handed to resolution', async () => {
    const complaintId = await arrive();
    const asked = await send('ConsultUnit', complaintId, { unitId: 'pupr', question });
    const consultationId = resultOf(asked, 'consultationId');
    expect(codeOf(await send('ConcludeCoordination', complaintId, { summary: 'Beres.' }))).toBe(
      'answers-missing',
    );
    const answeredBy = { name: 'Budi Santoso' };
    const answer = { consultationId, answer: 'Minggu depan.', answeredBy };
    expect(codeOf(await send('RecordUnitAnswer', complaintId, answer))).toBe('ok');
    expect(codeOf(await send('ConcludeCoordination', complaintId, { summary: 'Beres.' }))).toBe(
      'ok',
    );
    const called = await send(
      'ScheduleMeeting',
      complaintId,
      {
        at: new Date(Date.now() + 3_600_000).toISOString(),
        place: 'Aula',
        agenda: ['Tindak lanjut'],
        invited: [{ name: 'Budi Santoso' }],
      },
      tim,
    );
    const minutes = {
      meetingId: resultOf(called, 'meetingId'),
      from: anHourAgo(),
      to: justNow(),
      attendance: [{ name: 'Budi Santoso' }],
      discussion: 'Semua sepakat.',
      decisions: [{ text: 'Ditambal.', unitId: 'pupr' }],
      outcome: 'decided',
    } as const;
    const recorded = await send(
      'RecordMeeting',
      complaintId,
      { ...minutes, attendance: [...minutes.attendance], decisions: [...minutes.decisions] },
      tim,
    );
    expect(recorded).toMatchObject({ ok: true, result: { meetingId: minutes.meetingId } });
    const events = await eventsOf(complaintId);
    expect(events.map(({ type }) => type)).toEqual([
      'CaseArrived',
      'UnitConsulted',
      'UnitAnswered',
      'CoordinationConcluded',
      'MeetingScheduled',
      'MeetingHeld',
      'CaseHandedOver',
    ]);
    expect(events.map(({ metadata }) => metadata.step)).toEqual([3, 3, 3, 3, 4, 4, 4]);
    expect(events[2]?.data['answeredBy']).toMatchObject({ details: sealed });
    expect(events[5]?.data).toMatchObject({
      discussion: sealed,
      attendance: [{ present: true, details: sealed }],
    });
    expect(events[6]?.data).toMatchObject({
      to: 'resolution',
      toStep: 5,
      facts: { meetingHeld: true },
    });
    // Nothing of it stands anywhere in the clear.
    const stored = JSON.stringify(events, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    expect(stored).not.toMatch(/Budi|sepakat|Minggu depan|Kapan jalan/);
  });

  it('is refused before it has arrived, and to other roles', async () => {
    const body = { unitId: 'pupr', question };
    expect(codeOf(await send('ConsultUnit', randomUUID(), body))).toBe('not-arrived');
    const complaintId = await arrive();
    expect(codeOf(await send('ConsultUnit', complaintId, body, tim))).toBe('wrong-role');
    expect(codeOf(await send('TakeStep', complaintId, { step: 4 }, tim))).toBe('wrong-role');
    expect(codeOf(await send('TakeStep', complaintId, { step: 3 }))).toBe('ok');
  });

  it('arrives at step 4 when the decision was contested', async () => {
    const complaintId = await arrive(4);
    expect(codeOf(await send('TakeStep', complaintId, { step: 4 }, tim))).toBe('ok');
    expect(codeOf(await send('WaiveMeeting', complaintId, { reason: 'Cukup.' }, tim))).toBe(
      'meeting-required',
    );
  });
});

describe('a timer of sla', () => {
  const fired = (kind: 'unit-reminder' | 'silent-close', ref: string, occurrence = 1) => ({
    type: 'TimerFired' as const,
    data: { timerId: randomUUID(), kind, dueAt: anHourAgo(), ref, occurrence },
    round: 1,
    step: 0 as const,
  });

  it('reminds a party that is late, and nobody of anything else', async () => {
    const complaintId = await arrive();
    const asked = await send('ConsultUnit', complaintId, { unitId: 'dlh', question });
    const consultationId = resultOf(asked, 'consultationId');
    await sla.happened(complaintId, [fired('silent-close', consultationId)]);
    await sla.happened(complaintId, [fired('unit-reminder', consultationId)]);
    const { data } = await stored(complaintId, 'UnitReminded');
    expect(data).toEqual({ consultationId, unitId: 'dlh', reminder: 1 });
    await sla.happened(complaintId, [fired('unit-reminder', consultationId, 1)]);
    await sla.happened(complaintId, [fired('unit-reminder', consultationId, 2)]);
    const reminders = await eventually(async () => {
      const events = await eventsOf(complaintId);
      const all = events.filter(({ type }) => type === 'UnitReminded');
      return all.some((event) => event.data['reminder'] === 2) && all;
    });
    expect(reminders.map((event) => event.data['reminder'])).toEqual([1, 2]);
  });
});

describe('a request to withdraw', () => {
  it('is noted when it followed the case to here, waits for it, and ends it', async () => {
    const complaintId = randomUUID();
    const requestId = randomUUID();
    const forwarded = (to: 'coordination' | 'resolution', id: string) => ({
      type: 'WithdrawalForwarded' as const,
      data: { requestId: id, to },
      round: 1,
      step: 0 as const,
    });
    await triage.happened(complaintId, [forwarded('resolution', randomUUID())]);
    await triage.happened(complaintId, [handedOver()]);
    await triage.happened(complaintId, [forwarded('coordination', requestId)]);
    const { data } = await stored(complaintId, 'WithdrawalNoted');
    expect(data).toEqual({ requestId });
    const decision = { step: 3, requestId, accept: true } as const;
    expect(codeOf(await send('DecideWithdrawal', complaintId, decision))).toBe('ok');
    const types = (await eventsOf(complaintId)).map(({ type }) => type);
    expect(types).toEqual(['CaseArrived', 'WithdrawalNoted', 'WithdrawalAccepted', 'CaseClosed']);
  });
});
