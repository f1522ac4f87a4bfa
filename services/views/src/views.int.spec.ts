import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  complaintPage,
  parseEtag,
  type Actor,
  type ComplaintPage,
  type WirePosition,
} from '#libs/contracts';
import { identityKeyId, personKeyId } from '#libs/privacy';
import type { StoredEvent } from '#libs/eventsourcing';
import { documentsOf, plain, Projector, replay, type FollowedStore } from '#libs/projections';
import * as fc from 'fast-check';
import type { RunningService } from '#libs/service';
import {
  account,
  eventually,
  penajam,
  publishRules,
  startTestServers,
  waru,
  type TestServers,
} from '#libs/testing';
import { id, person, samples } from '../spec/facts.js';
import { fact, type Fact } from '../spec/history.js';
import { liveViews } from '../spec/live.js';
import { histories } from '../spec/random.js';
import { create } from './create.js';
import { viewNames, viewOf, type ViewName } from './views.js';

let servers: TestServers;
let service: RunningService;
let live: ReturnType<typeof liveViews>;

beforeAll(async () => {
  servers = await startTestServers();
  service = await create(servers.config);
  await publishRules(service.kit);
  await service.kit.reference.whenReady(20_000);
  live = liveViews(service.kit);
}, 120_000);

afterAll(async () => {
  await service?.close();
  await servers?.close();
}, 60_000);

const tim = account('tim');
const petugas = account('petugas');
const admin = account('admin');
const inspektorat = account('inspektorat');
const district: Actor = { id: 'account-supervisor', role: 'supervisor', kecamatan: '*' };

const triage = { service: 'triage', step: 2 };
const numbers = new Map<string, number>();

/** A complaint that the Tim has in its queue. */
const complaint = async (
  registration: Partial<typeof samples.ComplaintRegistered> = {},
  where: { kecamatan?: string; priority?: 'urgent' | 'low' } = {},
): Promise<{ complaintId: string; at: WirePosition; registerNumber: string }> => {
  const complaintId = randomUUID();
  const { kecamatan = waru, priority } = where;
  const n = (numbers.get(kecamatan) ?? 0) + 1;
  numbers.set(kecamatan, n);
  const registerNumber = `REG/${n}/${kecamatan}/2026`;
  const { sealed } = registration;
  const facts = {
    ...samples.CaseArrived.facts,
    registerNumber,
    ...(priority ? { priority } : {}),
    ...(sealed ? { sealed } : {}),
  };
  const there = (each: Fact): Fact => ({ ...each, kecamatan });
  const at = await live.happened(
    complaintId,
    there(fact('ComplaintRegistered', { reportedParties: [], ...registration })),
    there(fact('RegisterNumberAssigned', { n, registerNumber })),
    there(fact('CaseHandedOver', { facts })),
    there(fact('CaseArrived', { facts }, triage)),
  );
  return { complaintId, at, registerNumber };
};

const page = async (actor: Actor, complaintId: string, at?: WirePosition): Promise<ComplaintPage> =>
  complaintPage.parse(await live.get('complaint', actor, { complaintId }, at));

const stored = async (name: ViewName) => {
  const documents = await documentsOf(service.kit.mongo, viewOf(name))
    .find()
    .sort({ _id: 1 })
    .toArray();
  return documents.map(({ appliedMark: _, ...document }) => document);
};

