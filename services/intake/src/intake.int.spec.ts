import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  commandContracts,
  type CommandInput,
  type CommandReply,
  type CommandType,
  type Role,
} from '#libs/contracts';
import { commandKeyOf, derivedId, handleCommand, type StoredEvent } from '#libs/eventsourcing';
import { identityKeyId, isErased, personKeyId } from '#libs/privacy';
import type { RunningService } from '#libs/service';
import {
  account,
  complaintRegistered,
  eventually,
  foreignService,
  occasion,
  penajam,
  publishRules,
  readStream,
  sendCommand,
  startTestServers,
  waru,
  type TestServers,
} from '#libs/testing';
import { create } from './create.js';
import { complaint } from './domain/complaint.js';
import type { ComplaintOrder } from './domain/orders.js';

let servers: TestServers;
let service: RunningService;
let triage: ReturnType<typeof foreignService>;
let resolution: ReturnType<typeof foreignService>;
let clockAt = '2026-11-24T01:00:00.000Z';

beforeAll(async () => {
  servers = await startTestServers();
  service = await create(servers.config, { now: () => new Date(clockAt) });
  triage = foreignService(service.kit, 'triage');
  resolution = foreignService(service.kit, 'resolution');
  await publishRules(service.kit);
}, 120_000);

afterAll(async () => {
  await triage?.stop();
  await resolution?.stop();
  await service?.close();
  await servers?.close();
}, 60_000);

const petugas = account('petugas');
const eventsOf = (complaintId: string): Promise<StoredEvent[]> =>
  readStream(service.kit, `intake-${complaintId}`);
const typesOf = async (complaintId: string): Promise<string[]> =>
  (await eventsOf(complaintId)).map(({ type }) => type);
const stored = (complaintId: string, type: string): Promise<StoredEvent> =>
  eventually(async () => (await eventsOf(complaintId)).find((event) => event.type === type));
const codeOf = (reply: CommandReply): string => (reply.ok ? 'ok' : reply.error.code);

const send = <T extends CommandType>(
  type: T,
  body: CommandInput<T>,
  more: Partial<Parameters<typeof sendCommand<T>>[1]> = {},
): Promise<CommandReply> => sendCommand(service.kit, { type, by: petugas, body, ...more });

const body = (
  changes: Partial<CommandInput<'RegisterComplaint'>> = {},
): CommandInput<'RegisterComplaint'> => ({
  kecamatan: waru,
  caseType: 'complaint',
  channel: 'walk-in',
  subject: 'Lampu jalan padam',
  description: 'Lampu jalan di depan SDN 003 padam sejak minggu lalu.',
  reporter: { name: 'Siti Aminah', phone: '0811 5500 100' },
  reportedParties: [{ name: 'Budi Santoso' }],
  ...changes,
});
const register = (
  changes: Partial<CommandInput<'RegisterComplaint'>> = {},
  more: Partial<Parameters<typeof sendCommand<'RegisterComplaint'>>[1]> = {},
): Promise<CommandReply> => send('RegisterComplaint', body(changes), more);

const registered = async (
  changes: Partial<CommandInput<'RegisterComplaint'>> = {},
): Promise<string> => {
  const reply = await register(changes);
  if (!reply.ok || !reply.complaintId) throw new Error(JSON.stringify(reply));
  return reply.complaintId;
};

const checkedBody = (input: CommandInput<'RegisterComplaint'>) =>
  commandContracts.RegisterComplaint.schema.parse(input);

/** Only the decision of a command is stored, as if the service had died right after it. */
const died = (
  complaintId: string,
  order: object,
  role: Role,
  commandKey: string = randomUUID(),
): Promise<unknown> =>
  handleCommand({
    store: service.kit.store,
    sealer: service.kit.sealer,
    now: service.kit.now,
    decider: complaint,
    streamId: `intake-${complaintId}`,
    command: { ...occasion(role, { complaintId }), ...order } as ComplaintOrder,
    context: {
      kecamatan: waru,
      complaintId,
      actor: account(role),
      commandKey,
      correlationId: 'spec',
    },
  });

