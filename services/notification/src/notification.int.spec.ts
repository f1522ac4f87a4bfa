import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Webhook } from 'standardwebhooks';
import type { CaseFacts, EventData, EventOf } from '#libs/contracts';
import type { Decision, StoredEvent } from '#libs/eventsourcing';
import { identityKeyId } from '#libs/privacy';
import { createService, openKit, type RunningService, type ServiceKit } from '#libs/service';
import {
  account,
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
import { directoryStream } from './domain/directory.js';
import { notificationStream } from './domain/stream.js';
import { NotificationModule } from './notification.module.js';
import type { AttemptResult } from './domain/orders.js';
import { configuredWays } from './transports/configured.js';
import type { Mail, MailWay } from './transports/transport.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const number = 'REG/0001/Kec.Waru/2026';
let system: TestServers;
let running: Running | undefined;
let clockAt = '2026-11-24T01:00:00.000Z';
const now = (): Date => new Date(clockAt);

/** A subscriber that answers as it is told and keeps what it was sent. */
const subscriber = {
  status: 204,
  calls: [] as { body: string; headers: Record<string, string> }[],
};
let hookServer: Server;

beforeAll(async () => {
  hookServer = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      subscriber.calls.push({ body, headers: request.headers as Record<string, string> });
      response.writeHead(subscriber.status).end();
    });
  });
  await new Promise<void>((resolve) => hookServer.listen(0, '127.0.0.1', resolve));
  const { port } = hookServer.address() as AddressInfo;
  system = await startTestServers({
    ADUAN_WEBHOOK_URL: `http://127.0.0.1:${port}/aduan`,
    ADUAN_WEBHOOK_SECRET: secret,
  });
  const { kit, close } = await withKit();
  await publishRules(kit);
  await close();
});
afterEach(async () => {
  await running?.close();
  clockAt = '2026-11-24T01:00:00.000Z';
  subscriber.status = 204;
  subscriber.calls = [];
  rmSync(system.config.ADUAN_MAIL_FOLDER, { recursive: true, force: true });
});
afterAll(async () => {
  await system.close();
  await new Promise((resolve) => hookServer.close(resolve));
});

const withKit = async () => {
  const open = await openKit('notification', system.config, { now });
  return { kit: open.kit, close: () => open.close() };
};

type Foreign = 'intake' | 'triage' | 'coordination' | 'resolution' | 'portal';

interface Running {
  service: RunningService;
  kit: ServiceKit;
  foreign: (name: Foreign) => ReturnType<typeof foreignService>;
  close: () => Promise<void>;
}

/** The service with other services that are played; `mail` stands in for the configured way out. */
const start = async (mail?: MailWay): Promise<Running> => {
  const module = {
    with: (kit: ServiceKit) =>
      NotificationModule.with(kit, {
        recheckMs: 20,
        ...(mail ? { ways: { ...configuredWays(kit.config, kit.logger, now), mail } } : {}),
      }),
  };
  const service = await createService('notification', module, system.config, { now });
  await service.kit.reference.whenReady(10_000);
  const played = new Map<Foreign, ReturnType<typeof foreignService>>();
  const close = async (): Promise<void> => {
    running = undefined;
    for (const other of played.values()) await other.stop();
    await service.close();
  };
  const foreign: Running['foreign'] = (name) => {
    const other = played.get(name) ?? foreignService(service.kit, name);
    played.set(name, other);
    return other;
  };
  running = { service, kit: service.kit, foreign, close };
  return running;
};

