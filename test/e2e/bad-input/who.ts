import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  commandContracts,
  queryContracts,
  type CommandContract,
  type CommandType,
  type Role,
} from '#libs/contracts';
import { bodies } from '../bodies.js';
import {
  complaint,
  expectRefused,
  give,
  penajam,
  register,
  waru,
  type Registered,
  type Stage,
} from '../stage.js';

/** One account of every role that an officer can have. */
const logins: Partial<Record<Role, string>> = {
  petugas: 'petugas.waru',
  tim: 'tim.waru',
  kasi: 'kasi.waru',
  camat: 'camat.waru',
  inspektorat: 'inspektorat',
  supervisor: 'supervisor.waru',
  admin: 'admin',
};
const officerRoles = Object.entries(logins) as [Role, string][];
/** What the portal gives itself, after it has checked a file, has no door of its own over HTTP. */
const contracts = (Object.values(commandContracts) as CommandContract[]).filter(
  ({ internal }) => !internal,
);
// Who holds a paper needs no sign-in: `verify` has a door of its own.
const queries = Object.values(queryContracts).filter(({ name }) => name !== 'verify');

/** Addresses of the queries, filled in for a complaint of Waru. */
const addressOf = (path: string, complaintId: string): string => {
  const parameters = path === '/register' || path === '/documents' ? '&year=2026' : '';
  const asked = /register|documents|queue|tasks|search/.test(path) ? `?kecamatan=${waru}` : '';
  const filled = path.replace('{complaintId}', complaintId).replace('{kecamatan}', waru);
  return `${filled}${asked}${parameters}`;
};

