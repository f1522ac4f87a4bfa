import { beforeAll, describe, expect, it } from 'vitest';
import { pageRoutes } from '../../services/portal/src/pages/routes.js';
import { useStage } from '../e2e/stage.js';
import { makeCast, type Cast } from './cast.js';
import { addressOf, getRoutes, isFor, postRoutes, type Samples } from './every-page.js';

const stage = useStage();
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(stage());
}, 120_000);

const nobody = '00000000-0000-4000-8000-000000000000';
/** One value for every part of an address that a page has. */
const samples = (complaintId: string): Samples => ({
  id: complaintId,
  complaintId,
  fileId: nobody,
  documentId: nobody,
  openingId: nobody,
  accountId: nobody,
  requestId: nobody,
  sessionId: nobody,
  taskId: nobody,
  kode: 'KODE-YANG-TIDAK-ADA',
  aksi: 'tidak-ada',
  peran: 'petugas',
  bulan: '2026-11',
});

const logins = [
  'petugas.waru',
  'tim.waru',
  'kasi.waru',
  'camat.waru',
  'supervisor.waru',
  'inspektorat',
  'supervisor.kabupaten',
  'admin',
] as const;
const roleOf = (login: string) => login.split('.')[0] as Parameters<typeof isFor>[1];

const open = (
  path: string,
  { token, method = 'GET', body }: { token?: string | undefined; method?: string; body?: string },
): Promise<Response> =>
  fetch(`${stage().whole.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      accept: 'text/html',
      ...(token === undefined ? {} : { cookie: `aduan-session=${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(body === undefined ? {} : { body }),
  });

describe('every page', () => {
  it('has an address of its own', () => {
    const addresses = pageRoutes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(getRoutes.length).toBeGreaterThan(10);
  });

  it.each(getRoutes.map((route) => [route.path, route] as const))(
    'sends a stranger away from %s unless it is public',
    async (_, route) => {
      const answer = await open(addressOf(route, samples(cast.at.met)), {});
      const { audience } = route;
      if (audience === 'public') {
        expect(answer.status).toBeLessThan(500);
        expect(answer.status).not.toBe(403);
        return;
      }
      expect(answer.status).toBe(303);
      const expected = audience === 'reporter' ? '/lacak' : '/masuk?kembali=';
      expect(answer.headers.get('location')).toContain(expected);
    },
  );

  it.each(logins)('lets %s open what is for the role, and nothing else', async (login) => {
    const { token } = stage().as(login);
    const wrong: string[] = [];
    for (const route of getRoutes.filter(({ audience }) => audience !== 'reporter')) {
      const answer = await open(addressOf(route, samples(cast.at.met)), { token });
      const text = await answer.text();
      const allowed = isFor(route, roleOf(login));
      const fine = allowed ? answer.status < 500 && answer.status !== 401 : answer.status === 403;
      if (!fine) wrong.push(`${route.path}: ${answer.status} ${text.slice(0, 0)}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    'petugas.penajam',
    'tim.penajam',
    'kasi.penajam',
    'camat.penajam',
    'supervisor.penajam',
  ])('keeps the cases of Waru from %s', async (login) => {
    await stage().signIn(login);
    const { token } = stage().as(login);
    const wrong: string[] = [];
    for (const route of getRoutes.filter(({ path }) => path.includes(':id'))) {
      const answer = await open(addressOf(route, samples(cast.at.met)), { token });
      if (![403, 404].includes(answer.status)) wrong.push(`${route.path}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('takes no form of another site, and none without its token', async () => {
    const { token } = stage().as('admin');
    const wrong: string[] = [];
    for (const route of postRoutes) {
      const path = addressOf(route, samples(cast.at.met));
      const login = logins.find((each) => isFor(route, roleOf(each)));
      const answer = await open(path, {
        method: 'POST',
        body: '_csrf=tebakan&_key=kunci-12345',
        token: login === undefined ? token : stage().as(login).token,
      });
      // Whose page it is not is sent away before the form is looked at.
      const expected = route.audience === 'reporter' ? [303] : [403];
      if (!expected.includes(answer.status)) wrong.push(`${route.path}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });
});
