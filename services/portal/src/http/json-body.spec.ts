import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { takeJsonOnly } from './json-body.js';

const server = fastify();
takeJsonOnly(server);
server.post('/', (request) => ({ body: request.body }));

const send = (payload: string | Buffer, type?: string) =>
  server.inject({
    method: 'POST',
    url: '/',
    payload,
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
  });

const json = 'application/json';

describe('a body', () => {
  it('is taken as JSON, with a charset and a byte order mark too', async () => {
    const body = { name: 'Jalan “rusak” 😀' };
    for (const type of [json, 'application/json; charset=utf-8']) {
      for (const mark of ['', '\ufeff'])
        expect((await send(mark + JSON.stringify(body), type)).json()).toEqual({ body });
    }
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s',
    async (type) => {
      expect((await send('{}', type)).statusCode).toBe(415);
    },
  );

  it.each([
    ['cut off', '{"a":'],
    ['empty', ''],
    ['with a prototype', '{"__proto__":{"a":1}}'],
    ['with a constructor', '{"a":{"constructor":{"prototype":{"a":1}}}}'],
  ])('is refused %s', async (_, payload) => {
    expect((await send(payload, json)).statusCode).toBe(400);
  });

  it('is refused rather than read with other signs when it is no UTF-8', async () => {
    for (const bytes of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80]]) {
      const payload = Buffer.concat([Buffer.from('"'), Buffer.from(bytes), Buffer.from('"')]);
      const answer = await send(payload, json);
      expect(answer.json()).toMatchObject({ message: 'not-json' });
    }
  });
});