const registered = (
  changes: Partial<EventData<'ComplaintRegistered'>> = {},
): Decision<EventOf<'ComplaintRegistered'>> => ({
  type: 'ComplaintRegistered',
  data: {
    caseType: 'complaint',
    channel: 'web',
    receivedAt: clockAt,
    subject: 'Lampu jalan mati',
    description: 'Lampu jalan di depan SDN 003 mati sejak minggu lalu.',
    anonymous: true,
    confidential: true,
    replyBy: 'email',
    language: 'id',
    reporter: { name: 'Siti Rahmah', email: 'siti@example.id', phone: '+628115550001' },
    reportedParties: [],
    trackingCode: 'K7M2-Q9PX',
    ...changes,
  },
  round: 1,
  step: 1,
});
const numbered: Decision<EventOf<'RegisterNumberAssigned'>> = {
  type: 'RegisterNumberAssigned',
  data: { n: 1, year: 2026, registerNumber: number },
  round: 1,
  step: 1,
};
const facts: CaseFacts = {
  registerNumber: number,
  caseType: 'complaint',
  channel: 'web',
  receivedAt: clockAt,
  anonymous: true,
  confidential: true,
  meetingHeld: false,
  shortWay: false,
};
const arrived = (changes: Partial<CaseFacts> = {}): Decision<EventOf<'CaseArrived'>> => ({
  type: 'CaseArrived',
  data: { from: 'intake', facts: { ...facts, ...changes } },
  round: 1,
  step: 2,
});

const stored = (kit: ServiceKit, id: string): Promise<StoredEvent[]> =>
  readStream(kit, notificationStream(id));
const typesOf = async (kit: ServiceKit, id: string): Promise<string[]> =>
  (await stored(kit, id)).map(({ type }) => type);
const has = (kit: ServiceKit, id: string, type: string, count = 1) =>
  eventually(async () => (await typesOf(kit, id)).filter((each) => each === type).length >= count);
const letters = (): string[] => {
  const folder = system.config.ADUAN_MAIL_FOLDER;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
};