describe('RegisterComplaint', () => {
  it('records, numbers and hands over, and tells number and tracking code', async () => {
    const reply = await register({ receivedAt: '2026-11-23T02:00:00+08:00' });
    expect(reply).toMatchObject({
      ok: true,
      revision: '2',
      replayed: false,
      result: {
        registerNumber: expect.stringMatching(/^REG\/\d{4}\/Kec\.Waru\/2026$/) as string,
        trackingCode: expect.stringMatching(/^\w{4}-\w{4}-\w{3}$/) as string,
      },
    });
    if (!reply.ok) return;
    const complaintId = reply.complaintId ?? '';
    const [recorded, numbered, passedOn] = await eventsOf(complaintId);
    expect(await typesOf(complaintId)).toEqual([
      'ComplaintRegistered',
      'RegisterNumberAssigned',
      'CaseHandedOver',
    ]);
    expect(recorded?.metadata).toMatchObject({
      complaintId,
      kecamatan: waru,
      round: 1,
      step: 1,
      actor: { id: petugas.id, role: 'petugas' },
      receivedAt: '2026-11-22T18:00:00.000Z',
      recordedAt: clockAt,
      procedureVersion: 1,
      calendarVersion: 1,
    });
    expect(numbered?.data).toMatchObject({ registerNumber: reply.result['registerNumber'] });
    expect(numbered?.metadata.causationId).toBe(recorded?.id);
    expect(passedOn?.data).toMatchObject({ to: 'triage', toStep: 2 });
    expect(reply.position.commit).toBe(passedOn?.position.commit.toString());
  });

  it('stores nothing that tells who or what in the clear', async () => {
    const complaintId = await registered();
    const text = JSON.stringify(await eventsOf(complaintId), (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    for (const secret of ['Siti', '5500100', 'Lampu', 'SDN', 'Budi'])
      expect(text).not.toContain(secret);
  });

  it('with the same key is the same complaint for ever', async () => {
    const key = randomUUID();
    const first = await register({}, { key });
    const again = await register({}, { key });
    expect(first.ok && again.ok).toBe(true);
    if (!first.ok || !again.ok) return;
    expect(again).toEqual({ ...first, replayed: true });
    expect(codeOf(await register({ subject: 'Lain' }, { key }))).toBe('key-reused');
  });

  it('gives all that come at once under one key the same answer: number and code of what is stored', async () => {
    const key = randomUUID();
    const replies = await Promise.all([1, 2, 3, 4].map(() => register({}, { key })));
    const [first] = replies;
    if (!first?.ok) throw new Error(JSON.stringify(first));
    for (const reply of replies)
      expect({ ...reply, replayed: true }).toEqual({ ...first, replayed: true });
    const registered = await stored(first.complaintId ?? '', 'ComplaintRegistered');
    const { trackingCode } = await service.kit.sealer.open(
      registered.type,
      first.complaintId ?? '',
      registered.data,
    );
    expect(first.result['trackingCode']).toBe(trackingCode);
  });

  it('numbers without a gap, however many come at once', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => register()));
    expect(replies.map(codeOf)).toEqual(replies.map(() => 'ok'));
    const series = await readStream(service.kit, `intake-register-${waru}-2026`);
    const numbers = await Promise.all(
      series.map(async ({ data }) => {
        const events = await eventsOf(String(data['complaintId']));
        return events.find(({ type }) => type === 'RegisterNumberAssigned')?.data['n'];
      }),
    );
    expect(numbers).toEqual(series.map((_, index) => index + 1));
  });

  it('counts numbers by kecamatan, and by local year', async () => {
    const before = clockAt;
    // The last evening of the year in UTC is the first morning in Waru.
    clockAt = '2026-12-31T17:00:00.000Z';
    try {
      const first = await register();
      expect(first).toMatchObject({ result: { registerNumber: 'REG/0001/Kec.Waru/2027' } });
      const other = await register({ kecamatan: penajam }, { by: account('petugas', penajam) });
      expect(other).toMatchObject({ result: { registerNumber: 'REG/0001/Kec.Penajam/2027' } });
    } finally {
      clockAt = before;
    }
  });

  it('is finished after a crash between complaint and number', async () => {
    const complaintId = randomUUID();
    const { step: _, ...fact } = complaintRegistered();
    await died(
      complaintId,
      {
        type: 'RegisterComplaint',
        data: { ...fact.data, kecamatan: waru },
        trackingCode: 'K7QM-3XRT-9WZ',
      },
      'petugas',
    );
    await stored(complaintId, 'CaseHandedOver');
    expect(await typesOf(complaintId)).toEqual([
      'ComplaintRegistered',
      'RegisterNumberAssigned',
      'CaseHandedOver',
    ]);
  });

  it('is finished by the repeated command too, which gets the first answer', async () => {
    const key = randomUUID();
    const commandKey = commandKeyOf(petugas.id, waru, 'RegisterComplaint', key);
    const complaintId = derivedId('complaint', commandKey);
    const data = checkedBody(body());
    const trackingCode = 'K7QM-3XRT-9WZ';
    await died(
      complaintId,
      { type: 'RegisterComplaint', data, trackingCode },
      'petugas',
      commandKey,
    );
    const reply = await register({}, { key });
    expect(reply).toMatchObject({
      ok: true,
      complaintId,
      replayed: true,
      result: { trackingCode },
    });
    const numbered = await stored(complaintId, 'RegisterNumberAssigned');
    expect(reply.ok && reply.result['registerNumber']).toBe(numbered.data['registerNumber']);
  });

  it('refuses what the rules do not allow, and stores nothing', async () => {
    const refused: [Partial<CommandInput<'RegisterComplaint'>>, string][] = [
      [{ channel: 'phone', ticketId: randomUUID() }, 'invalid'],
      [{ receivedAt: '2026-11-25T00:00:00Z' }, 'received-in-future'],
      [{ receivedAt: '2024-11-25T00:00:00Z' }, 'received-too-old'],
      [{ villageCode: '64.09.01.1001' }, 'unknown-village'],
      [{ replyBy: 'email' }, 'contact-missing'],
      [{ reporter: { nik: '6409024513900001' } }, 'invalid'],
      [{ subject: 'a\u0007b' }, 'invalid'],
      [{ description: 'x'.repeat(200_000) }, 'invalid'],
      [{ boxOpeningId: randomUUID(), channel: 'suggestion-box' }, 'not-found'],
    ];
    for (const [changes, code] of refused) expect(codeOf(await register(changes))).toBe(code);
    expect(codeOf(await register({}, { by: account('tim') }))).toBe('wrong-role');
    expect(codeOf(await register({}, { by: account('reporter') }))).toBe('channel-not-allowed');
    expect(codeOf(await register({ kecamatan: '64.09.03' }, { kecamatan: '64.09.03' }))).toBe(
      'unknown-kecamatan',
    );
    expect(codeOf(await register({}, { by: account('petugas', penajam), kecamatan: waru }))).toBe(
      'other-kecamatan',
    );
  });
});