describe('a complaint', () => {
  it('is on its page, in queue, register, timeline and search as soon as its position is reached', async () => {
    const { complaintId, at, registerNumber } = await complaint({ subject: 'Jembatan ambruk' });
    const shown = await page(tim, complaintId, at);
    expect(shown).toMatchObject({
      status: 'in-review',
      step: 2,
      actingRole: 'tim',
      registerNumber,
    });
    expect(shown.reporter).toEqual(samples.ComplaintRegistered.reporter);
    expect(shown).not.toHaveProperty('behind');
    expect(parseEtag(shown.etag)).toMatchObject({ intake: 2, triage: 0, coordination: -1 });
    const queue = await live.get('queue', tim, {}, at);
    expect(queue.cases.map((row) => row.complaintId)).toContain(complaintId);
    const register = await live.get('register', petugas, { kecamatan: waru, year: '2026' }, at);
    expect(register.rows.at(-1)).toMatchObject({ registerNumber, reporterName: 'Siti Aminah' });
    const { entries } = await live.get('timeline', petugas, { complaintId }, at);
    expect(entries.map(({ type }) => type)).toEqual([
      'ComplaintRegistered',
      'RegisterNumberAssigned',
      'CaseHandedOver',
      'CaseArrived',
    ]);
    for (const q of ['jembatan ambr', 'AMBRUK jembatan', registerNumber.toLowerCase()]) {
      const { cases } = await live.get('search', petugas, { q }, at);
      expect(cases.map((row) => row.complaintId)).toEqual([complaintId]);
    }
    expect((await live.get('search', petugas, { q: 'jembatan miring' })).cases).toEqual([]);
  });

  it('is not in the queue of a role that has nothing to do with its step', async () => {
    const { complaintId, at } = await complaint();
    for (const role of ['petugas', 'kasi', 'camat'] as const) {
      const { cases } = await live.get('queue', account(role), {}, at);
      expect(cases.map((row) => row.complaintId)).not.toContain(complaintId);
    }
    const { cases } = await live.get('queue', petugas, { role: 'tim', limit: 200 }, at);
    expect(cases.map((row) => row.complaintId)).toContain(complaintId);
  });

  it('of another kecamatan is refused, and is in no list', async () => {
    const { complaintId, at } = await complaint(
      { subject: 'Sampah menumpuk' },
      { kecamatan: penajam },
    );
    expect(await live.refused('complaint', tim, { complaintId }, at)).toBe('other-kecamatan');
    expect(await live.refused('timeline', tim, { complaintId })).toBe('other-kecamatan');
    expect(await live.refused('queue', tim, { kecamatan: penajam })).toBe('other-kecamatan');
    expect((await live.get('search', tim, { q: 'sampah' })).cases).toEqual([]);
    expect((await live.get('search', district, { q: 'sampah' })).cases).toHaveLength(1);
    expect(await page(account('tim', penajam), complaintId)).toMatchObject({ kecamatan: penajam });
  });

  it('is shown to its reporter alone, and only what is his', async () => {
    const { complaintId, at, registerNumber } = await complaint({ trackingCode: 'AB12-CD34' });
    const reporter: Actor = { id: 'r', role: 'reporter', kecamatan: waru, complaintId };
    const shown = await live.get('complaint', reporter, { complaintId }, at);
    expect(Object.keys(shown).sort()).toEqual(
      [
        'caseType',
        'complaintId',
        'files',
        'kecamatan',
        'questions',
        'receivedAt',
        'registerNumber',
        'round',
      ]
        .concat(['status', 'steps', 'subject'])
        .sort(),
    );
    const other = (await complaint()).complaintId;
    expect(await live.refused('complaint', reporter, { complaintId: other })).toBe('not-found');
    expect(await live.refused('queue', reporter)).toBe('wrong-role');
    const anybody: Actor = { id: 'public', role: 'reporter', kecamatan: '*' };
    const code = { registerNumber: ` ${registerNumber.toLowerCase()}`, trackingCode: 'ab12cd34' };
    expect(await live.get('track', anybody, code)).toEqual(shown);
    for (const wrong of [{ trackingCode: 'AB12CD35' }, { registerNumber: 'REG/0/x/2026' }])
      expect(await live.refused('track', anybody, { ...code, ...wrong })).toBe('not-found');
  });

  it('of an anonymous reporter shows him only to those who deal with him', async () => {
    const { complaintId, at } = await complaint({ anonymous: true });
    expect(await page(petugas, complaintId, at)).toHaveProperty('reporter');
    expect(await page(account('camat'), complaintId, at)).not.toHaveProperty('reporter');
    expect(await page(district, complaintId, at)).not.toHaveProperty('reporter');
  });
});