describe('a reporter', () => {
  it('is told of the registration by e-mail, and nothing of him stands in the store in the clear', async () => {
    const { kit, foreign } = await start();
    const id = randomUUID();
    await foreign('intake').happened(id, [registered(), numbered]);
    await has(kit, id, 'MessageDelivered', 2);
    const types = await typesOf(kit, id);
    expect(types.slice(0, 4)).toEqual([
      'RecipientNoted',
      'RecipientNoted',
      'MessageQueued',
      'MessageQueued',
    ]);
    expect(types.slice(4).sort()).toEqual([
      'DeliveryAttempted',
      'DeliveryAttempted',
      'MessageDelivered',
      'MessageDelivered',
    ]);
    const [letter = '', ...more] = letters();
    expect(more).toEqual([]);
    expect(letter).toContain('To: siti@example.id');
    expect(letter).toContain(`Subject: Laporan Anda telah dicatat: ${number}`);
    expect(letter).toContain('K7M2-Q9PX');
    expect(letter).not.toContain('Siti Rahmah');
    const all = JSON.stringify((await stored(kit, id)).map(({ data }) => data));
    expect(all).not.toMatch(/siti|K7M2|8115550001/i);
  });

  it('is told by the Petugas who has only a telephone', async () => {
    const { kit, foreign } = await start();
    const id = randomUUID();
    await foreign('intake').happened(id, [registered({ replyBy: 'whatsapp' }), numbered]);
    await has(kit, id, 'ContactTaskCreated');
    const task = (await stored(kit, id)).find(({ type }) => type === 'ContactTaskCreated');
    expect(task?.data['method']).toBe('whatsapp');
    const complete = (by: ReturnType<typeof account>, key = 'k1') =>
      sendCommand(kit, {
        type: 'CompleteContactTask',
        by,
        kecamatan: waru,
        complaintId: id,
        key,
        body: {
          taskId: String(task?.data['taskId']),
          outcome: 'reached',
          note: 'Diterima sendiri.',
        },
      });
    const refused = (code: string) => ({ ok: false, error: { code } });
    expect(await complete(account('petugas', penajam))).toMatchObject(refused('other-kecamatan'));
    expect(await complete(account('inspektorat'))).toMatchObject(refused('wrong-role'));
    const done = await complete(account('petugas'));
    expect(done).toMatchObject({ ok: true, replayed: false });
    expect(await complete(account('petugas'))).toMatchObject({ ok: true, replayed: true });
    expect((await typesOf(kit, id)).at(-1)).toBe('ContactTaskCompleted');
  });

  it('gets question, answer and closing in his language', async () => {
    const { kit, foreign } = await start();
    const id = randomUUID();
    await foreign('intake').happened(id, [registered({ language: 'en' }), numbered]);
    await foreign('triage').happened(id, [
      {
        type: 'ClarificationRequested',
        data: { requestId: randomUUID(), question: 'Di RT berapa?', answerBy: '2026-12-08' },
        round: 1,
        step: 2,
      },
    ]);
    await foreign('resolution').happened(id, [
      {
        type: 'ResultDelivered',
        data: {
          method: 'counter',
          deliveredAt: clockAt,
          receivedBy: 'reporter',
          answer: 'Lampu sudah diganti.',
        },
        round: 1,
        step: 7,
      },
      { type: 'CaseClosed', data: { outcome: 'silent' }, round: 1, step: 7 },
    ]);
    await eventually(() => letters().length === 4);
    const find = (words: string) => letters().find((letter) => letter.includes(words));
    expect(find('A question about your report')).toContain('Di RT berapa?');
    expect(find('Answer to your report')).toContain('Lampu sudah diganti.');
    expect(find('Your report is closed')).toContain('We heard nothing');
    expect(find('Your report is recorded')).toBeDefined();
    expect(await typesOf(kit, id)).not.toContain('ContactTaskCreated');
  });

  it('is sent nothing any more once he is erased', async () => {
    const mail = playedMail({ kind: 'failed', reason: 'unreachable', permanent: false });
    const { kit, foreign } = await start(mail);
    const id = randomUUID();
    await foreign('intake').happened(id, [registered(), numbered]);
    await has(kit, id, 'DeliveryFailed');
    await kit.vault.destroy(identityKeyId(id), 'request', now());
    await foreign('intake').happened(id, [
      { type: 'IdentityErased', data: { ground: 'request' }, round: 1, step: 0 },
    ]);
    await has(kit, id, 'DeliveryGivenUp');
    const sent = mail.mails.length;
    clockAt = '2026-11-25T01:00:00.000Z';
    await foreign('triage').happened(id, [
      { type: 'CaseClosed', data: { outcome: 'withdrawn' }, round: 1, step: 2 },
    ]);
    await has(kit, id, 'MessageQueued', 3);
    expect((await stored(kit, id)).at(-1)?.data['recipient']).not.toEqual({ kind: 'reporter' });
    expect(mail.mails).toHaveLength(sent);
  });
});

