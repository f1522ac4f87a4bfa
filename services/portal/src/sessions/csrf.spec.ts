import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { clearSessionCookie, isSecure, readSessionCookie, writeSessionCookie } from './cookies.js';
import { checkCsrf, csrfOf, ensureFormOwner } from './csrf.js';

const key = new Uint8Array(32).fill(7);
const token = 'a-session-token';

let server: FastifyInstance;

beforeEach(async () => {
  server = Fastify({ trustProxy: '10.0.0.9' });
  await server.register(fastifyCookie);
  server.get('/form', (request, reply) => csrfOf(key, ensureFormOwner(request, reply)));
  server.post('/form', (request) => {
    checkCsrf(request, key, request.headers['x-csrf-token']);
    return 'taken';
  });
  server.post('/in', (request, reply) => {
    writeSessionCookie(reply, token, { secure: isSecure(request), maxAge: 60 });
    return 'in';
  });
  server.post('/out', (request, reply) => {
    clearSessionCookie(reply, { secure: isSecure(request) });
    return 'out';
  });
  server.get('/who', (request) => readSessionCookie(request) ?? 'nobody');
});

const https = { remoteAddress: '10.0.0.9', headers: { 'x-forwarded-proto': 'https' } };

describe('the cookie of a session', () => {
  it('is read by no script, sent by no foreign form, and belongs to this host alone over https', async () => {
    const cookies = async (from: object) =>
      (await server.inject({ method: 'POST', url: '/in', ...from })).headers['set-cookie'];
    expect(await cookies(https)).toBe(
      '__Host-aduan-session=a-session-token; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
    expect(await cookies({})).toBe(
      'aduan-session=a-session-token; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
    );
    // A stranger cannot say that he came over https.
    expect(await cookies({ ...https, remoteAddress: '203.0.113.5' })).not.toContain('Secure');
  });

  it('counts over https with its prefix only, and never with letters that no token has', async () => {
    const who = async (cookie: string, from: { headers?: object } = {}) =>
      (await server.inject({ url: '/who', ...from, headers: { ...from.headers, cookie } })).body;
    expect(await who(`aduan-session=${token}`)).toBe(token);
    expect(await who(`aduan-session=${token}`, https)).toBe('nobody');
    expect(await who(`__Host-aduan-session=${token}`, https)).toBe(token);
    expect(await who('aduan-session=%00%3Cscript%3E')).toBe('nobody');
    expect(await who(`aduan-session=${'x'.repeat(1_001)}`)).toBe('nobody');
  });

  it('is forgotten at sign-out', async () => {
    const out = await server.inject({ method: 'POST', url: '/out', ...https });
    expect(out.headers['set-cookie']).toMatch(/^__Host-aduan-session=; Max-Age=0; Path=\/;/);
  });
});

describe('the token of a form', () => {
  const visitor = async (): Promise<{ cookie: string; csrf: string }> => {
    const page = await server.inject('/form');
    const [cookie = ''] = String(page.headers['set-cookie']).split(';');
    return { cookie, csrf: page.body };
  };
  const send = async (headers: Record<string, string>) =>
    (await server.inject({ method: 'POST', url: '/form', headers })).statusCode;

  it('lets the visitor send who got the form, and nobody else', async () => {
    const one = await visitor();
    const other = await visitor();
    expect(await send({ cookie: one.cookie, 'x-csrf-token': one.csrf })).toBe(200);
    expect(await send({ cookie: other.cookie, 'x-csrf-token': one.csrf })).toBe(403);
    expect(await send({ 'x-csrf-token': one.csrf })).toBe(403);
    expect(await send({ cookie: one.cookie })).toBe(403);
    expect(await send({ cookie: one.cookie, 'x-csrf-token': `${one.csrf}x` })).toBe(403);
  });

  it('stays the same in a browser, but not over a sign-in', async () => {
    const { cookie, csrf } = await visitor();
    const again = await server.inject({ url: '/form', headers: { cookie } });
    expect(again.body).toBe(csrf);
    expect(again.headers['set-cookie']).toBeUndefined();
    const signedIn = `${cookie}; aduan-session=${token}`;
    expect(await send({ cookie: signedIn, 'x-csrf-token': csrf })).toBe(403);
    expect(await send({ cookie: signedIn, 'x-csrf-token': csrfOf(key, token) })).toBe(200);
  });

  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ host: 'aduan.example', origin: 'https://aduan.example' }, 200],
    [{ host: 'aduan.example', origin: 'https://aduan.example.evil' }, 403],
    [{ host: 'aduan.example', origin: 'null' }, 403],
  ] as const)('from a page of %j is answered with %i', async (headers, status) => {
    const { cookie, csrf } = await visitor();
    expect(await send({ cookie, 'x-csrf-token': csrf, ...headers })).toBe(status);
  });
});
