import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseFacts, CommandInput, CommandReply, CommandType, Role } from '#libs/contracts';
import { handleCommand, type StoredEvent } from '#libs/eventsourcing';
import { identityKeyId } from '#libs/privacy';
import type { RunningService } from '#libs/service';
import {
  account,
  caseFactsOf,
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
import { resolution } from './domain/resolution.js';

let servers: TestServers;
let service: RunningService;
let triage: ReturnType<typeof foreignService>;
let intake: ReturnType<typeof foreignService>;
let coordination: ReturnType<typeof foreignService>;
let sla: ReturnType<typeof foreignService>;
let clockAt = '2026-11-24T01:00:00.000Z';

beforeAll(async () => {
  servers = await startTestServers();
  service = await create(servers.config, { now: () => new Date(clockAt) });
  triage = foreignService(service.kit, 'triage');
  intake = foreignService(service.kit, 'intake');
  coordination = foreignService(service.kit, 'coordination');
  await service.kit.secrets.put(account('camat').id, { displayName: 'Contoh Camat' });
  sla = foreignService(service.kit, 'sla');
  await publishRules(service.kit);
}, 120_000);

afterAll(async () => {
  for (const other of [triage, intake, coordination, sla]) await other?.stop();
  await service?.close();
  await servers?.close();
}, 60_000);

const answer = 'Lampu jalan di depan SDN 003 sudah diperbaiki.';
const eventsOf = (complaintId: string): Promise<StoredEvent[]> =>
  readStream(service.kit, `resolution-${complaintId}`);
const typesOf = async (complaintId: string): Promise<string[]> =>
  (await eventsOf(complaintId)).map(({ type }) => type);
const last = async (complaintId: string, type: string): Promise<StoredEvent | undefined> =>
  (await eventsOf(complaintId)).findLast((event) => event.type === type);
const stored = (complaintId: string, type: string): Promise<StoredEvent> =>
  eventually(() => last(complaintId, type));
const codeOf = (reply: CommandReply): string => (reply.ok ? 'ok' : reply.error.code);
const resultOf = (reply: CommandReply): Record<string, unknown> => {
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.result;
};
const opened = async (event: StoredEvent | undefined): Promise<Record<string, unknown>> => {
  if (!event) throw new Error('no event');
  return service.kit.sealer.open(event.type, event.metadata.complaintId ?? '', event.data);
};

const send = <T extends CommandType>(
  type: T,
  role: Role,
  complaintId: string | undefined,
  body: CommandInput<T>,
  more: Partial<Parameters<typeof sendCommand<T>>[1]> = {},
): Promise<CommandReply> => {
  const of = complaintId === undefined ? {} : { complaintId };
  return sendCommand(service.kit, {
    type,
    by: account(role),
    body,
    service: 'resolution',
    ...of,
    ...more,
  });
};
const done = async <T extends CommandType>(
  type: T,
  role: Role,
  complaintId: string,
  body: CommandInput<T>,
): Promise<Record<string, unknown>> => resultOf(await send(type, role, complaintId, body));

/** What intake and coordination store of a case before it comes here. */
const registered = (complaintId: string): Promise<unknown> =>
  intake.happened(complaintId, [
    {
      type: 'ComplaintRegistered',
      data: {
        caseType: 'complaint',
        channel: 'walk-in',
        receivedAt: '2026-11-23T01:00:00.000Z',
        subject: 'Lampu padam',
        description: 'Sudah seminggu.',
        anonymous: false,
        confidential: false,
        replyBy: 'none',
        language: 'id',
        reporter: { name: 'Siti Aminah' },
        reportedParties: [],
        trackingCode: 'AAAA-BBBB-CCC',
      },
      round: 1,
      step: 1,
    },
  ]);
const met = (complaintId: string): Promise<unknown> =>
  coordination.happened(complaintId, [
    {
      type: 'MeetingScheduled',
      data: {
        meetingId: complaintId,
        at: '2026-11-24T00:00:00.000Z',
        place: 'Aula',
        agenda: ['Lampu'],
        invited: [],
      },
      round: 1,
      step: 4,
    },
    {
      type: 'MeetingHeld',
      data: {
        meetingId: complaintId,
        from: '2026-11-24T00:00:00.000Z',
        to: '2026-11-24T00:30:00.000Z',
        attendance: [
          {
            personId: randomUUID(),
            present: true,
            details: { name: 'Nama Peserta', position: 'Ketua Tim' },
          },
        ],
        discussion: 'Dibahas.',
        decisions: [{ decisionId: randomUUID(), text: 'Lampu diganti.' }],
        outcome: 'decided',
      },
      round: 1,
      step: 4,
    },
  ]);

/** The case comes from its meeting. */
const arrive = async (
  changes: Partial<CaseFacts> = {},
  complaintId: string = randomUUID(),
  toRound = 1,
): Promise<string> => {
  const facts = caseFactsOf({ meetingHeld: true, ...changes });
  await coordination.happened(complaintId, [
    {
      type: 'CaseHandedOver',
      data: { from: 'coordination', to: 'resolution', toStep: 5, toRound, facts },
      round: toRound,
      step: 4,
    },
  ]);
  await eventually(
    async () => (await last(complaintId, 'CaseArrived'))?.metadata.round === toRound,
  );
  return complaintId;
};
const submit = async (complaintId: string): Promise<void> => {
  await done('DraftAnswer', 'kasi', complaintId, { answer });
  await done('ProcessSettlement', 'kasi', complaintId, { settlement: 'Lampu diganti.' });
};
const approve = async (complaintId: string): Promise<string> => {
  await submit(complaintId);
  return String((await done('ApproveAnswer', 'camat', complaintId, {}))['number']);
};
const sign = async (complaintId: string): Promise<void> => {
  const made = await stored(complaintId, 'BeritaAcaraRendered');
  const signedSha256 = String(made.data['sha256']);
  await done('SignAnswer', 'camat', complaintId, { method: 'electronic', signedSha256 });
};
const deliver = async (complaintId: string): Promise<void> => {
  await approve(complaintId);
  await sign(complaintId);
  await done('DeliverResult', 'petugas', complaintId, { method: 'counter' });
};

describe('steps 5 to 7', () => {
  it('go from the meeting to the satisfied reporter', async () => {
    const complaintId = randomUUID();
    expect(codeOf(await send('DraftAnswer', 'kasi', complaintId, { answer }))).toBe('not-arrived');
    await arrive({}, complaintId);
    await deliver(complaintId);
    const reporter = { ...account('reporter'), complaintId };
    const said = { satisfied: true, comment: 'Terima kasih.' };
    const reply = await send('ClarifySatisfaction', 'reporter', complaintId, said, {
      by: reporter,
    });
    expect(resultOf(reply)).toEqual({ outcome: 'satisfied' });
    expect(await typesOf(complaintId)).toEqual([
      'CaseArrived',
      'AnswerDrafted',
      'SettlementProcessed',
      'AnswerApproved',
      'BeritaAcaraNumbered',
      'BeritaAcaraRendered',
      'AnswerSigned',
      'ResultDelivered',
      'SatisfactionClarified',
      'CaseClosed',
    ]);
    expect((await opened(await last(complaintId, 'ResultDelivered')))['answer']).toBe(answer);
    const text = JSON.stringify((await eventsOf(complaintId)).map(({ data }) => data));
    for (const secret of ['Lampu', 'diganti', 'Terima']) expect(text).not.toContain(secret);
  });

  it('print a document whose hash is that of the paper that is kept, and tells what other services know', async () => {
    const complaintId = randomUUID();
    await registered(complaintId);
    await met(complaintId);
    await arrive({ categoryId: 'listrik.padam' }, complaintId);
    const number = await approve(complaintId);
    const stored = await last(complaintId, 'BeritaAcaraRendered');
    const made = await opened(stored);
    const documentId = String(made['documentId']);
    const paper = await service.kit.files.get(documentId, complaintId);
    expect(paper?.subarray(0, 5).toString()).toBe('%PDF-');
    expect(made).toMatchObject({
      mediaType: 'application/pdf',
      sha256: createHash('sha256')
        .update(paper ?? '')
        .digest('hex'),
      verificationCode: expect.stringMatching(/^\w{4}-\w{4}-\w{4}-\w{4}$/) as string,
    });
    const code = String(made['verificationCode']);
    expect(JSON.parse(String(made['document']))).toMatchObject({
      format: 'aduan-document-2',
      kind: 'berita-acara',
      number,
      answer,
      settlement: 'Lampu diganti.',
      subject: 'Lampu padam',
      reporter: 'Siti Aminah',
      category: ['Listrik dan penerangan jalan', 'Listrik sering padam'],
      happenings: [
        { what: 'Pengaduan diterima dan dicatat.' },
        { what: 'Rapat pembahasan tindak lanjut diadakan.' },
        { what: 'Penyelesaian diproses.' },
        { what: 'Jawaban disetujui.' },
      ],
      meeting: {
        place: 'Aula',
        attendants: [{ role: 'Ketua Tim', count: 1 }],
        decisions: [{ text: 'Lampu diganti.' }],
      },
      signer: { kind: 'camat', title: 'Camat Waru', name: 'Contoh Camat' },
      verification: { code, url: `http://localhost:${service.kit.config.ADUAN_PORT}/v/${code}` },
    });
    expect(String(made['document'])).not.toContain('Nama Peserta');
    // Only sealed.
    expect(JSON.stringify(stored?.data)).not.toContain('Siti');
  });

  it('print no name of an anonymous reporter, nor of one who was forgotten', async () => {
    const anonymous = randomUUID();
    await registered(anonymous);
    await arrive({ anonymous: true }, anonymous);
    const forgotten = randomUUID();
    await registered(forgotten);
    await service.kit.vault.destroy(identityKeyId(forgotten), 'request', new Date(clockAt));
    await arrive({}, forgotten);
    for (const complaintId of [anonymous, forgotten]) {
      await approve(complaintId);
      const { document } = await opened(await last(complaintId, 'BeritaAcaraRendered'));
      expect(String(document)).not.toContain('Siti');
      expect(JSON.parse(String(document))).toMatchObject({ subject: 'Lampu padam' });
    }
    const { document } = await opened(await last(anonymous, 'BeritaAcaraRendered'));
    expect(JSON.parse(String(document))).toMatchObject({
      reporter: 'Pelapor (identitas dirahasiakan)',
    });
  });

  it('take a signed file only that is kept, and that is the one', async () => {
    const complaintId = await arrive();
    await approve(complaintId);
    const scan = Buffer.from('the scan');
    const signedSha256 = createHash('sha256').update(scan).digest('hex');
    const fileId = randomUUID();
    const signature = { method: 'paper', signedSha256, fileId } as const;
    const sent = async () => codeOf(await send('SignAnswer', 'petugas', complaintId, signature));
    expect(await sent()).toBe('signed-file-missing');
    await service.kit.files.put(fileId, complaintId, scan);
    const other = { ...signature, signedSha256: 'a1'.repeat(32) };
    expect(codeOf(await send('SignAnswer', 'petugas', complaintId, other))).toBe(
      'wrong-document-hash',
    );
    expect(await sent()).toBe('ok');
    expect((await last(complaintId, 'AnswerSigned'))?.data).toMatchObject({ fileId, signedSha256 });
  });

  it('end on paper with scan and stamp, kept by the Petugas', async () => {
    const complaintId = await arrive();
    await approve(complaintId);
    const scan = { method: 'paper', signedSha256: 'a1'.repeat(32) } as const;
    await done('SignAnswer', 'petugas', complaintId, scan);
    expect(codeOf(await send('DeliverResult', 'petugas', complaintId, { method: 'letter' }))).toBe(
      'wrong-step',
    );
    await done('StampAnswer', 'petugas', complaintId, {});
    await done('DeliverResult', 'petugas', complaintId, { method: 'letter' });
  });

  it('tell an officer who saw less what happened since', async () => {
    const complaintId = await arrive();
    await done('DraftAnswer', 'kasi', complaintId, { answer });
    const late = { answer: 'Lain.' };
    const reply = await send('DraftAnswer', 'kasi', complaintId, late, { expectedRevision: 0n });
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'revision-mismatch', since: [{ type: 'AnswerDrafted', revision: '1' }] },
    });
  });

  it('let one of two signers win', async () => {
    const complaintId = await arrive();
    await submit(complaintId);
    const seen = { expectedRevision: 2n };
    const replies = await Promise.all([
      send('ApproveAnswer', 'camat', complaintId, {}, seen),
      send('ReturnAnswer', 'camat', complaintId, { reason: 'Kurang jelas.' }, seen),
    ]);
    expect(replies.map(codeOf).toSorted()).toEqual(['ok', 'revision-mismatch']);
  });
});