describe('a sealed case', () => {
  it('is there for the Inspektorat and for nobody else, in no list and no count', async () => {
    const before = await live.get('queue', district, { limit: 1 });
    const { complaintId, at, registerNumber } = await complaint({
      sealed: 'graft',
      subject: 'Pungli di kantor',
      trackingCode: 'SEAL-0001',
    });
    expect(await page(inspektorat, complaintId, at)).toMatchObject({
      sealed: 'graft',
      actingRole: 'inspektorat',
    });
    const own = await live.get('queue', inspektorat, {}, at);
    expect(own.cases.map((row) => row.complaintId)).toEqual([complaintId]);
    for (const actor of [tim, petugas, account('camat'), admin, district]) {
      expect(await live.refused('complaint', actor, { complaintId }, at)).toBe('not-found');
      expect(await live.refused('timeline', actor, { complaintId }, at)).toBe('not-found');
      for (const q of ['pungli', registerNumber, 'SEAL-0001'])
        expect((await live.get('search', actor, { q }, at)).cases).toEqual([]);
      const asInspector = await live.get('queue', actor, { role: 'inspektorat' }, at);
      expect(asInspector).toEqual({ cases: [], total: 0 });
      const rows = (await live.get('register', actor, { kecamatan: waru, year: 2026 })).rows;
      expect(rows.at(-1)).toEqual({ n: rows.length, reserved: true });
    }
    expect((await live.get('queue', district, { limit: 1 }, at)).total).toBe(before.total);
    expect((await live.get('search', inspektorat, { q: 'pungli' })).cases).toHaveLength(1);
  });

  it('leaves every list when it becomes sealed, and comes back when it is unsealed', async () => {
    const { complaintId, at } = await complaint({ subject: 'Camat meminta uang' });
    expect(await page(tim, complaintId, at)).toMatchObject({ status: 'in-review' });
    const sealed = await live.happened(complaintId, fact('CaseSealed', {}, triage));
    expect(await live.refused('complaint', tim, { complaintId }, sealed)).toBe('not-found');
    expect((await live.get('search', tim, { q: 'camat meminta' }, sealed)).cases).toEqual([]);
    const unsealed = await live.happened(complaintId, fact('CaseUnsealed', {}, triage));
    expect(await page(tim, complaintId, unsealed)).not.toHaveProperty('sealed');
  });
});

describe('erasure', () => {
  it('leaves in every view what a rebuild without the keys shows', async () => {
    const { complaintId, at } = await complaint({
      reporter: { name: 'Zulkarnaen Terlupakan', phone: '+628991234567' },
      reportedParties: [person],
    });
    expect((await live.get('search', tim, { q: 'terlupakan' }, at)).cases).toHaveLength(1);
    const { vault } = service.kit;
    await vault.destroy(identityKeyId(complaintId), 'request', new Date());
    await vault.destroy(personKeyId(complaintId, person.personId), 'request', new Date());
    const gone = await live.happened(complaintId, fact('IdentityErased'), fact('PersonErased'));
    const shown = await page(tim, complaintId, gone);
    expect(shown.reporter).toEqual({ erased: true });
    expect(shown.reportedParties).toEqual([
      { personId: person.personId, details: { erased: true } },
    ]);
    expect((await live.get('search', tim, { q: 'terlupakan' }, gone)).cases).toEqual([]);
    for (const name of viewNames) {
      const lived = await stored(name);
      expect(JSON.stringify(lived)).not.toContain('Terlupakan');
      expect(await live.rebuild(name, admin)).toEqual({ ok: true, result: { view: name } });
      await eventually(async () => {
        const { views } = await live.get('status', admin);
        const status = views.find((each) => each.name === name);
        return status?.state === 'following' && status.caughtUp;
      });
      expect(await stored(name)).toEqual(lived);
    }
  }, 60_000);

  it('and rebuilding are for admins, of views that there are', async () => {
    expect(await live.rebuild('complaints', tim)).toMatchObject({ error: { code: 'wrong-role' } });
    expect(await live.rebuild('toString', admin)).toMatchObject({ error: { code: 'not-found' } });
  });
});

