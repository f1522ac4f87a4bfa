import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EventOf } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import {
  createService,
  kecamatanListStream,
  metricsText,
  type RunningService,
  type ServiceKit,
} from '#libs/service';
import {
  eventually,
  foreignService,
  penajam,
  readStream,
  startTestServers,
  waru,
  type TestServers,
} from '#libs/testing';
import { create } from './create.js';
import { calendarStream, procedureStream, slaStream } from './domain/streams.js';
import { listKecamatan } from './seeds/kecamatan-list.js';
import { seed } from './seeds/seed.js';
import { slaParts, type SlaParts } from './sla-parts.js';
import { SlaModule } from './sla.module.js';

vi.setConfig({ testTimeout: 60_000 });

let system: TestServers;
let running: Running | undefined;
let clockAt = '2026-11-24T01:00:00.000Z';
const now = (): Date => new Date(clockAt);

beforeAll(async () => {
  system = await startTestServers();
}, 120_000);
afterEach(() => running?.close(), 30_000);
afterAll(() => system?.close(), 30_000);

interface Running {
  service: RunningService;
  parts: SlaParts;
  foreign(name: 'resolution' | 'coordination'): ReturnType<typeof foreignService>;
  close(): Promise<void>;
}

/** The service with a clock that ticks fast, and with others that are played. */
const start = async (): Promise<Running> => {
  let parts: SlaParts | undefined;
  const withParts = (kit: ServiceKit) =>
    SlaModule.with(kit, (parts = slaParts(kit, { tickMs: 20, putOffMs: 1_000 })));
  const service = await createService('sla', { with: withParts }, system.config, {
    now,
    beforeListen: (kit) => seed(kit, system.config.ADUAN_KABUPATEN),
  });
  const played = new Map<string, ReturnType<typeof foreignService>>();
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
  running = { service, parts: parts as SlaParts, foreign, close };
  return running;
};

const delivered = (deliveredAt: string): Decision<EventOf<'ResultDelivered'>> => ({
  type: 'ResultDelivered',
  data: { method: 'counter', deliveredAt, receivedBy: 'reporter', answer: 'Sudah diperbaiki.' },
  round: 1,
  step: 7,
});
const closed: Decision<EventOf<'CaseClosed'>> = {
  type: 'CaseClosed',
  data: { outcome: 'satisfied' },
  round: 1,
  step: 7,
};
const consulted = (consultationId: string, dueAt: string): Decision<EventOf<'UnitConsulted'>> => ({
  type: 'UnitConsulted',
  data: { consultationId, unitId: 'dishub', question: 'Kapan diperbaiki?', dueAt },
  round: 1,
  step: 3,
});

const firings = async (kit: ServiceKit, complaintId: string) =>
  (await readStream(kit, slaStream(complaintId))).map(({ data, metadata }) => ({
    kind: data['kind'],
    ref: data['ref'],
    occurrence: data['occurrence'],
    dueAt: data['dueAt'],
    at: metadata.occurredAt,
  }));

const timersOf = ({ parts }: Running, complaintId: string) => parts.timers.ofCase(complaintId);