describe('numbers', () => {
  it('have no gap, however many answers are approved at once', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => arrive()));
    await Promise.all(ids.map(submit));
    const replies = await Promise.all(ids.map((id) => send('ApproveAnswer', 'camat', id, {})));
    expect(replies.map(codeOf)).toEqual(ids.map(() => 'ok'));
    const series = await readStream(service.kit, `resolution-ba-${waru}-2026`);
    const documents = new Map<string, unknown>();
    for (const { data } of series)
      for (const event of await eventsOf(String(data['complaintId'])))
        if (event.type === 'BeritaAcaraNumbered')
          documents.set(String(event.data['documentId']), event.data['n']);
    expect(series.map(({ data }) => documents.get(String(data['holderId'])))).toEqual(
      series.map((_, index) => index + 1),
    );
  });

  it('are the same when the approval is repeated', async () => {
    const complaintId = await arrive();
    await submit(complaintId);
    const key = randomUUID();
    const first = await send('ApproveAnswer', 'camat', complaintId, {}, { key });
    const again = await send('ApproveAnswer', 'camat', complaintId, {}, { key });
    expect(again).toEqual({ ...first, replayed: true });
    expect(await done('ApproveAnswer', 'camat', complaintId, {})).toEqual(resultOf(first));
  });

  it('are void with the document, and the next one gets its own', async () => {
    const complaintId = await arrive();
    const first = await approve(complaintId);
    const voided = await done('DiscardDocument', 'camat', complaintId, { reason: 'Salah.' });
    expect(voided).toMatchObject({ number: first });
    await done('ProcessSettlement', 'kasi', complaintId, { settlement: 'Lampu diganti baru.' });
    const { number: second } = await done('ApproveAnswer', 'camat', complaintId, {});
    expect(second).not.toBe(first);
    const made = await opened(await last(complaintId, 'BeritaAcaraRendered'));
    expect(JSON.parse(String(made['document']))).toMatchObject({
      number: second,
      answer,
      settlement: 'Lampu diganti baru.',
    });
  });

  it('are given after a crash between approval and number', async () => {
    const complaintId = await arrive();
    await submit(complaintId);
    const by = account('camat');
    await handleCommand({
      store: service.kit.store,
      sealer: service.kit.sealer,
      now: service.kit.now,
      decider: resolution,
      streamId: `resolution-${complaintId}`,
      command: {
        type: 'ApproveAnswer',
        data: {},
        ...occasion('camat', { complaintId, idFor: () => randomUUID() }),
        delegations: [],
      },
      context: {
        kecamatan: waru,
        complaintId,
        actor: by,
        commandKey: randomUUID(),
        correlationId: 'spec',
      },
    });
    await stored(complaintId, 'BeritaAcaraRendered');
    await sign(complaintId);
  });
});