describe('lists', () => {
  it('are given page by page, each case once, most urgent first', async () => {
    const kecamatan = penajam;
    const actor = account('tim', penajam);
    for (const priority of ['low', 'urgent', undefined, 'urgent', 'low'] as const)
      await complaint({}, { kecamatan, ...(priority ? { priority } : {}) });
    const { at } = await complaint({}, { kecamatan });
    const whole = await live.get('queue', actor, { limit: 200 }, at);
    expect(whole.total).toBe(whole.cases.length);
    const ranks = whole.cases.map(
      ({ priority = 'normal' }) => ({ urgent: 0, high: 1, normal: 2, low: 3 })[priority],
    );
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    for (const name of ['queue', 'search', 'register'] as const) {
      const parameters = name === 'register' ? { kecamatan, year: 2026 } : {};
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const part = { ...parameters, limit: 2, ...(cursor ? { cursor } : {}) };
        const answer: {
          rows?: { n: number }[];
          cases?: { complaintId: string }[];
          nextCursor?: string;
        } = await live.get(name, actor, part);
        seen.push(...(answer.rows ?? answer.cases ?? []).map((row) => JSON.stringify(row)));
        cursor = answer.nextCursor;
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(seen.length);
      const all = await live.get(name, actor, { ...parameters, limit: 200 });
      expect(seen).toEqual(
        ('rows' in all ? all.rows : all.cases).map((row) => JSON.stringify(row)),
      );
    }
  });

  it('of the register are cut to a local month', async () => {
    const whole = await live.get('register', petugas, { kecamatan: waru, year: 2026, limit: 200 });
    const month = new Date(Date.now() + 8 * 3_600_000).getUTCMonth() + 1;
    const now = await live.get('register', petugas, {
      kecamatan: waru,
      year: 2026,
      limit: 200,
      month,
    });
    expect(now.rows).toEqual(whole.rows);
    const other = { kecamatan: waru, year: 2026, month: (month % 12) + 1 };
    expect((await live.get('register', petugas, other)).rows).toEqual([]);
  });

  it('of documents show discarded numbers with the reason', async () => {
    const { complaintId, registerNumber } = await complaint();
    const there = { service: 'resolution', step: 6 };
    const at = await live.happened(
      complaintId,
      fact('AnswerApproved', {}, there),
      fact('BeritaAcaraNumbered', {}, there),
      fact('BeritaAcaraNumberVoided', {}, there),
    );
    const { rows } = await live.get('documents', petugas, { kecamatan: waru, year: 2026 }, at);
    expect(rows).toMatchObject([
      { n: 12, state: 'void', voidReason: 'Salah ketik.', registerNumber },
    ]);
  });

  it('of tasks tell whom to call and what to say', async () => {
    const { complaintId } = await complaint();
    const there = { service: 'notification' };
    const at = await live.happened(
      complaintId,
      fact('MessageQueued', {}, there),
      fact('ContactTaskCreated', {}, there),
    );
    const { tasks } = await live.get('tasks', petugas, {}, at);
    expect(tasks).toMatchObject([
      {
        complaintId,
        method: 'phone',
        text: 'Lampu dipasang.',
        contact: { phone: '+6281234567890' },
      },
    ]);
    const done = await live.happened(complaintId, fact('ContactTaskCompleted', {}, there));
    expect((await live.get('tasks', petugas, {}, done)).tasks).toEqual([]);
  });

  it('of the counter and the box', async () => {
    const queue = { streamId: `intake-queue-${waru}-2026-11-24` };
    const arrived = await live.happened(randomUUID(), fact('VisitorArrived', {}, queue));
    const of = { kecamatan: waru, date: '2026-11-24' };
    expect(await live.get('waiting-list', petugas, of, arrived)).toMatchObject({
      date: '2026-11-24',
      tickets: [{ ticket: 1, state: 'waiting' }],
    });
    expect(
      (await live.get('waiting-list', petugas, { kecamatan: waru, date: '2026-11-25' })).tickets,
    ).toEqual([]);
    const box = { streamId: `intake-box-${id(4)}` };
    const facts = [fact('SuggestionBoxOpened', {}, box), fact('SlipRecorded', {}, box)];
    const opened = await live.happened(randomUUID(), ...facts);
    expect(
      (await live.get('suggestion-boxes', petugas, { kecamatan: waru }, opened)).openings,
    ).toEqual([
      {
        openingId: id(4),
        kecamatan: waru,
        openedAt: '2026-11-24T00:00:00.000Z',
        location: 'Kantor Camat',
        slips: 3,
        registered: 1,
        witnesses: 1,
      },
    ]);
  });
});

