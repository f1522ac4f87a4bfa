import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput, CommandReply, CommandType, EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import type { RunningService } from '#libs/service';
import {
  account,
  caseFactsOf,
  eventually,
  foreignService,
  penajam,
  publishRules,
  readStream,
  sendCommand,
  startTestServers,
  waru,
  type TestServers,
} from '#libs/testing';
import { create } from './create.js';

let servers: TestServers;
let service: RunningService;
let intake: ReturnType<typeof foreignService>;
let coordination: ReturnType<typeof foreignService>;

beforeAll(async () => {
  servers = await startTestServers();
  service = await create(servers.config);
  intake = foreignService(service.kit, 'intake');
  coordination = foreignService(service.kit, 'coordination');
  await publishRules(service.kit);
}, 120_000);

afterAll(async () => {
  await intake?.stop();
  await coordination?.stop();
  await service?.close();
  await servers?.close();
}, 60_000);

const tim = account('tim');
const eventsOf = (complaintId: string): Promise<StoredEvent[]> =>
  readStream(service.kit, `triage-${complaintId}`);
const typesOf = async (complaintId: string): Promise<string[]> =>
  (await eventsOf(complaintId)).map(({ type }) => type);

/** Waits for an event of that type on the stream and gives it. */
const stored = (complaintId: string, type: string): Promise<StoredEvent> =>
  eventually(async () => (await eventsOf(complaintId)).find((event) => event.type === type));

const send = <T extends CommandType>(
  type: T,
  complaintId: string,
  body: CommandInput<T>,
  more: Partial<Parameters<typeof sendCommand<T>>[1]> = {},
): Promise<CommandReply> =>
  sendCommand(service.kit, { type, by: tim, complaintId, body, service: 'triage', ...more });

const handedOver = (kecamatan = waru) => ({
  type: 'CaseHandedOver' as const,
  data: {
    from: 'intake',
    to: 'triage',
    toStep: 2,
    toRound: 1,
    facts: caseFactsOf(kecamatan === waru ? {} : { caseType: 'consultation' }),
  } as const,
  round: 1,
  step: 1 as const,
});

const arrive = async (kecamatan = waru): Promise<string> => {
  const complaintId = randomUUID();
  await intake.happened(complaintId, [handedOver(kecamatan)], { kecamatan });
  await stored(complaintId, 'CaseArrived');
  return complaintId;
};

const classification = {
  caseType: 'complaint',
  categoryId: 'infrastruktur.jalan-rusak',
  unitIds: ['pupr'],
  note: 'Lubang di depan pasar.',
} as const;
const classify = { ...classification, unitIds: [...classification.unitIds] };

const codeOf = (reply: CommandReply): string => (reply.ok ? 'ok' : reply.error.code);

describe('a case that intake hands over', () => {
  it('is not here before it has arrived, and then may be taken and classified', async () => {
    const complaintId = randomUUID();
    expect(codeOf(await send('TakeStep', complaintId, { step: 2 }))).toBe('not-arrived');
    await intake.happened(complaintId, [handedOver()]);
    await stored(complaintId, 'CaseArrived');
    expect(await send('TakeStep', complaintId, { step: 2 })).toMatchObject({
      ok: true,
      complaintId,
      revision: '1',
      replayed: false,
    });
    const reply = await send('ClassifyComplaint', complaintId, classify, { expectedRevision: 1n });
    expect(reply).toMatchObject({ ok: true, revision: '3' });
    const [arrived, , classified, passedOn] = await eventsOf(complaintId);
    expect(arrived?.metadata).toMatchObject({
      step: 2,
      round: 1,
      kecamatan: waru,
      actor: { id: 'system:triage', role: 'system' },
    });
    expect(arrived?.metadata.causationId).toBe(arrived?.metadata.commandKey);
    expect(classified?.data).toMatchObject({ categoryId: classify.categoryId, priority: 'normal' });
    expect(classified?.data['note']).toMatchObject({ $sealed: expect.any(String) as string });
    expect(classified?.metadata).toMatchObject({
      step: 2,
      actor: { id: tim.id, role: 'tim' },
      procedureVersion: 1,
      calendarVersion: 1,
    });
    expect(passedOn?.data).toMatchObject({ to: 'coordination', toStep: 3, toRound: 1 });
  });

  it('arrives once, though it is told twice', async () => {
    const complaintId = await arrive();
    await intake.happened(complaintId, [handedOver()]);
    // A later event of the same stream shows that the second one was handled.
    const requestId = randomUUID();
    const asked = { requestId, reason: 'Sudah selesai.' };
    await intake.happened(complaintId, [
      { type: 'WithdrawalRequested', data: asked, round: 1, step: 0 },
    ]);
    await stored(complaintId, 'WithdrawalNoted');
    expect(await typesOf(complaintId)).toEqual(['CaseArrived', 'WithdrawalNoted']);
  });
});

