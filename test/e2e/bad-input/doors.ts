import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ApiClient, type Answer } from '../../../deploy/demo/api-client.js';
import { demoPassword } from '../../../deploy/local/accounts.js';
import { complaint, expectRefused, register, sendRaw, waru, type Stage } from '../stage.js';

const json = { 'content-type': 'application/json' };
const problemType = 'application/problem+json; charset=utf-8';

/** Addresses that are not there, tokens that are no good, guesses. */
export const describeDoors = (stage: () => Stage): void => {
  const url = (): string => stage().whole.url;
  const post = (path: string, body: object, from: string): Promise<Answer> =>
    sendRaw(url(), { path, headers: json, body: JSON.stringify(body), from });

  describe('an address that is not there', () => {
    it.each([
      ['GET', '/nix'],
      ['GET', '/api/v1/nix'],
      ['GET', '/api/v2/complaints'],
      ['POST', '/api/v1/nix'],
      ['GET', '/api/v1/complaints'],
      ['DELETE', `/api/v1/complaints/${randomUUID()}`],
      ['PUT', `/api/v1/complaints/${randomUUID()}`],
      ['GET', '/api/v1/../../etc/passwd'],
      ['GET', '/api/v1/complaints/%2e%2e%2fsecrets.json'],
      ['GET', `/api/v1/complaints/${'x'.repeat(3_000)}`],
      ['GET', '/api/v1/complaints/%zz'],
      ['GET', '/%00'],
    ])('%s %s', async (method, path) => {
      const { token } = stage().as('admin');
      const answer = await sendRaw(url(), {
        method,
        path,
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.headers.get('content-type')).toBe(problemType);
      const known = answer.body['code'];
      expect(known).toBe(answer.status === 400 ? 'invalid' : 'not-found');
      expect(answer.headers.get('x-request-id')).toBe(answer.body['requestId']);
    });

    it('a command that there is not', async () => {
      const { complaintId } = await register(stage());
      for (const path of [`/complaints/${complaintId}/hapus`, `/kecamatan/${waru}/hapus`]) {
        const headers = { 'idempotency-key': randomUUID() };
        const answer = await stage().as('admin').call('POST', path, { body: {}, headers });
        expectRefused(answer, 404, 'not-found');
      }
      const inherited = `/complaints/${complaintId}/constructor`;
      expectRefused(
        await stage().as('admin').call('POST', inherited, { body: {} }),
        404,
        'not-found',
      );
    });

    it('tells its own name only by shape', async () => {
      const given = 'permintaan-12345';
      const kept = await sendRaw(url(), {
        method: 'GET',
        path: '/nix',
        headers: { 'x-request-id': given },
      });
      expect(kept.body['requestId']).toBe(given);
      const forged = await sendRaw(url(), {
        method: 'GET',
        path: '/nix',
        headers: { 'x-request-id': '<script>' },
      });
      expect(forged.body['requestId']).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  describe('a token', () => {
    it.each([
      ['is unknown', `Bearer ${'a'.repeat(43)}`],
      ['is empty', 'Bearer '],
      ['is of another scheme', 'Basic cGV0dWdhczpyYWhhc2lh'],
      ['is two', 'Bearer aaa bbb'],
      ['is endless', `Bearer ${'a'.repeat(5_000)}`],
      ['claims to be a reporter’s', 'Bearer r.abc.def.ghi'],
      [
        'is signed by nobody',
        `Bearer r.${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(
          '{"actor":{"id":"x","role":"admin","kecamatan":"*"},"aud":"aduan-reporter"}',
        ).toString('base64url')}.`,
      ],
    ])('that %s is refused', async (_, authorization) => {
      const answer = await stage().public.call('GET', '/queue', { headers: { authorization } });
      expectRefused(answer, 401, 'session-needed');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });

    it('of a reporter that was changed is refused', async () => {
      const registered = await register(stage());
      const reporter = await trackedFrom(stage(), registered, '127.0.0.6');
      const [head = '', payload = '', signature = ''] = reporter.slice(2).split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as {
        actor: object;
      };
      const forged = { ...claims, actor: { ...claims.actor, role: 'admin', kecamatan: '*' } };
      const text = Buffer.from(JSON.stringify(forged)).toString('base64url');
      const authorization = `Bearer r.${head}.${text}.${signature}`;
      const answer = await stage().public.call('GET', '/queue', { headers: { authorization } });
      expectRefused(answer, 401, 'session-needed');
    });

    it('ends with its session', async () => {
      const client = await new ApiClient(url()).signIn('supervisor.penajam', demoPassword);
      await client.must('GET', '/me');
      expect((await client.call('DELETE', '/sessions/current')).status).toBe(204);
      expectRefused(await client.call('GET', '/me'), 401, 'session-needed');
    });

    it('ends when its account is closed, and the account lets nobody in', async () => {
      const admin = stage().as('admin');
      const login = 'sementara.waru';
      const password = 'rahasia-panjang-sekali';
      const made = await admin.must('POST', '/accounts', {
        body: { login, displayName: 'Sementara', password, role: 'tim', kecamatan: waru },
        headers: { 'idempotency-key': randomUUID() },
      });
      const client = await new ApiClient(url()).signIn(login, password);
      await client.must('GET', '/queue');
      const change = (what: string, body: object) =>
        admin.must('POST', `/accounts/${String(made.body['accountId'])}/${what}`, {
          body,
          headers: { 'idempotency-key': randomUUID() },
        });
      await change('disable', { reason: 'Pindah tugas' });
      expectRefused(await client.call('GET', '/queue'), 401, 'session-needed');
      const refused = await stage().public.call('POST', '/sessions', { body: { login, password } });
      expectRefused(refused, 401, 'wrong-credentials');
      await change('enable', {});
      await new ApiClient(url()).signIn(login, password);
    });
  });

  describe('guessing', () => {
    it('passwords of one account is slowed down, and its owner elsewhere is not locked out', async () => {
      const guess = (from: string, password: string) =>
        post('/api/v1/sessions', { login: 'camat.penajam', password }, from);
      for (let tries = 0; tries < 5; tries += 1)
        expectRefused(await guess('127.0.0.2', `salah-${tries}`), 401, 'wrong-credentials');
      const slowed = await guess('127.0.0.2', demoPassword);
      expectRefused(slowed, 429, 'too-many-attempts');
      const seconds = Number(slowed.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(slowed.body['title']).toContain(String(seconds));
      const spelled = await post(
        '/api/v1/sessions',
        { login: ' CAMAT.Penajam ', password: demoPassword },
        '127.0.0.2',
      );
      expectRefused(spelled, 429, 'too-many-attempts');
      expect((await guess('127.0.0.3', demoPassword)).status).toBe(201);
    });

    it('is told nothing: unknown, wrong and empty are answered alike', async () => {
      const told = new Set<string>();
      for (const login of ['camat.waru', 'tidak.ada', 'a', '__proto__', '$ne']) {
        const answer = await post(
          '/api/v1/sessions',
          { login, password: 'salah-salah' },
          '127.0.0.7',
        );
        expectRefused(answer, 401, 'wrong-credentials');
        told.add(JSON.stringify({ ...answer.body, requestId: '' }));
      }
      expect(told.size).toBe(1);
      const odd = { login: { $ne: null }, password: { $ne: null } };
      expectRefused(await post('/api/v1/sessions', odd, '127.0.0.7'), 400, 'invalid', {
        fields: { login: /./, password: /./ },
      });
    });

    it('tracking codes is slowed down', async () => {
      const { registerNumber } = await register(stage());
      const from = '127.0.0.4';
      for (let tries = 0; tries < 10; tries += 1) {
        const trackingCode = `K7QM-3XRT-${100 + tries}`;
        const answer = await post('/api/v1/track', { registerNumber, trackingCode }, from);
        expectRefused(answer, 404, 'not-found');
      }
      const slowed = await post('/api/v1/track', { registerNumber, trackingCode: 'AAAA' }, from);
      expectRefused(slowed, 429, 'too-many-attempts');
      expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    });

    it('floods of the public’s complaints from one address are slowed down', async () => {
      const body = JSON.stringify(complaint({ channel: 'phone' }));
      const send = () =>
        sendRaw(url(), {
          path: '/api/v1/complaints',
          headers: { ...json, 'idempotency-key': randomUUID() },
          body,
          from: '127.0.0.5',
        });
      for (let tries = 0; tries < 60; tries += 1)
        expectRefused(await send(), 403, 'channel-not-allowed');
      const slowed = await send();
      expectRefused(slowed, 429, 'too-many-attempts');
      expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(60);
    });
  });
};

/** A reporter's token, asked for from another address so that the limit of ours is not used up. */
const trackedFrom = async (
  stage: Stage,
  { registerNumber, trackingCode }: { registerNumber: string; trackingCode: string },
  from: string,
): Promise<string> => {
  const answer = await sendRaw(stage.whole.url, {
    path: '/api/v1/track',
    headers: json,
    body: JSON.stringify({ registerNumber, trackingCode }),
    from,
  });
  expect(answer.status).toBe(200);
  return String(answer.body['token']);
};