describe('the service', () => {
  it('says for people and probes how far its views are', async () => {
    await eventually(() => service.status().counts?.['aduan_views_behind'] === 0);
    expect(service.status()).toMatchObject({ ready: true, counts: { aduan_views_stopped: 0 } });
    const { views } = await live.get('status', district);
    expect(views.map(({ name }) => name)).toEqual(viewNames);
    for (const view of views) expect(view).toMatchObject({ state: 'following', caughtUp: true });
  });
});

describe('bad questions', () => {
  it('are refused, each with its reason', async () => {
    expect(await live.refused('nothing', tim)).toBe('not-found');
    expect(await live.refused('toString', tim)).toBe('not-found');
    expect(await live.refused('complaint', tim, { complaintId: 'x' })).toBe('invalid');
    expect(await live.refused('complaint', tim, { complaintId: randomUUID() })).toBe('not-found');
    expect(await live.refused('queue', tim, { limit: 0 })).toBe('invalid');
    expect(await live.refused('queue', tim, { $where: '1' })).toBe('invalid');
    expect(await live.refused('queue', tim, { cursor: 'x' })).toBe('invalid');
    expect(
      await live.refused('register', tim, { kecamatan: waru, year: 2026, cursor: 'IngI' }),
    ).toBe('invalid');
    expect(await live.refused('queue', admin, { kecamatan: '11.11.11' })).toBe('unknown-kecamatan');
    expect(await live.refused('status', tim)).toBe('wrong-role');
    const forged = { ...tim, role: 'root' as 'tim' };
    expect(await live.refused('queue', forged)).toBe('not-signed-in');
  });

  it('for a position that never comes are answered with what is there', async () => {
    const { complaintId } = await complaint();
    const far = { commit: '99999999999999999', prepare: '99999999999999999' };
    const shown = await live.get('queue', tim, {}, far);
    expect(shown.behind).toBe(true);
    expect(await live.refused('queue', tim, {}, { commit: '-1', prepare: 'x' })).toBe('invalid');
    expect(complaintId).toBeTruthy();
  });
});

describe('random histories', () => {
  /** A store that gives every event, and then every one again. */
  const twice = (events: StoredEvent[]): FollowedStore => ({
    async *follow({ signal }) {
      for (const event of events) {
        yield { kind: 'event', event };
        yield { kind: 'event', event };
      }
      for (const event of events) yield { kind: 'event', event };
      yield { kind: 'caughtUp' };
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  });

  it.each(viewNames)(
    '%s: twice is once, and a rebuild shows the same',
    async (name) => {
      const { mongo: connection, logger } = service.kit;
      for (const [run, { live: events }] of fc
        .sample(histories, { numRuns: 3, seed: 7 })
        .entries()) {
        const view = { ...viewOf(name), name: `spec-${name}-${run}` };
        const open = (event: StoredEvent): Promise<StoredEvent> => Promise.resolve(event);
        const options = { view, store: twice(events), connection, open, logger, batchSize: 7 };
        const projector = new Projector(options);
        projector.start();
        await eventually(() => projector.status().caughtUp);
        const collection = documentsOf(connection, view);
        const shown = async (): Promise<unknown[]> =>
          (await collection.find().sort({ _id: 1 }).toArray()).map((each) => plain(each));
        const expected = [...replay(view, events)].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(await shown()).toEqual(expected.map(([, document]) => document));
        await projector.rebuild();
        expect(await shown()).toEqual(expected.map(([, document]) => document));
        await projector.stop();
      }
    },
    60_000,
  );
});

describe('when servers restart', () => {
  it.each(['mongo', 'eventstore'] as const)(
    'views go on after %s was killed',
    async (name) => {
      servers.servers.kill(name, 'SIGKILL');
      const { complaintId } = await eventually(() => complaint().catch(() => undefined), 30_000);
      await eventually(
        async () => (await live.refused('complaint', tim, { complaintId })) === 'ok',
        30_000,
      );
    },
    90_000,
  );
});