describe('officers', () => {
  const created = (accountId: string, role: 'tim' | 'kasi' | 'inspektorat', kecamatan: string) => ({
    type: 'AccountCreated' as const,
    data: { accountId, role, kecamatan },
    round: 1,
    step: 0 as const,
  });

  it('are told when a case enters their queue, and of a sealed one only the Inspektorat', async () => {
    const { kit, foreign } = await start();
    const portal = foreign('portal');
    await portal.happened(randomUUID(), [created('tim-1', 'tim', waru)], {
      streamId: 'portal-account-tim-1',
    });
    await portal.happened(randomUUID(), [created('insp-1', 'inspektorat', '*')], {
      streamId: 'portal-account-insp-1',
      kecamatan: '*',
    });
    await kit.secrets.put('tim-1', { login: 'tim1', email: 'tim@kantor.example' });
    await kit.secrets.put('insp-1', { login: 'insp1', email: 'insp@kantor.example' });
    for (const stream of [directoryStream(waru), directoryStream('*')])
      await eventually(async () => (await readStream(kit, stream)).length === 1);
    const [open, sealed] = [randomUUID(), randomUUID()];
    await foreign('intake').happened(open, [registered({ replyBy: 'none' }), numbered]);
    await foreign('intake').happened(sealed, [
      registered({ replyBy: 'none', sealed: 'camat' }),
      numbered,
    ]);
    await foreign('triage').happened(open, [arrived()]);
    await foreign('triage').happened(sealed, [arrived({ sealed: 'camat' })]);
    await eventually(() => letters().length === 2);
    const find = (to: string) => letters().find((letter) => letter.includes(`To: ${to}`)) ?? '';
    expect(find('tim@kantor.example')).toContain(`Subject: Laporan ${number} menunggu Anda`);
    expect(find('insp@kantor.example')).toContain(number);
    for (const letter of letters()) expect(letter).not.toMatch(/K7M2|Siti|siti@/);
    await eventually(() => subscriber.calls.length === 2);
    expect(subscriber.calls.map(({ body }) => JSON.parse(body).data.complaintId)).toEqual([
      open,
      open,
    ]);
    await portal.happened(
      randomUUID(),
      [
        {
          type: 'AccountDisabled',
          data: { accountId: 'tim-1', reason: 'Pindah tugas' },
          round: 1,
          step: 0,
        },
      ],
      { streamId: 'portal-account-tim-1' },
    );
    await eventually(async () => (await readStream(kit, directoryStream(waru))).length === 2);
  });

  const reminded: Decision<EventOf<'UnitReminded'>> = {
    type: 'UnitReminded',
    data: { consultationId: randomUUID(), unitId: 'dishub', reminder: 1 },
    round: 1,
    step: 3,
  };
  const listKasi = async (accountId: string, { kit, foreign }: Running): Promise<void> => {
    const streamId = `portal-account-${accountId}`;
    await foreign('portal').happened(randomUUID(), [created(accountId, 'kasi', waru)], {
      streamId,
    });
    await eventually(async () =>
      (await readStream(kit, directoryStream(waru))).some(
        ({ data }) => data['accountId'] === accountId,
      ),
    );
  };

  it('without an address are not written to at all, those who have one are', async () => {
    const begun = await start();
    const { kit, foreign } = begun;
    await listKasi('kasi-8', begun);
    await listKasi('kasi-9', begun);
    await kit.secrets.put('kasi-8', { login: 'kasi8' });
    await kit.secrets.put('kasi-9', { login: 'kasi9', email: 'kasi@kantor.example' });
    const id = randomUUID();
    await foreign('intake').happened(id, [registered({ replyBy: 'none' }), numbered]);
    await foreign('coordination').happened(id, [reminded]);
    await has(kit, id, 'MessageDelivered', 3);
    const told = (await stored(kit, id)).filter(({ type }) => type === 'MessageQueued');
    expect(told.map(({ data }) => data['recipient'])).toEqual([
      { kind: 'subscriber' },
      { kind: 'account', accountId: 'kasi-9' },
      { kind: 'subscriber' },
    ]);
    expect(await typesOf(kit, id)).not.toContain('DeliveryGivenUp');
  });

  it('who lose their address before a message goes out are given up', async () => {
    const mail = playedMail({ kind: 'failed', reason: 'unreachable', permanent: false });
    const begun = await start(mail);
    const { kit, foreign } = begun;
    await kit.secrets.put('kasi-9', { login: 'kasi9', email: 'kasi@kantor.example' });
    const id = randomUUID();
    await foreign('intake').happened(id, [registered({ replyBy: 'none' }), numbered]);
    await foreign('coordination').happened(id, [reminded]);
    await has(kit, id, 'DeliveryFailed');
    await kit.secrets.put('kasi-9', { login: 'kasi9' });
    clockAt = '2026-11-25T01:00:00.000Z';
    await has(kit, id, 'DeliveryGivenUp');
    const [given] = (await stored(kit, id)).filter(({ type }) => type === 'DeliveryGivenUp');
    expect(given?.data['reason']).toBe('no-address');
    expect(mail.mails).toHaveLength(1);
  });
});

