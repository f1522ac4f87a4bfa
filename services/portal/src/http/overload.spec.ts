import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceKit } from '#libs/service';
import { eventually } from '#libs/testing';
import { refuseOverload } from './overload.js';

let server: FastifyInstance;
let release: () => void;
let under: number;
let underWay: () => number;

beforeEach(async () => {
  server = fastify();
  underWay = refuseOverload(server, { logger: pino({ level: 'silent' }) } as ServiceKit, 2);
  under = 0;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  server.get('/api/v1/queue', async () => {
    under += 1;
    await held;
    return {};
  });
  server.get('/health', () => Promise.resolve({}));
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  release();
  await server.close();
});

const get = (path: string, signal?: AbortSignal): Promise<Response> => {
  const { port } = server.server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`, signal ? { signal } : {});
};

describe('while as much is under way as can be dealt with', () => {
  it('who comes then is told to come again, in his language; the others are answered', async () => {
    const first = [get('/api/v1/queue'), get('/api/v1/queue')];
    await eventually(() => under === 2);
    const third = await get('/api/v1/queue');
    expect(third.status).toBe(503);
    expect(third.headers.get('retry-after')).toBe('2');
    expect(third.headers.get('content-type')).toContain('application/problem+json');
    expect(await third.json()).toMatchObject({
      code: 'unavailable',
      title: 'Layanan portal sedang tidak tersedia. Silakan coba lagi.',
    });
    release();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await get('/api/v1/queue')).status).toBe(200);
  });

  it('health is answered', async () => {
    const first = [get('/api/v1/queue'), get('/api/v1/queue')];
    await eventually(() => under === 2);
    expect((await get('/health')).status).toBe(200);
    release();
    await Promise.all(first);
  });

  it('the place of one who went away is free again', async () => {
    const leaving = new AbortController();
    const gone = get('/api/v1/queue', leaving.signal).catch(() => 'gone');
    const stays = get('/api/v1/queue');
    await eventually(() => under === 2);
    leaving.abort();
    expect(await gone).toBe('gone');
    await eventually(() => underWay() === 1);
    const next = get('/api/v1/queue');
    await eventually(() => under === 3);
    release();
    expect((await Promise.all([stays, next])).map(({ status }) => status)).toEqual([200, 200]);
  });
});
