import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'nats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewNames } from '../e2e/views.js';
import type { Evidence } from './check/evidence.js';
import { gather, settle } from './check/gather.js';
import { checks } from './check/verdict.js';
import { Flow } from './restart/flow.js';
import { DeployedSystem } from './system/deployed.js';

const data = mkdtempSync(join(tmpdir(), 'aduan-again-'));
const flow = new Flow();
let system: DeployedSystem | undefined;
let evidence: Evidence;
let forgotten: string[];

/** Makes JetStream forget how far each service is: it delivers the whole history again, behind what was handled long ago. */
const forgetConsumers = async (url: string): Promise<string[]> => {
  const connection = await connect({ servers: url });
  try {
    const manager = await connection.jetstreamManager();
    const names: string[] = [];
    for await (const { name, config } of manager.consumers.list('ADUAN'))
      if (config.durable_name !== undefined) names.push(name);
    for (const name of names) await manager.consumers.delete('ADUAN', name);
    return names;
  } finally {
    await connection.close();
  }
};

beforeAll(async () => {
  system = await DeployedSystem.start(data);
  flow.start(await system.offices(), 8);
  await flow.more(15, 'registered');
  forgotten = await forgetConsumers(system.addresses.nats);
  await flow.more(10, 'registered');
  const admin = await system.as('admin');
  for (const view of await viewNames(admin)) await admin.must('POST', `/views/${view}/rebuild`);
  await flow.more(10, 'registered');
  await flow.finish();
  await settle(system);
  evidence = await gather(system, flow);
});

afterAll(async () => {
  await system?.close();
  rmSync(data, { recursive: true, force: true });
}, 30_000);

describe('when the whole history is delivered again and every view is built anew while complaints flow', () => {
  it('really was delivered again, to every service that listens', () => {
    expect(forgotten.length).toBeGreaterThanOrEqual(6);
    expect(evidence.consumers.map(({ name }) => name).sort()).toEqual(forgotten.sort());
    expect(flow.registered).toBeGreaterThanOrEqual(35);
  });

  it.each(Object.entries(checks))('%s', (_, check) => {
    expect(check(evidence)).toEqual([]);
  });
});