describe('commands', () => {
  it('with the same key are answered alike, and with another body refused', async () => {
    const complaintId = await arrive();
    const key = randomUUID();
    const first = await send('ClassifyComplaint', complaintId, classify, { key });
    const again = await send('ClassifyComplaint', complaintId, classify, { key });
    expect(again).toEqual({ ...first, replayed: true });
    const other = { ...classify, note: 'Lain.' };
    expect(codeOf(await send('ClassifyComplaint', complaintId, other, { key }))).toBe('key-reused');
    expect(await typesOf(complaintId)).toEqual([
      'CaseArrived',
      'ComplaintClassified',
      'CaseHandedOver',
    ]);
  });

  it('of two officers at once: one wins, the other is told what happened', async () => {
    const complaintId = await arrive();
    const by = { ...tim, id: 'account-tim-2' };
    const replies = await Promise.all([
      send('TakeStep', complaintId, { step: 2 }, { expectedRevision: 0n }),
      send('TakeStep', complaintId, { step: 2 }, { expectedRevision: 0n, by }),
    ]);
    expect(replies.map(codeOf).sort()).toEqual(['ok', 'revision-mismatch']);
    const refused = replies.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ error: { since: [{ type: 'StepTaken', revision: '1' }] } });
  });

  it('are refused to other roles and the other kecamatan, in whatever name', async () => {
    const complaintId = await arrive();
    const take = { step: 2 } as const;
    const kasi = await send('TakeStep', complaintId, take, { by: account('kasi') });
    expect(codeOf(kasi)).toBe('wrong-role');
    for (const kecamatan of [waru, penajam]) {
      const by = account('tim', penajam);
      const reply = await send('TakeStep', complaintId, take, { by, kecamatan });
      expect(codeOf(reply)).toBe('other-kecamatan');
    }
    const unsigned = await send('ClassifyComplaint', complaintId, { ...classify, unitIds: [] });
    expect(codeOf(unsigned)).toBe('invalid');
  });

  it('answer at once where the procedure lets them', async () => {
    const answer = { answer: 'Loket buka pukul 07.30.', categoryId: 'listrik.padam' };
    const atWaru = await arrive();
    expect(codeOf(await send('AnswerAtOnce', atWaru, answer))).toBe('short-way-off');
    const atPenajam = await arrive(penajam);
    const by = account('tim', penajam);
    expect(codeOf(await send('AnswerAtOnce', atPenajam, answer, { by }))).toBe('ok');
    const { data } = await stored(atPenajam, 'CaseHandedOver');
    expect(data).toMatchObject({ to: 'resolution', toStep: 7, facts: { shortWay: true } });
    expect(data['answer']).toMatchObject({ $sealed: expect.any(String) as string });
  });
});

describe('a question to the reporter', () => {
  it('holds the review up until intake tells that it was answered', async () => {
    const complaintId = await arrive();
    const asked = await send('RequestClarification', complaintId, { question: 'Di RT berapa?' });
    const requestId = asked.ok ? String(asked.result['requestId']) : '';
    expect(codeOf(await send('ClassifyComplaint', complaintId, classify))).toBe(
      'clarification-pending',
    );
    const answered = { requestId, text: 'RT 04.' };
    await intake.happened(complaintId, [
      { type: 'ClarificationAnswered', data: answered, round: 1, step: 0 },
    ]);
    await stored(complaintId, 'ClarificationReceived');
    expect(codeOf(await send('ClassifyComplaint', complaintId, classify))).toBe('ok');
  });
});

describe('a request to withdraw', () => {
  it('follows the case that was passed on', async () => {
    const complaintId = await arrive();
    await send('ClassifyComplaint', complaintId, classify);
    const asked = { requestId: randomUUID(), reason: 'Sudah selesai.' };
    await intake.happened(complaintId, [
      { type: 'WithdrawalRequested', data: asked, round: 1, step: 0 },
    ]);
    const { data } = await stored(complaintId, 'WithdrawalForwarded');
    expect(data).toEqual({ requestId: asked.requestId, to: 'coordination' });
  });
});

describe('linked complaints', () => {
  const linked = async (): Promise<{ duplicate: string; primaryComplaintId: string }> => {
    const [duplicate, primaryComplaintId] = [await arrive(), await arrive()];
    const reply = await send('LinkDuplicate', duplicate, { primaryComplaintId });
    expect(codeOf(reply)).toBe('ok');
    const { data } = await stored(primaryComplaintId, 'DuplicateAttached');
    expect(data).toEqual({ duplicateComplaintId: duplicate });
    return { duplicate, primaryComplaintId };
  };
  const closed = (outcome: EventData<'CaseClosed'>['outcome']) => ({
    type: 'CaseClosed' as const,
    data: { outcome },
    round: 1,
    step: 3 as const,
  });

  it('wait for the primary and are closed with it, wherever that happened', async () => {
    const { duplicate, primaryComplaintId } = await linked();
    expect(codeOf(await send('ClassifyComplaint', duplicate, classify))).toBe('case-linked');
    await send('ClassifyComplaint', primaryComplaintId, classify);
    await coordination.happened(primaryComplaintId, [closed('satisfied')]);
    const { data } = await stored(duplicate, 'CaseClosed');
    expect(data).toEqual({ outcome: 'answered-with-primary', primaryComplaintId });
    const late = await arrive();
    const reply = await send('LinkDuplicate', late, { primaryComplaintId });
    expect(codeOf(reply)).toBe('duplicate-primary-closed');
  });

  it('go their own way when the primary is referred, and when it is sealed', async () => {
    const first = await linked();
    await send('ReferComplaint', first.primaryComplaintId, {
      destination: 'Dinas Kehutanan Provinsi',
      reason: 'Kewenangan provinsi.',
    });
    await stored(first.duplicate, 'UnlinkedFromDuplicate');
    expect(codeOf(await send('TakeStep', first.duplicate, { step: 2 }))).toBe('ok');
    const second = await linked();
    await send('SealCase', second.primaryComplaintId, { ground: 'camat' });
    await stored(second.duplicate, 'UnlinkedFromDuplicate');
    await stored(second.primaryComplaintId, 'DuplicateDetached');
    const reply = await send('LinkDuplicate', second.duplicate, {
      primaryComplaintId: second.primaryComplaintId,
    });
    expect(codeOf(reply)).toBe('duplicate-primary-closed');
  });
});
