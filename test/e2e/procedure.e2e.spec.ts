import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channels, etagLetters, isKnownEvent, parseEtag, type Channel } from '#libs/contracts';
import { eventStream } from '#libs/messaging';
import { eventually, kabupatenFile } from '#libs/testing';
import { eventsThatEnd, loadKabupaten, stepIsDone, type Procedure } from '#libs/procedure';
import type { StoredEvent } from '#libs/eventsourcing';
import { ApiClient, type Answer } from '../../deploy/demo/api-client.js';
import { walk, type Officers } from '../../deploy/demo/walk.js';
import { startWholeSystem, type WholeSystem } from './system.js';

const waru = '64.09.02';
const password = 'rahasia-panjang-sekali';
let whole: WholeSystem;
let procedure: Procedure;
/** Seven different people, one for each step. */
let officers: Officers;
let actorIds: string[];

beforeAll(async () => {
  whole = await startWholeSystem();
  const kabupaten = await loadKabupaten(kabupatenFile);
  const found = kabupaten.kecamatan.find(({ code }) => code === waru);
  if (!found?.enabled) throw new Error('Waru does not take part');
  ({ procedure } = found);
  const admin = await whole.as('admin');
  const clients = await Promise.all(
    procedure.steps.map(async ({ step, role }) => {
      const login = `langkah${step}.waru`;
      const body = { login, displayName: `Langkah ${step}`, password, role, kecamatan: waru };
      const headers = { 'idempotency-key': `account-${step}` };
      await admin.must('POST', '/accounts', { body, headers });
      return new ApiClient(whole.url).signIn(login, password);
    }),
  );
  const [step1, step2, step3, step4, step5, step6, step7] = clients as [
    ApiClient,
    ApiClient,
    ApiClient,
    ApiClient,
    ApiClient,
    ApiClient,
    ApiClient,
  ];
  officers = { step1, step2, step3, step4, step5, step6, step7 };
  actorIds = clients.map(({ accountId }) => accountId ?? '');
}, 120_000);

afterAll(() => whole.close(), 60_000);

const script = {
  categoryId: 'infrastruktur.jalan-rusak',
  unitId: 'pupr',
  question: 'Mohon penjelasan rencana perbaikan jalan ini.',
  unitAnswer: 'Perbaikan dijadwalkan minggu depan.',
  summary: 'Unit terkait sanggup memperbaiki.',
  place: 'Ruang rapat kecamatan',
  discussion: 'Dibahas keadaan jalan dan jadwal perbaikan.',
  decision: 'Perbaikan dikerjakan minggu depan.',
  settlement: 'Surat permintaan perbaikan dikirim.',
  answer: 'Jalan akan diperbaiki minggu depan.',
};

const register = async (channel: Channel): Promise<Answer> => {
  const clerk = officers.step1;
  const opened =
    channel === 'suggestion-box'
      ? await clerk.must('POST', `/kecamatan/${waru}/open-suggestion-box`, {
          headers: { 'idempotency-key': randomUUID() },
          body: {
            openedAt: new Date().toISOString(),
            location: 'Loket kecamatan',
            slips: 1,
            witnesses: [{ name: 'Saksi Pembukaan' }],
          },
        })
      : undefined;
  const client = channel === 'web' ? whole.public() : clerk;
  return client.register({
    kecamatan: waru,
    caseType: 'complaint',
    channel,
    subject: `Jalan berlubang (${channel})`,
    description: 'Jalan di depan pasar berlubang dan membahayakan pengendara.',
    villageCode: '64.09.02.1003',
    reporter: { name: 'Pelapor Contoh', email: 'pelapor@example.org', phone: '0812 3456 7890' },
    ...(opened ? { boxOpeningId: String(opened.body['openingId']) } : {}),
  });
};

const streamsOf = (complaintId: string): string[] =>
  Object.keys(etagLetters).map((service) => `${service}-${complaintId}`);

const storedEvents = async (complaintId: string): Promise<StoredEvent[]> => {
  const { store } = whole.system.portal.kit;
  const events: StoredEvent[] = [];
  for (const stream of streamsOf(complaintId))
    for await (const event of store.readStream(stream)) events.push(event);
  return events;
};

const closed = async (complaintId: string): Promise<Record<string, unknown>> =>
  eventually(async () => {
    const page = await officers.step2.must('GET', `/complaints/${complaintId}`);
    return page.body['status'] === 'closed' && page.body;
  });

