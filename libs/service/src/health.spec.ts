import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { readConfig } from './config.js';
import { startHealth } from './health.js';
import type { RunningService } from './running-service.js';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

it('tells in JSON whether a service is ready, also with positions that JSON has no number for', async () => {
  const config = readConfig({
    ADUAN_ESDB_URL: 'esdb://localhost:2113?tls=false',
    ADUAN_MONGODB_URI: 'mongodb://localhost:27017/aduan',
    ADUAN_NATS_URL: 'nats://localhost:4222',
    ADUAN_MASTER_KEY: 'x',
    ADUAN_ACTOR_KEY: 'x',
    ADUAN_HEALTH_PORT: String(await freePort()),
  });
  let ready = true;
  const relay = { position: { commit: 9_007_199_254_740_993n, prepare: 1n } };
  const service = { status: () => ({ name: 'sla', ready, relay }) } as unknown as RunningService;
  const health = await startHealth(config, service);
  try {
    const url = `http://127.0.0.1:${health?.port}/ready`;
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      relay: { position: { commit: '9007199254740993' } },
    });
    ready = false;
    expect((await fetch(url)).status).toBe(503);
  } finally {
    await health?.close();
  }
});