describe('an acting officer', () => {
  const kasi = account('kasi', penajam);
  const camat = account('camat', penajam);
  const days = { from: '2026-11-24', until: '2026-11-25' };
  const grant = {
    accountId: kasi.id,
    kind: 'plh',
    letterNumber: '800/12/Kec.Penajam/2026',
    ...days,
  } as const;
  const approveAs = (complaintId: string) =>
    send('ApproveAnswer', 'kasi', complaintId, {}, { by: kasi });

  it('signs while his delegation holds, and not after it was revoked', async () => {
    const complaintId = randomUUID();
    await coordination.happened(
      complaintId,
      [
        {
          type: 'CaseHandedOver',
          data: {
            from: 'coordination',
            to: 'resolution',
            toStep: 5,
            toRound: 1,
            facts: caseFactsOf(),
          },
          round: 1,
          step: 4,
        },
      ],
      { kecamatan: penajam },
    );
    await stored(complaintId, 'CaseArrived');
    await send('DraftAnswer', 'kasi', complaintId, { answer }, { by: kasi });
    await send('ProcessSettlement', 'kasi', complaintId, { settlement: 'Ya.' }, { by: kasi });
    expect(codeOf(await approveAs(complaintId))).toBe('no-delegation');

    const granted = await send('GrantDelegation', 'camat', undefined, grant, { by: camat });
    const { delegationId } = resultOf(granted);
    expect(
      resultOf(await send('GrantDelegation', 'camat', undefined, grant, { by: camat })),
    ).toEqual({
      delegationId,
    });
    expect(resultOf(await approveAs(complaintId))).toMatchObject({ documentKind: 'jawaban' });
    const made = await opened(await stored(complaintId, 'BeritaAcaraRendered'));
    expect(JSON.parse(String(made['document']))).toMatchObject({
      signer: { kind: 'plh', title: 'Plh. Camat Penajam', letterNumber: grant.letterNumber },
    });

    const revoke = { delegationId: String(delegationId), reason: 'Camat kembali.' };
    expect(codeOf(await send('RevokeDelegation', 'camat', undefined, revoke, { by: camat }))).toBe(
      'ok',
    );
    const signature = { method: 'electronic', signedSha256: String(made['sha256']) } as const;
    expect(codeOf(await send('SignAnswer', 'kasi', complaintId, signature, { by: kasi }))).toBe(
      'no-delegation',
    );
    const discard = { reason: 'Camat kembali.' };
    expect(
      codeOf(await send('DiscardDocument', 'camat', complaintId, discard, { by: camat })),
    ).toBe('ok');
  });

  it('is refused in a sealed case, as the Camat is', async () => {
    const complaintId = await arrive({ sealed: 'camat' });
    await done('DraftAnswer', 'inspektorat', complaintId, { answer });
    await done('ProcessSettlement', 'inspektorat', complaintId, { settlement: 'Ditindak.' });
    expect(codeOf(await send('ApproveAnswer', 'camat', complaintId, {}))).toBe('case-sealed');
    expect(codeOf(await send('ApproveAnswer', 'kasi', complaintId, {}))).toBe('case-sealed');
    await done('ApproveAnswer', 'inspektorat', complaintId, {});
    expect((await last(complaintId, 'AnswerApproved'))?.data['signerKind']).toBe('inspektorat');
  });
});