describe('procedure and calendar', () => {
  it('are published once, however often the service starts', async () => {
    clockAt = '2026-11-24T01:00:00.000Z';
    const first = await start();
    await first.close();
    const { service } = await start();
    for (const kecamatan of [waru, penajam]) {
      const [procedure, ...moreProcedures] = await readStream(
        service.kit,
        procedureStream(kecamatan),
      );
      const [calendar, ...moreCalendars] = await readStream(service.kit, calendarStream(kecamatan));
      expect([moreProcedures, moreCalendars]).toEqual([[], []]);
      expect(procedure?.type).toBe('ProcedurePublished');
      expect(procedure?.data).toMatchObject({ version: 1, effectiveFrom: '2026-01-01' });
      expect(procedure?.metadata).toMatchObject({
        kecamatan,
        actor: { id: 'system:sla', role: 'system' },
        schemaVersion: 1,
      });
      expect(calendar?.type).toBe('CalendarPublished');
    }
    expect(await service.kit.reference.whenReady(5_000)).toBe(true);
    expect(service.kit.reference.rules(waru, clockAt).procedure.totalMinutes).toBe(245);
  });

  it('are listed once, though the service starts again', async () => {
    const first = await start();
    const codes = async ({ service }: Running): Promise<unknown[]> =>
      (await readStream(service.kit, kecamatanListStream)).map(({ data }) => data['code']);
    await eventually(async () => (await codes(first)).length > 0);
    await first.close();
    const again = await start();
    expect(await again.service.kit.reference.whenReady(5_000)).toBe(true);
    await listKecamatan(again.service.kit, [waru, penajam]);
    const listed = await codes(again);
    expect(listed).toHaveLength(2);
    expect(new Set(listed)).toEqual(new Set([penajam, waru]));
  });

  it('with a wrong file refuse the start, naming file, line and reason', async () => {
    const config = { ...system.config, ADUAN_KABUPATEN: '/nowhere/kabupaten.yaml' };
    await expect(create(config, { now })).rejects.toThrow(/\/nowhere\/kabupaten\.yaml:1: ENOENT/);
  });
});

