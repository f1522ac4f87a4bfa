import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from './check/evidence.js';
import { gather, settle } from './check/gather.js';
import { checks } from './check/verdict.js';
import { Flow } from './restart/flow.js';
import { DeployedSystem } from './system/deployed.js';
import { inflict, type Fault } from './system/faults.js';
import { serverNames, serviceNames } from './system/names.js';

const data = mkdtempSync(join(tmpdir(), 'aduan-faults-'));
const flow = new Flow();
let system: DeployedSystem | undefined;
let evidence: Evidence;
let endings: Record<string, number>;

/** Each part is killed once; one is away for 20 s, one frozen for 10 s, one there twice. */
const schedule: Fault[] = [
  ...[...serviceNames, ...serverNames].map((part): Fault => ({
    kind: 'kill',
    part,
    seconds: 0,
    after: 6,
  })),
  { kind: 'stop', part: 'triage', seconds: 20, after: 6 },
  { kind: 'freeze', part: 'eventstore', seconds: 10, after: 6 },
  { kind: 'second', part: 'resolution', seconds: 5, after: 6 },
];

beforeAll(async () => {
  system = await DeployedSystem.start(data);
  flow.start(await system.offices(), 24);
  for (const fault of schedule) {
    await flow.more(fault.after, 'registered');
    await inflict(system, fault);
  }
  await flow.more(Math.max(1, 200 - flow.registered), 'registered');
  await flow.finish();
  await settle(system);
  endings = system.endings();
  evidence = await gather(system, flow);
}, 600_000);

afterAll(async () => {
  await system?.close();
  rmSync(data, { recursive: true, force: true });
}, 30_000);

describe('while every part is killed, stopped, frozen or doubled', () => {
  it('really was in the middle of something', () => {
    expect(flow.registered).toBeGreaterThanOrEqual(200);
    expect(flow.acknowledged).toBe(flow.registered * 14);
    expect(flow.given.some(({ sent }) => sent > 1)).toBe(true);
    expect(evidence.received.filter(({ transport }) => transport === 'email')).not.toEqual([]);
    expect(evidence.received.filter(({ transport }) => transport === 'webhook')).not.toEqual([]);
    expect(evidence.views.every(({ rebuilt }) => rebuilt instanceof Map)).toBe(true);
  });

  it('no process gave up by itself', () => {
    expect(endings).toEqual({});
  });

  it.each(Object.entries(checks))('%s', (_, check) => {
    expect(check(evidence)).toEqual([]);
  });
});