describe('the kotak saran', () => {
  const open = async (slips: number): Promise<string> => {
    const reply = await send('OpenSuggestionBox', {
      openedAt: clockAt,
      location: 'Ruang pelayanan',
      slips,
      witnesses: [{ name: 'Tono' }],
    });
    if (!reply.ok) throw new Error(JSON.stringify(reply));
    return String(reply.result['openingId']);
  };
  const slip = (boxOpeningId: string, more: Partial<CommandInput<'RegisterComplaint'>> = {}) =>
    register({ channel: 'suggestion-box', boxOpeningId, ...more });
  const boxOf = async (openingId: string): Promise<string[]> =>
    (await readStream(service.kit, `intake-box-${openingId}`)).map(({ type }) => type);

  it('gives no more complaints than it had slips, however many are recorded at once', async () => {
    const openingId = await open(2);
    const codes = (await Promise.all([1, 2, 3, 4].map(() => slip(openingId)))).map(codeOf);
    expect(codes.sort()).toEqual(['box-full', 'box-full', 'ok', 'ok']);
    expect(await boxOf(openingId)).toEqual(['SuggestionBoxOpened', 'SlipRecorded', 'SlipRecorded']);
  });
  it('counts no slip for what is refused, and one for what is repeated', async () => {
    const openingId = await open(1);
    expect(codeOf(await slip(openingId, { replyBy: 'email' }))).toBe('contact-missing');
    expect(await boxOf(openingId)).toEqual(['SuggestionBoxOpened']);
    const key = randomUUID();
    const taken = body({ channel: 'suggestion-box', boxOpeningId: openingId });
    expect(codeOf(await send('RegisterComplaint', taken, { key }))).toBe('ok');
    expect(await send('RegisterComplaint', taken, { key })).toMatchObject({ replayed: true });
  });
  it('gives a slip free that was counted for a complaint which a crash kept away', async () => {
    const openingId = await open(1);
    await triage.happened(
      randomUUID(),
      [{ type: 'SlipRecorded', data: { complaintId: randomUUID() }, round: 1, step: 1 }],
      { streamId: `intake-box-${openingId}`, at: clockAt },
    );
    expect(codeOf(await slip(openingId))).toBe('box-full');
    const before = clockAt;
    clockAt = '2026-11-24T01:11:00.000Z';
    try {
      expect(codeOf(await slip(openingId))).toBe('ok');
    } finally {
      clockAt = before;
    }
    expect(await boxOf(openingId)).toEqual([
      'SuggestionBoxOpened',
      'SlipRecorded',
      'SlipReleased',
      'SlipRecorded',
    ]);
  });
});

