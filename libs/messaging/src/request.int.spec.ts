import type { NatsConnection } from 'nats';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { logger, TestNats } from '../spec/kit.js';
import { connectNats } from './connection.js';
import { BadReply, NoResponder, PayloadTooLarge, RequestTimedOut } from './errors.js';
import { request } from './request.js';
import { AduanTransport, type TransportOptions } from './transport.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

let nats: TestNats;
let connection: NatsConnection;
let client: NatsConnection;
const open: AduanTransport[] = [];

type Answer = (body: unknown, context: unknown) => Promise<unknown>;

const serve = (
  answers: Record<string, Answer>,
  options: Partial<TransportOptions> = {},
): AduanTransport => {
  const transport = new AduanTransport({ service: 'views', connection, logger, ...options });
  for (const [subject, answer] of Object.entries(answers)) transport.addHandler(subject, answer);
  transport.listen((error) => expect(error).toBeUndefined());
  open.push(transport);
  return transport;
};

beforeAll(async () => {
  nats = await TestNats.start();
  connection = await nats.connect();
  client = await nats.connect();
});
afterEach(() => Promise.all(open.splice(0).map((transport) => transport.close())));
afterAll(() => nats.stop());

describe('request and reply', () => {
  it('carries JSON both ways, with headers and subject', async () => {
    serve({ 'aduan-query.views': (body, context) => Promise.resolve({ body, context }) });
    const headers = { traceparent: '00-1' };
    const reply = await request(client, 'aduan-query.views', { n: 'ñ' }, { headers });
    expect(reply).toEqual({
      body: { n: 'ñ' },
      context: { subject: 'aduan-query.views', headers },
    });
    expect(await request(client, 'aduan-query.views', undefined)).toMatchObject({ body: null });
  });

  it('answers what a handler throws in the way that the service chooses', async () => {
    const transport = serve(
      { refuse: () => Promise.reject(new RangeError('too old')) },
      { encodeError: (error) => ({ code: error.name, message: error.message, since: 3 }) },
    );
    expect(await request(client, 'refuse', {})).toEqual({
      ok: false,
      error: { code: 'RangeError', message: 'too old', since: 3 },
    });
    await transport.close();
    serve({ refuse: () => Promise.reject(new Error('secret')) });
    expect(await request(client, 'refuse', {})).toEqual({
      ok: false,
      error: { code: 'internal', parameters: {} },
    });
  });

  it('answers a body that is not JSON, and a reply that is too large, with a code', async () => {
    serve({ big: () => Promise.resolve('x'.repeat(1_100_000)) });
    // The bare client does not wait for somebody who answers: the subscription must have reached the server.
    await connection.flush();
    const raw = await client.request('big', '{');
    expect(raw.json()).toEqual({ ok: false, error: { code: 'not-json', parameters: {} } });
    expect(await request(client, 'big', {})).toMatchObject({
      ok: false,
      error: { code: 'too-large', parameters: { limit: 1_048_576 } },
    });
  });

  it('sends no body that NATS would not take', async () => {
    await expect(request(client, 'big', 'x'.repeat(1_100_000))).rejects.toThrow(PayloadTooLarge);
  });

  it('tells nobody there from no answer, and waits for somebody, bounded', async () => {
    await expect(request(client, 'nobody', {}, { responderWithinMs: 200 })).rejects.toThrow(
      NoResponder,
    );
    const asked = request(client, 'late', {});
    serve({ late: () => Promise.resolve('here') });
    expect(await asked).toBe('here');
    serve({ slow: () => new Promise((resolve) => setTimeout(resolve, 400)) });
    await expect(request(client, 'slow', {}, { timeoutMs: 100 })).rejects.toThrow(RequestTimedOut);
  });

  it('says that an answer is not JSON', async () => {
    const foreign = connection.subscribe('foreign', {
      callback: (_, message) => message.respond('<html>'),
    });
    await connection.flush();
    await expect(request(client, 'foreign', {})).rejects.toThrow(BadReply);
    foreign.unsubscribe();
  });

  it('lets one of several instances answer each request', async () => {
    const counts = [0, 0];
    const other = await nats.connect();
    const count = (index: 0 | 1) => (): Promise<number> => Promise.resolve(counts[index]!++);
    serve({ shared: count(0) });
    serve({ shared: count(1) }, { connection: other });
    await other.flush();
    await Promise.all(Array.from({ length: 60 }, () => request(client, 'shared', {})));
    expect(counts[0]! + counts[1]!).toBe(60);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  it('answers "unavailable" when too much runs already, and finishes what runs when closed', async () => {
    let release = (): void => undefined;
    const held = new Promise<string>((resolve) => (release = () => resolve('done')));
    const transport = serve({ busy: () => held }, { maxConcurrentRequests: 1 });
    const first = request(client, 'busy', {});
    await expect.poll(() => transport.report().requests).toBe(1);
    expect(await request(client, 'busy', {})).toMatchObject({
      error: { code: 'unavailable', parameters: { service: 'views' } },
    });
    const closed = transport.close();
    release();
    expect(await first).toBe('done');
    await closed;
  });
});

describe('connecting', () => {
  it('says which address does not answer, without its password', async () => {
    const url = 'nats://user:geheim@127.0.0.1:1';
    const refused = connectNats({ url, name: 'spec', logger, withinMs: 300 });
    await expect(refused).rejects.toThrow(/NATS at 127\.0\.0\.1:1 cannot be used/);
    await expect(connectNats({ url, name: 'spec', logger, withinMs: 1 })).rejects.not.toThrow(
      /geheim/,
    );
    await expect(connectNats({ url: 'nats://', name: 'x', logger })).rejects.toThrow(/not a URL/);
  });
});