describe("Waru's published procedure", () => {
  it('has seven steps and 245 minutes', () => {
    expect(procedure.steps.map(({ minutes }) => minutes)).toEqual([5, 20, 60, 120, 15, 15, 10]);
    expect(procedure.totalMinutes).toBe(245);
    expect(procedure.freeOfCharge).toBe(true);
  });

  it.each(channels)(
    'takes a complaint by %s through all seven steps, each by another officer',
    async (channel) => {
      const answer = await register(channel);
      const registered = answer.body;
      const complaintId = String(registered['complaintId']);
      expect(registered['registerNumber']).toMatch(/^REG\/\d{4}\/Kec\.Waru\/\d{4}$/);
      expect(registered['trackingCode']).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3,4}$/);
      await walk(complaintId, officers, script, 'closed', answer);
      const page = await closed(complaintId);
      expect(page).toMatchObject({
        complaintId,
        kecamatan: waru,
        channel,
        step: 7,
        round: 1,
        outcome: 'satisfied',
        registerNumber: registered['registerNumber'],
        categoryId: script.categoryId,
      });

      const events = await storedEvents(complaintId);
      for (const each of events) expect(isKnownEvent(each.type), each.type).toBe(true);
      const happened = events.map(({ type, data }) => ({
        type,
        method: typeof data['method'] === 'string' ? data['method'] : undefined,
      }));
      // Each step was done by its own officer (step 1 of the web form by the reporter himself).
      for (const each of procedure.steps) {
        const { step } = each;
        expect(stepIsDone(each, happened), `step ${step}`).toBe(true);
        const event = events.find(({ type }) => eventsThatEnd(each).includes(type as never));
        const expected = step === 1 && channel === 'web' ? 'public' : actorIds[step - 1];
        expect(event?.metadata.actor.id, `step ${step}`).toBe(expected);
        expect(event?.metadata.step, `step ${step}`).toBe(step);
      }
      // Nothing personal lies in the store in the clear.
      const text = JSON.stringify(events.map(({ data }) => data));
      for (const secret of ['Pelapor Contoh', 'pelapor@example.org', '81234567890', 'berlubang'])
        expect(text).not.toContain(secret);
    },
    60_000,
  );

  it('has every event of every case in JetStream, once, under its subject', async () => {
    const { nats } = whole.system.portal.kit;
    const manager = await nats.jetstreamManager();
    const { cases } = (await officers.step2.must('GET', '/search?limit=200')).body as {
      cases: { complaintId: string }[];
    };
    expect(cases.length).toBe(channels.length);
    for (const { complaintId } of cases) {
      const events = await storedEvents(complaintId);
      const subject = `aduan.*.*.${complaintId}.*`;
      const count = await eventually(async () => {
        const info = await manager.streams.info(eventStream, { subjects_filter: subject });
        const total = Object.values(info.state.subjects ?? {}).reduce((sum, n) => sum + n, 0);
        // Numbers lie in the series of the kecamatan but belong to the complaint as well.
        return total >= events.length + 2 && total;
      });
      expect(count).toBe(events.length + 2);
    }
  }, 60_000);

  it('shows the case in every view', async () => {
    const { step2: tim } = officers;
    const { cases } = (await tim.must('GET', '/search?q=berlubang&limit=200')).body as {
      cases: { complaintId: string; registerNumber: string }[];
    };
    expect(cases).toHaveLength(channels.length);
    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
    const book = (await tim.must('GET', `/register?kecamatan=${waru}&year=${year}&limit=200`))
      .body as { rows: { n: number; registerNumber: string }[] };
    expect(book.rows.map(({ n }) => n)).toEqual(channels.map((_, index) => index + 1));
    const documents = (await tim.must('GET', `/documents?kecamatan=${waru}&year=${year}&limit=200`))
      .body as { rows: { n: number }[] };
    expect(documents.rows.map(({ n }) => n)).toEqual(channels.map((_, index) => index + 1));
    const [one] = cases;
    if (!one) throw new Error('no case');
    const timeline = (await tim.must('GET', `/complaints/${one.complaintId}/timeline`)).body as {
      entries: { type: string }[];
    };
    expect(timeline.entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['ComplaintRegistered', 'MeetingHeld', 'AnswerStamped', 'CaseClosed']),
    );
    const queue = (await officers.step7.must('GET', '/queue')).body as { cases: unknown[] };
    expect(queue.cases).toEqual([]);
    const page = await tim.must('GET', `/complaints/${one.complaintId}`);
    expect(parseEtag(page.headers.get('etag') ?? '')).toBeDefined();
  });

  it('lets the reporter see his own case by number and code, and no more than that', async () => {
    const { body: registered } = await register('web');
    const reporter = whole.public();
    const found = await eventually(async () => {
      const answer = await reporter.call('POST', '/track', {
        body: {
          registerNumber: registered['registerNumber'],
          trackingCode: registered['trackingCode'],
        },
      });
      return answer.status === 200 && answer.body;
    });
    expect(found['complaint']).toMatchObject({ subject: 'Jalan berlubang (web)', round: 1 });
    const wrong = await reporter.call('POST', '/track', {
      body: { registerNumber: registered['registerNumber'], trackingCode: 'AAAA-AAAA-AAAA' },
    });
    const unknown = await reporter.call('POST', '/track', {
      body: { registerNumber: 'REG/9999/Kec.Waru/2026', trackingCode: 'AAAA-AAAA-AAAA' },
    });
    expect([wrong.status, unknown.status]).toEqual([404, 404]);
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });
});
