import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { checkWebhook, WebhookWay } from './webhook.js';

const logger = pino({ level: 'silent' });
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const subscriber = async (
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<string> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks).toString('utf8')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/aduan`;
};

const wayTo = (url: string): WebhookWay =>
  new WebhookWay({ url, secret }, logger, () => new Date(), 500);
const hook = { webhookId: 'msg_1', payload: '{"type":"aduan.registered","nama":"Péngaduan"}' };

describe('a webhook', () => {
  it('is signed so that the subscriber can check it', async () => {
    let checked: unknown;
    const url = await subscriber((request, response, body) => {
      checked = new Webhook(secret).verify(body, request.headers as Record<string, string>);
      response.writeHead(204).end();
    });
    expect(await wayTo(url).send(hook)).toEqual({ kind: 'delivered' });
    expect(checked).toEqual({ type: 'aduan.registered', nama: 'Péngaduan' });
  });

  it.each([
    [500, { kind: 'failed', reason: 'rejected', permanent: false }],
    [400, { kind: 'failed', reason: 'rejected', permanent: false }],
    [410, { kind: 'failed', reason: 'rejected', permanent: true }],
  ])('answered with %i is a failure', async (status, expected) => {
    const url = await subscriber((_, response) => response.writeHead(status).end('no'));
    expect(await wayTo(url).send(hook)).toEqual(expected);
  });

  it('follows no redirect', async () => {
    let calls = 0;
    const url = await subscriber((_, response) => {
      calls += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await wayTo(url).send(hook)).toMatchObject({ kind: 'failed', reason: 'rejected' });
    expect(calls).toBe(1);
  });

  it('waits for a silent subscriber only so long', async () => {
    const url = await subscriber(() => undefined);
    expect(await wayTo(url).send(hook)).toMatchObject({ kind: 'failed', reason: 'timeout' });
  });

  it('fails when nobody listens', async () => {
    expect(await wayTo('http://127.0.0.1:9/').send(hook)).toMatchObject({ reason: 'unreachable' });
  });
});

describe('the settings of the webhook', () => {
  it('are an address and a secret', () => {
    expect(checkWebhook('https://langganan.example/aduan', secret)).toEqual({
      url: 'https://langganan.example/aduan',
      secret,
    });
  });

  it.each([
    ['ftp://langganan.example', secret],
    ['https://user:kata@langganan.example', secret],
    ['https://langganan.example', undefined],
    ['https://langganan.example', 'kata-sandi'],
    ['https://langganan.example', 'whsec_c2hvcnQ='],
    ['https://langganan.example', 'whsec_***'],
  ])('%s with %s are refused', (url, given) => {
    expect(() => checkWebhook(url, given)).toThrow(/ADUAN_WEBHOOK_(URL|SECRET)/);
    expect(() => checkWebhook(url, given)).not.toThrow(/kata/);
  });
});