describe('a subscriber', () => {
  it('gets signed calls without personal data, again until it takes them', async () => {
    subscriber.status = 503;
    const { kit, foreign } = await start();
    const id = randomUUID();
    await foreign('intake').happened(id, [registered({ replyBy: 'none' }), numbered]);
    await has(kit, id, 'DeliveryFailed');
    subscriber.status = 204;
    clockAt = '2026-11-24T01:00:29.000Z';
    expect(subscriber.calls).toHaveLength(1);
    clockAt = '2026-11-24T01:00:31.000Z';
    await has(kit, id, 'MessageDelivered');
    expect(subscriber.calls.map(({ headers }) => headers['webhook-id'])).toHaveLength(2);
    expect(new Set(subscriber.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const [{ body, headers } = { body: '', headers: {} as Record<string, string> }] =
      subscriber.calls;
    const signedAt = new Date(Number(headers['webhook-timestamp']) * 1000);
    expect(headers['webhook-signature']).toBe(
      new Webhook(secret).sign(headers['webhook-id'] ?? '', signedAt, body),
    );
    const expected = {
      type: 'aduan.registered',
      data: { complaintId: id, registerNumber: number, kecamatan: waru, round: 1, step: 1 },
    };
    expect(JSON.parse(body)).toMatchObject(expected);
    expect(body).not.toMatch(/siti|K7M2|lampu/i);
  });
});

interface PlayedMail extends MailWay {
  mails: Mail[];
  result: AttemptResult;
}

const playedMail = (result: AttemptResult, repeatable = false): PlayedMail => {
  const mails: Mail[] = [];
  const way: PlayedMail = {
    repeatable,
    mails,
    result,
    send: (mail) => {
      mails.push(mail);
      return Promise.resolve(way.result);
    },
  };
  return way;
};

describe('an e-mail that does not go out', () => {
  it('is tried eight times, later and later, and then given up', async () => {
    const mail = playedMail({ kind: 'failed', reason: 'unreachable', permanent: false });
    const { kit, foreign } = await start(mail);
    const id = randomUUID();
    await foreign('intake').happened(id, [registered(), numbered]);
    for (let attempt = 1; attempt < 8; attempt += 1) {
      await has(kit, id, 'DeliveryFailed', attempt);
      clockAt = new Date(now().getTime() + 2 * 86_400_000).toISOString();
    }
    await has(kit, id, 'DeliveryGivenUp');
    expect(mail.mails).toHaveLength(8);
    expect(new Set(mail.mails.map(({ headerId }) => headerId)).size).toBe(1);
  });

  it.each([
    { repeatable: true, ends: 'MessageDelivered', sent: 1 },
    { repeatable: false, ends: 'DeliveryOutcomeUnknown', sent: 0 },
  ])(
    'because the service died in the middle ends as $ends when it can be repeated: $repeatable',
    async ({ repeatable, ends, sent }) => {
      const { kit, close } = await withKit();
      const own = foreignService(kit, 'notification');
      const id = randomUUID();
      const messageId = randomUUID();
      await own.happened(id, [
        {
          type: 'RecipientNoted',
          data: {
            contact: { email: 'siti@example.id' },
            replyBy: 'email',
            language: 'id',
            registerNumber: number,
          },
          round: 1,
          step: 1,
        },
        {
          type: 'MessageQueued',
          data: {
            messageId,
            factId: randomUUID(),
            purpose: 'registered',
            recipient: { kind: 'reporter' },
            transport: 'email',
          },
          round: 1,
          step: 1,
        },
        {
          type: 'DeliveryAttempted',
          data: { messageId, attempt: 1, transportMessageId: `${messageId}@aduan.example` },
          round: 1,
          step: 1,
        },
      ]);
      await own.stop();
      await close();
      const mail = playedMail({ kind: 'delivered' }, repeatable);
      const again = await start(mail);
      await has(again.kit, id, ends);
      expect(mail.mails.map(({ headerId }) => headerId)).toEqual(
        Array.from({ length: sent }, () => `${messageId}@aduan.example`),
      );
      expect(await typesOf(again.kit, id)).toHaveLength(4);
    },
  );
});