describe('timers', () => {
  it('close a case silently after ten working days, and not before', async () => {
    clockAt = '2026-11-24T01:00:00.000Z';
    const sla = await start();
    const id = randomUUID();
    await sla.foreign('resolution').happened(id, [delivered(clockAt)]);
    await eventually(async () => (await timersOf(sla, id)).length === 1);
    clockAt = '2026-12-08T15:59:59.999Z';
    expect(await sla.parts.clock.tick()).toBe(0);
    clockAt = '2026-12-08T16:00:00.000Z';
    await eventually(async () => (await firings(sla.service.kit, id)).length > 0);
    expect(await firings(sla.service.kit, id)).toEqual([
      { kind: 'silent-close', ref: '1', occurrence: 1, dueAt: clockAt, at: clockAt },
    ]);
    const [event] = await readStream(sla.service.kit, slaStream(id));
    expect(event?.metadata).toMatchObject({ round: 1, step: 7, calendarVersion: 1 });
    await eventually(async () => (await timersOf(sla, id))[0]?.status === 'done');
    const text = await metricsText(sla.service.status());
    expect(text).not.toContain('aduan_timers');
  });

  it('do not fire for a case that ended', async () => {
    clockAt = '2026-11-24T01:00:00.000Z';
    const sla = await start();
    const id = randomUUID();
    await sla.foreign('resolution').happened(id, [delivered(clockAt), closed]);
    await eventually(async () => (await timersOf(sla, id))[0]?.status === 'cancelled');
    clockAt = '2027-01-20T01:00:00.000Z';
    await sla.parts.clock.tick();
    expect(await firings(sla.service.kit, id)).toEqual([]);
  });

  it('remind a unit three times, each three working days after the last', async () => {
    clockAt = '2026-11-24T01:00:00.000Z';
    const sla = await start();
    const id = randomUUID();
    const consultation = randomUUID();
    const due = '2026-11-27T16:00:00.000Z';
    await sla.foreign('coordination').happened(id, [consulted(consultation, due)]);
    await eventually(async () => (await timersOf(sla, id)).length === 1);
    const moments = [due, '2026-12-02T16:00:00.000Z', '2026-12-07T16:00:00.000Z'];
    for (const [index, moment] of moments.entries()) {
      clockAt = moment;
      await eventually(async () => (await firings(sla.service.kit, id)).length === index + 1);
    }
    expect(await firings(sla.service.kit, id)).toEqual(
      moments.map((moment, index) => ({
        kind: 'unit-reminder',
        ref: consultation,
        occurrence: index + 1,
        dueAt: moment,
        at: moment,
      })),
    );
    await eventually(async () => (await timersOf(sla, id))[0]?.status === 'done');
  });

  it('fire once each after a long time in which nothing ran, the oldest first', async () => {
    clockAt = '2026-11-24T01:00:00.000Z';
    const sla = await start();
    const coordination = sla.foreign('coordination');
    const cases = [randomUUID(), randomUUID(), randomUUID()];
    const days = ['28', '26', '27'];
    for (const [index, id] of cases.entries())
      await coordination.happened(id, [
        consulted(randomUUID(), `2026-11-${days[index]}T16:00:00.000Z`),
      ]);
    for (const id of cases) await eventually(async () => (await timersOf(sla, id)).length === 1);
    await sla.close();
    clockAt = '2026-12-30T01:00:00.000Z';
    const again = await start();
    for (const id of cases)
      await eventually(async () => (await firings(again.service.kit, id)).length === 1);
    await again.parts.clock.tick();
    const streams = await Promise.all(
      cases.map((id) => readStream(again.service.kit, slaStream(id))),
    );
    const fired = streams.flat().sort((a, b) => Number(a.position.commit - b.position.commit));
    expect(fired.map(({ data }) => data['dueAt'])).toEqual([
      '2026-11-26T16:00:00.000Z',
      '2026-11-27T16:00:00.000Z',
      '2026-11-28T16:00:00.000Z',
    ]);
    expect(again.parts.clock.report().worstLagMs).toBeGreaterThan(30 * 86_400_000);
  });

  it('outlive their database, and are built again from the events', async () => {
    clockAt = '2026-11-24T01:00:00.000Z';
    const sla = await start();
    const [waits, answered, ended] = [randomUUID(), randomUUID(), randomUUID()];
    const consultation = randomUUID();
    const due = '2026-11-27T16:00:00.000Z';
    const coordination = sla.foreign('coordination');
    await coordination.happened(waits, [consulted(randomUUID(), due)]);
    await coordination.happened(answered, [
      consulted(consultation, due),
      {
        type: 'UnitAnswered',
        data: {
          consultationId: consultation,
          unitId: 'dishub',
          answer: 'Besok.',
          answeredAt: clockAt,
        },
        round: 1,
        step: 3,
      },
    ]);
    await sla.foreign('resolution').happened(ended, [delivered(clockAt), closed]);
    const all = async () =>
      (await Promise.all([waits, answered, ended].map((id) => timersOf(sla, id)))).flat();
    await eventually(
      async () =>
        (await all()).map(({ status }) => status).join() === 'waiting,cancelled,cancelled',
    );
    clockAt = due;
    await eventually(async () => (await timersOf(sla, waits))[0]?.occurrence === 2);
    const before = await all();
    await sla.parts.timers.clear();
    await eventually(async () => await sla.parts.timers.isBuilt());
    expect(await all()).toEqual(before);
    expect(await firings(sla.service.kit, waits)).toHaveLength(1);
  });

  it('go on when MongoDB and the event store were away', async () => {
    clockAt = '2026-11-24T01:00:00.000Z';
    const sla = await start();
    const id = randomUUID();
    await sla.foreign('resolution').happened(id, [delivered(clockAt)]);
    await eventually(async () => (await timersOf(sla, id)).length === 1);
    system.servers.kill('mongo', 'SIGKILL');
    system.servers.kill('eventstore', 'SIGKILL');
    clockAt = '2026-12-09T01:00:00.000Z';
    await eventually(
      () =>
        firings(sla.service.kit, id).then(
          (fired) => fired.length === 1,
          () => false,
        ),
      60_000,
    );
  }, 90_000);
});

describe('the service as it is started', () => {
  it('tells how its timers are', async () => {
    const service = await create(system.config, { now });
    try {
      const text = await metricsText(service.status());
      for (const name of ['waiting', 'due', 'fired_total', 'worst_lag_seconds'])
        expect(text).toMatch(new RegExp(`aduan_timers?_${name}\\{service="sla"\\} \\d`));
    } finally {
      await service.close();
    }
  });
});