describe('the counter', () => {
  it('gives tickets from 1 and calls each visitor once', async () => {
    const by = account('petugas', penajam);
    const take = (key: string) => send('TakeTicket', { purpose: 'consultation' }, { by, key });
    const first = await take('first');
    expect(first).toMatchObject({ ok: true, result: { ticket: 1 } });
    expect(await take('first')).toMatchObject({ replayed: true, result: { ticket: 1 } });
    expect(await take('second')).toMatchObject({ result: { ticket: 2 } });
    const called = await Promise.all(
      ['1', '2'].map((counter) => send('CallNextVisitor', { counter }, { by })),
    );
    const tickets = called.map((reply) =>
      reply.ok ? String(reply.result['ticket']) : codeOf(reply),
    );
    expect(tickets.toSorted()).toEqual(['1', '2']);
    expect(codeOf(await send('CallNextVisitor', { counter: '1' }, { by }))).toBe('no-visitor');
    const ticketId = first.ok ? String(first.result['ticketId']) : '';
    expect(codeOf(await send('FinishVisitor', { ticketId, outcome: 'served' }, { by }))).toBe('ok');
    expect(codeOf(await send('FinishVisitor', { ticketId, outcome: 'left' }, { by }))).toBe(
      'already-done',
    );
  });
});

