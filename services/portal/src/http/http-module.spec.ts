import { Test } from '@nestjs/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  DomainError,
  etagOf,
  type CommandDone,
  type Role,
  type ServiceName,
} from '#libs/contracts';
import type { ServiceKit } from '#libs/service';
import { account, complaintId, penajam, waru } from '#libs/testing';
import { Bus, type Command } from '../bus.js';
import { CaseDirectory } from '../case-directory.js';
import { HttpModule } from '../portal.module.js';
import type { Sessions } from '../sessions/sessions.js';
import { adapterOf } from './http-app.js';
import { ProblemFilter } from './problem.js';

const collection = { createIndex: () => Promise.resolve('') };
const kit = {
  mongo: { collection: () => collection },
  config: { ADUAN_ACTOR_KEY: 'k'.repeat(40) },
  logger: pino({ level: 'silent' }),
} as unknown as ServiceKit;

/** Tokens of this spec are `<role>` or `<role>.penajam`. */
const sessions = {
  actorOf: (token: string) => {
    const [role, place] = token.split('.');
    return Promise.resolve(account(role as Role, place ? penajam : waru));
  },
} as unknown as Sessions;

const done: CommandDone = {
  ok: true,
  complaintId,
  revision: '4',
  position: { commit: '77', prepare: '77' },
  replayed: false,
  result: { meetingId: 'm' },
};
const sent: { service: ServiceName; command: Command }[] = [];
let outcome: CommandDone | DomainError = done;
const bus = {
  send: (service: ServiceName, command: Command) => {
    sent.push({ service, command });
    return outcome instanceof DomainError ? Promise.reject(outcome) : Promise.resolve(outcome);
  },
};

let app: NestFastifyApplication;
beforeAll(async () => {
  const module = await Test.createTestingModule({
    imports: [HttpModule.with(kit, sessions, () => [])],
  })
    .overrideProvider(Bus)
    .useValue(bus)
    .overrideProvider(CaseDirectory)
    .useValue({ kecamatanOf: () => Promise.resolve(waru) })
    .compile();
  app = module.createNestApplication<NestFastifyApplication>(adapterOf(kit));
  app.useGlobalFilters(new ProblemFilter(kit));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());
beforeEach(() => {
  sent.length = 0;
  outcome = done;
});

const etag = etagOf({ intake: 4, triage: 3, coordination: 2, resolution: 1, notification: 9 });
const post = async (
  path: string,
  token: string | undefined,
  payload: object,
  headers: Record<string, string> = {},
) => {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/v1/${path}`,
    payload,
    headers: {
      'idempotency-key': 'kunci-12345',
      'if-match': etag,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
  });
  return { ...answer, status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};

describe('the HTTP door', () => {
  it.each([
    ['classify', 'tim', 'triage', 3],
    ['conclude-coordination', 'kasi', 'coordination', 2],
    ['approve-answer', 'camat', 'resolution', 1],
    ['add-information', 'petugas', 'intake', 4],
  ] as const)(
    'sends %s of the %s to %s with the revision that the page showed of it',
    async (action, role, service, expectedRevision) => {
      const bodies = {
        classify: { caseType: 'complaint', categoryId: 'infrastruktur', unitIds: ['pupr'] },
        'conclude-coordination': { summary: 'Selesai.' },
        'approve-answer': {},
        'add-information': { text: 'Tambahan.' },
      };
      const answer = await post(`complaints/${complaintId}/${action}`, role, bodies[action]);
      expect(answer.status).toBe(200);
      expect(answer.headers['aduan-position']).toBe('77/77');
      expect(answer.body).toMatchObject({ complaintId, revision: '4', meetingId: 'm' });
      const actor = account(role);
      expect(sent).toMatchObject([
        {
          service,
          command: {
            by: actor,
            caller: actor.id,
            key: 'kunci-12345',
            kecamatan: waru,
            expectedRevision,
          },
        },
      ]);
    },
  );

  it.each([
    [2, 'tim', 'triage'],
    [3, 'kasi', 'coordination'],
    [4, 'tim', 'coordination'],
    [5, 'kasi', 'resolution'],
    [6, 'camat', 'resolution'],
    [7, 'petugas', 'resolution'],
  ] as const)(
    'sends what concerns step %i to the service that holds it',
    async (step, role, service) => {
      await post(`complaints/${complaintId}/take-step`, role, { step });
      expect(sent.map((each) => each.service)).toEqual([service]);
    },
  );

  it.each([
    ['nobody', undefined, {}, 401, 'not-signed-in'],
    ['the wrong role', 'camat', {}, 403, 'wrong-role'],
    ['another kecamatan', 'tim.penajam', {}, 403, 'other-kecamatan'],
    ['no key', 'tim', { 'idempotency-key': '' }, 400, 'key-missing'],
    ['no If-Match', 'tim', { 'if-match': '' }, 428, 'if-match-missing'],
    ['an If-Match that is none', 'tim', { 'if-match': '"7"' }, 400, 'if-match-malformed'],
  ] as const)('refuses %s, and sends nothing', async (_, token, headers, status, code) => {
    const answer = await post(
      `complaints/${complaintId}/refer`,
      token,
      { destination: 'Kepolisian', reason: 'Pidana.' },
      headers,
    );
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(sent).toEqual([]);
  });

  it('names every wrong field, in the language of the caller', async () => {
    const path = `complaints/${complaintId}/refer`;
    const wrong = { destination: 1, extra: true };
    const indonesian = await post(path, 'tim', wrong);
    const english = await post(path, 'tim', wrong, { 'accept-language': 'en' });
    for (const { status, body } of [indonesian, english]) {
      expect(status).toBe(400);
      expect((body['fields'] as { field: string }[]).map(({ field }) => field).sort()).toEqual([
        'destination',
        'extra',
        'reason',
      ]);
    }
    expect(indonesian.body['title']).not.toBe(english.body['title']);
  });

  it('tells a caller to come again when a service is away', async () => {
    outcome = new DomainError('unavailable', { service: 'triage' });
    const answer = await post(`complaints/${complaintId}/refer`, 'tim', {
      destination: 'Kepolisian',
      reason: 'Pidana.',
    });
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
  });

  it('answers an address that there is not as a problem too', async () => {
    const answer = await post('complaints/x/y/z', 'tim', {});
    expect([answer.status, answer.body['code']]).toEqual([404, 'not-found']);
  });
});