/** Who may do what: roles, kecamatan, one's own case. */
export const describeWho = (stage: () => Stage): void => {
  describe('the wrong role', () => {
    const given = contracts.map((contract) => ({ type: contract.type as CommandType, contract }));

    it.each(given)('$type: every role that it does not name, and nobody', async (each) => {
      const { type, contract } = each;
      const { complaintId } = await theCase(stage());
      const body = bodies[type];
      const others = officerRoles.filter(([role]) => !contract.roles.includes(role));
      expect(others.length).toBeGreaterThan(0);
      for (const [, login] of others)
        expectRefused(
          await give(stage().as(login), type, { body, complaintId }),
          403,
          'wrong-role',
        );
      if (type === 'RegisterComplaint') return;
      const anybody = stage().public;
      expectRefused(await give(anybody, type, { body, complaintId }), 401, 'not-signed-in');
      // Who is not signed in is not told what would be wrong besides.
      const wrong = { body: { nonsense: true }, complaintId };
      expectRefused(await give(anybody, type, wrong), 401, 'not-signed-in');
    });

    it.each(queries.filter(({ name }) => name !== 'track'))(
      'query $name: every role that it does not name, and nobody',
      async ({ path, roles }) => {
        const { complaintId } = await theCase(stage());
        const address = addressOf(path, complaintId);
        for (const [role, login] of officerRoles) {
          const answer = await stage().as(login).call('GET', address);
          if (roles.includes(role)) expect(answer.status, role).toBe(200);
          else expectRefused(answer, 403, 'wrong-role');
        }
        expectRefused(await stage().public.call('GET', address), 401, 'not-signed-in');
      },
    );

    it('accounts and views are the admin’s', async () => {
      const body = {
        login: 'orang.lain',
        displayName: 'Orang Lain',
        password: 'rahasia-panjang-sekali',
        role: 'admin',
        kecamatan: '*',
      };
      const headers = { 'idempotency-key': randomUUID() };
      const { accountId = '' } = stage().as('tim.waru');
      const tries = [
        ['/accounts', body],
        [`/accounts/${accountId}/disable`, { reason: 'Coba-coba' }],
        [`/accounts/${accountId}/enable`, {}],
        ['/views/search/rebuild', {}],
      ] as const;
      for (const [path, sent] of tries) {
        for (const [, login] of officerRoles.filter(([role]) => role !== 'admin'))
          expectRefused(
            await stage().as(login).call('POST', path, { body: sent, headers }),
            403,
            'wrong-role',
          );
        expectRefused(
          await stage().public.call('POST', path, { body: sent, headers }),
          401,
          'not-signed-in',
        );
      }
    });

    it('nobody changes another’s password', async () => {
      const { accountId = '' } = stage().as('camat.waru');
      const sent = {
        body: { password: 'kata-sandi-yang-lain' },
        headers: { 'idempotency-key': randomUUID() },
      };
      const answer = await stage()
        .as('kasi.waru')
        .call('POST', `/accounts/${accountId}/password`, sent);
      expectRefused(answer, 403, 'wrong-role');
    });
  });

  describe('another kecamatan', () => {
    const ofOffice = contracts.flatMap((contract) =>
      contract.roles
        .filter((role) => ['petugas', 'tim', 'kasi', 'camat'].includes(role))
        .map((role) => ({ type: contract.type as CommandType, role })),
    );

    it.each(ofOffice)('$type by the $role of Penajam on a case of Waru', async ({ type, role }) => {
      const { complaintId } = await theCase(stage());
      const body = bodies[type];
      const answer = await give(stage().as(`${role}.penajam`), type, { body, complaintId });
      expectRefused(answer, 403, 'other-kecamatan');
    });

    it('shows its officers nothing', async () => {
      const { complaintId, registerNumber } = await theCase(stage());
      const petugas = stage().as('petugas.penajam');
      const supervisor = stage().as('supervisor.penajam');
      for (const { name, path, roles } of queries) {
        if (name === 'track' || name === 'status') continue;
        const client = roles.includes('petugas') ? petugas : supervisor;
        const answer = await client.call('GET', addressOf(path, complaintId));
        expectRefused(answer, 403, 'other-kecamatan');
      }
      for (const q of [registerNumber, 'berlubang', '']) {
        const found = await petugas.must('GET', `/search?q=${encodeURIComponent(q)}&limit=200`);
        const cases = found.body['cases'] as { kecamatan: string }[];
        expect(cases.every(({ kecamatan }) => kecamatan === penajam)).toBe(true);
      }
    });

    it('is not known at all', async () => {
      const body = complaint({ kecamatan: '64.09.99', channel: 'web' });
      const answer = await give(stage().public, 'RegisterComplaint', { body });
      expectRefused(answer, 422, 'unknown-kecamatan');
      const district = stage().as('inspektorat');
      for (const path of ['/queue', '/search', '/register', '/documents', '/tasks']) {
        const year = /register|documents/.test(path) ? '&year=2026' : '';
        const asked = await district.call('GET', `${path}?kecamatan=64.09.99${year}`);
        expectRefused(asked, 422, 'unknown-kecamatan');
      }
      const admin = stage().as('admin');
      const grant = { body: bodies.GrantDelegation, kecamatan: '64.09.99' };
      expectRefused(await give(admin, 'GrantDelegation', grant), 422, 'unknown-kecamatan');
      const bad = { body: bodies.GrantDelegation, kecamatan: 'waru' };
      expectRefused(await give(admin, 'GrantDelegation', bad), 422, 'unknown-kecamatan');
      expectRefused(
        await stage().public.call('GET', '/kecamatan/64.09.99/procedure'),
        422,
        'unknown-kecamatan',
      );
    });
  });

  describe('a reporter', () => {
    it('acts on his own case alone, and only as a reporter', async () => {
      const own = await register(stage());
      const { complaintId } = await theCase(stage());
      const reporter = stage().whole.public();
      await reporter.track(own.registerNumber, own.trackingCode);
      const reporters = contracts.filter(
        ({ roles, target }) => roles.includes('reporter') && target === 'complaint',
      );
      for (const { type } of reporters) {
        const body = bodies[type as CommandType];
        const answer = await give(reporter, type as CommandType, { body, complaintId });
        expectRefused(answer, 404, 'not-found');
      }
      for (const { type, roles } of contracts.filter((each) => !each.roles.includes('reporter'))) {
        const body = bodies[type as CommandType];
        const answer = await give(reporter, type as CommandType, { body, ...own });
        expectRefused(answer, 403, 'wrong-role');
        expect(roles).not.toContain('reporter');
      }
      expectRefused(await reporter.call('GET', `/complaints/${complaintId}`), 404, 'not-found');
      for (const { name, path, roles } of queries) {
        if (name === 'track' || roles.includes('reporter')) continue;
        const answer = await reporter.call('GET', addressOf(path, own.complaintId));
        expectRefused(answer, 403, 'wrong-role');
      }
      const page = await reporter.must('GET', `/complaints/${own.complaintId}`);
      expect(page.body).toMatchObject({ complaintId: own.complaintId, subject: 'Jalan berlubang' });
      // What is for officers is not in his page.
      for (const name of ['trackingCode', 'holder', 'messages', 'drafts', 'reporter', 'takenBy'])
        expect(page.body).not.toHaveProperty(name);
      await reporter.must('POST', `/complaints/${own.complaintId}/add-information`, {
        body: { text: 'Semakin dalam.' },
        headers: { 'idempotency-key': randomUUID() },
      });
    });

    it('without an account comes by the web and no other way', async () => {
      const channels = ['walk-in', 'suggestion-box', 'phone', 'sms', 'whatsapp', 'email'] as const;
      const more = ['facebook', 'instagram', 'sp4n-lapor'] as const;
      for (const channel of [...channels, ...more]) {
        const body = complaint({ channel });
        const answer = await give(stage().public, 'RegisterComplaint', { body });
        expectRefused(answer, 403, 'channel-not-allowed');
        expect(answer.body['field']).toBe('channel');
      }
      const dated = complaint({ channel: 'web', receivedAt: '2026-11-23T01:00:00.000Z' });
      expectRefused(
        await give(stage().public, 'RegisterComplaint', { body: dated }),
        400,
        'invalid',
        {
          fields: { receivedAt: 'not-for-reporters' },
        },
      );
    });
  });
};

/** A case of Waru at step 2 on which nothing succeeds; made at the first call. */
let shared: Promise<Registered> | undefined;
const theCase = (stage: Stage): Promise<Registered> => {
  shared ??= register(stage);
  return shared;
};