describe('what other services do', () => {
  const question = randomUUID();

  it('lets the reporter answer a question, once', async () => {
    const complaintId = await registered();
    const by = { ...account('reporter'), complaintId };
    const answer = () =>
      send('AnswerClarification', { requestId: question, text: 'Di RT 04.' }, { by, complaintId });
    expect(codeOf(await answer())).toBe('no-such-request');
    await triage.happened(complaintId, [
      {
        type: 'ClarificationRequested',
        data: { requestId: question, question: 'Di mana?' },
        round: 1,
        step: 2,
      },
    ]);
    await stored(complaintId, 'ClarificationOpened');
    expect(codeOf(await answer())).toBe('ok');
    expect(codeOf(await answer())).toBe('already-done');
  });

  it('settles a request to withdraw, and ends the case', async () => {
    const complaintId = await registered();
    const by = { ...account('reporter'), complaintId };
    const ask = () => send('RequestWithdrawal', { reason: 'Sudah selesai.' }, { by, complaintId });
    const first = await ask();
    const requestId = first.ok ? String(first.result['requestId']) : '';
    expect(codeOf(await ask())).toBe('withdrawal-pending');
    await triage.happened(complaintId, [
      {
        type: 'WithdrawalRefused',
        data: { requestId, reason: 'Menyangkut banyak warga.' },
        round: 1,
        step: 2,
      },
    ]);
    await stored(complaintId, 'WithdrawalSettled');
    const second = await ask();
    const again = second.ok ? String(second.result['requestId']) : '';
    expect(again).not.toBe(requestId);
    await resolution.happened(complaintId, [
      { type: 'WithdrawalAccepted', data: { requestId: again }, round: 1, step: 5 },
      { type: 'CaseClosed', data: { outcome: 'withdrawn' }, round: 1, step: 5 },
    ]);
    await stored(complaintId, 'CaseEnded');
    expect(codeOf(await send('AddInformation', { text: 'Lagi.' }, { by, complaintId }))).toBe(
      'case-closed',
    );
  });

  it('reserves the complaint to the Inspektorat, and gives it back', async () => {
    const complaintId = await registered();
    const add = (role: Role) =>
      send('AddInformation', { text: 'Ada bukti.' }, { by: account(role), complaintId });
    await triage.happened(complaintId, [
      { type: 'CaseSealed', data: { ground: 'camat' }, round: 1, step: 2 },
    ]);
    await stored(complaintId, 'SealNoted');
    expect(codeOf(await add('petugas'))).toBe('case-sealed');
    expect(codeOf(await add('inspektorat'))).toBe('ok');
    await triage.happened(complaintId, [
      { type: 'CaseUnsealed', data: { reason: 'Bukan mengenai Camat.' }, round: 1, step: 2 },
    ]);
    await eventually(async () => codeOf(await add('petugas')) === 'ok');
  });
});

describe('erasure', () => {
  const admin = account('admin');
  const reporterOf = async (complaintId: string): Promise<unknown> => {
    const [recorded] = await eventsOf(complaintId);
    const opened = await service.kit.sealer.open(
      'ComplaintRegistered',
      complaintId,
      recorded?.data ?? {},
    );
    return opened['reporter'];
  };

  it('forgets the reporter before it is answered', async () => {
    const complaintId = await registered();
    expect(await reporterOf(complaintId)).toMatchObject({ name: 'Siti Aminah' });
    const erase = () => send('EraseIdentity', { ground: 'request' }, { by: admin, complaintId });
    expect(codeOf(await erase())).toBe('ok');
    expect(isErased(await reporterOf(complaintId))).toBe(true);
    expect(await service.kit.vault.existingKey(identityKeyId(complaintId))).toBe('destroyed');
    expect(codeOf(await erase())).toBe('ok');
    expect(
      codeOf(await send('CorrectReporter', { reporter: { name: 'Siti' } }, { complaintId })),
    ).toBe('identity-erased');
    expect(codeOf(await send('AddInformation', { text: 'Tetap padam.' }, { complaintId }))).toBe(
      'ok',
    );
  });

  it('forgets another person', async () => {
    const complaintId = await registered();
    const [recorded] = await eventsOf(complaintId);
    const parties = recorded?.data['reportedParties'] as { personId: string }[];
    const personId = parties[0]?.personId ?? '';
    const erase = { personId, ground: 'unlawful' } as const;
    expect(codeOf(await send('ErasePerson', erase, { by: admin, complaintId }))).toBe('ok');
    const key = personKeyId(complaintId, personId);
    expect(await service.kit.vault.existingKey(key)).toBe('destroyed');
    expect(await reporterOf(complaintId)).toMatchObject({ name: 'Siti Aminah' });
  });

  it('is finished after a crash between the event and the key', async () => {
    const complaintId = await registered();
    const order = { type: 'EraseIdentity', data: { ground: 'retention-ended' } };
    await died(complaintId, order, 'admin');
    const key = identityKeyId(complaintId);
    await eventually(async () => (await service.kit.vault.existingKey(key)) === 'destroyed');
  });

  it('is for the admin', async () => {
    const complaintId = await registered();
    expect(codeOf(await send('EraseIdentity', { ground: 'request' }, { complaintId }))).toBe(
      'wrong-role',
    );
  });
});