describe('what other services do', () => {
  it('brings a case by the short way with its answer', async () => {
    const complaintId = randomUUID();
    const facts = caseFactsOf({ caseType: 'consultation', shortWay: true });
    await triage.happened(complaintId, [
      {
        type: 'CaseHandedOver',
        data: {
          from: 'triage',
          to: 'resolution',
          toStep: 7,
          toRound: 1,
          facts,
          answer: 'Buka pukul 08.00.',
        },
        round: 1,
        step: 2,
      },
    ]);
    await stored(complaintId, 'CaseArrived');
    await done('DeliverResult', 'petugas', complaintId, { method: 'whatsapp' });
    const delivered = await opened(await last(complaintId, 'ResultDelivered'));
    expect(delivered['answer']).toBe('Buka pukul 08.00.');
  });

  it('closes a case whose reporter said nothing, in the round in which it was delivered', async () => {
    const complaintId = await arrive();
    await deliver(complaintId);
    const fired = (round: number) => ({
      type: 'TimerFired',
      data: {
        timerId: randomUUID(),
        kind: 'silent-close',
        dueAt: '2026-12-08T16:00:00.000Z',
        ref: String(round),
        occurrence: 1,
      },
      round,
      step: 7 as const,
    });
    await sla.happened(complaintId, [fired(2), fired(1)]);
    const closed = await stored(complaintId, 'CaseClosed');
    expect(closed.data).toEqual({ outcome: 'silent' });
    expect((await typesOf(complaintId)).filter((type) => type === 'CaseClosed')).toHaveLength(1);
  });

  it('brings a reopened case back in its second round', async () => {
    const complaintId = await arrive();
    await deliver(complaintId);
    const said = { satisfied: false, reopenReason: 'facts-incomplete' } as const;
    expect(await done('ClarifySatisfaction', 'petugas', complaintId, said)).toEqual({
      atStep: 3,
      toRound: 2,
    });
    expect((await last(complaintId, 'CaseHandedOver'))?.data).toMatchObject({
      to: 'coordination',
      toStep: 3,
      toRound: 2,
      facts: { meetingHeld: false },
    });
    expect(codeOf(await send('DraftAnswer', 'kasi', complaintId, { answer }))).toBe(
      'case-elsewhere',
    );
    await arrive({}, complaintId, 2);
    await done('DraftAnswer', 'kasi', complaintId, { answer });
    expect((await last(complaintId, 'AnswerDrafted'))?.metadata.round).toBe(2);
  });

  it('brings a request to withdraw after the case', async () => {
    const complaintId = await arrive();
    const requestId = randomUUID();
    await coordination.happened(complaintId, [
      { type: 'WithdrawalForwarded', data: { requestId, to: 'resolution' }, round: 1, step: 0 },
    ]);
    await stored(complaintId, 'WithdrawalNoted');
    const body = { step: 5, requestId, accept: true } as const;
    expect(await done('DecideWithdrawal', 'kasi', complaintId, body)).toEqual({
      outcome: 'withdrawn',
    });
  });
});
