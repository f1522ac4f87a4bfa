import { request as httpRequest } from 'node:http';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  commandContracts,
  errorText,
  type CommandContract,
  type CommandInput,
  type CommandType,
  type ErrorCode,
} from '#libs/contracts';
import { eventually } from '#libs/testing';
import { ApiClient, type Answer } from '../../deploy/demo/api-client.js';
import { demoAccounts, demoPassword } from '../../deploy/local/accounts.js';
import type { Officers } from '../../deploy/demo/walk.js';
import { startWholeSystem, type WholeSystem } from './system.js';

export const waru = '64.09.02';
export const penajam = '64.09.01';
/** A kelurahan of Waru, and one of Penajam. */
export const villages = { waru: '64.09.02.1003', penajam: '64.09.01.1001' } as const;

/** A clock that goes on from a moment and can be moved on. */
export interface Clock {
  now: () => Date;
  /** Moves to a later moment, UTC. */
  moveTo(moment: string): void;
}

/** Tuesday, 24 November 2026, 10.00 WITA: an ordinary working day, far from the end of the year. */
const usualStart = '2026-11-24T02:00:00.000Z';

export const clockFrom = (start: string = usualStart): Clock => {
  let ahead = Date.parse(start) - Date.now();
  return {
    now: () => new Date(Date.now() + ahead),
    moveTo: (moment) => {
      ahead = Date.parse(moment) - Date.now();
    },
  };
};

/** The system of a spec file, with everybody signed in. */
export interface Stage {
  whole: WholeSystem;
  clock: Clock;
  public: ApiClient;
  /** A demo account, e.g. `tim.waru`, or one of `more`. */
  as(login: string): ApiClient;
  /** Signs accounts in, again too. */
  signIn(...logins: string[]): Promise<void>;
}

const password = 'rahasia-panjang-sekali';

/** Accounts beside the demo's: colleagues of the same role. */
export const colleagues = { 'petugas2.waru': 'petugas', 'tim2.waru': 'tim' } as const;

const prepare = async (): Promise<Stage> => {
  const clock = clockFrom();
  const whole = await startWholeSystem({ now: clock.now });
  const clients = new Map<string, ApiClient>();
  const signIn = async (...logins: string[]): Promise<void> => {
    for (const login of logins) {
      const secret = Object.hasOwn(colleagues, login) ? password : demoPassword;
      clients.set(login, await new ApiClient(whole.url).signIn(login, secret));
    }
  };
  const as = (login: string): ApiClient => {
    const client = clients.get(login);
    if (!client) throw new Error(`${login} is not signed in`);
    return client;
  };
  await signIn(...demoAccounts.map(({ login }) => login));
  for (const [login, role] of Object.entries(colleagues)) {
    const body = { login, displayName: login, password, role, kecamatan: waru };
    const headers = { 'idempotency-key': `colleague-${login}` };
    await as('admin').must('POST', '/accounts', { body, headers });
  }
  await signIn(...Object.keys(colleagues));
  return { whole, clock, as, signIn, public: whole.public() };
};

/** Starts the system before the tests of a file and stops it afterwards. */
export const useStage = (): (() => Stage) => {
  let stage: Stage | undefined;
  beforeAll(async () => {
    stage = await prepare();
  }, 120_000);
  afterAll(() => stage?.whole.close(), 60_000);
  return () => {
    if (!stage) throw new Error('the system has not started');
    return stage;
  };
};

/** The officers of Waru (or of Penajam) who do the seven steps. */
export const officersOf = (stage: Stage, place: 'waru' | 'penajam' = 'waru'): Officers => {
  const of = (role: string): ApiClient => stage.as(`${role}.${place}`);
  const [petugas, tim, kasi, camat] = [of('petugas'), of('tim'), of('kasi'), of('camat')];
  return {
    step1: petugas,
    step2: tim,
    step3: kasi,
    step4: tim,
    step5: kasi,
    step6: camat,
    step7: petugas,
  };
};

/** What the officers write on the way. */
export const scriptFor = (clock: Clock) => ({
  categoryId: 'infrastruktur.jalan-rusak',
  unitId: 'pupr',
  question: 'Mohon penjelasan rencana perbaikan.',
  unitAnswer: 'Perbaikan dijadwalkan.',
  summary: 'Unit terkait sanggup memperbaiki.',
  place: 'Ruang rapat kecamatan',
  discussion: 'Dibahas keadaan dan jadwal.',
  decision: 'Perbaikan dikerjakan.',
  settlement: 'Surat permintaan perbaikan dikirim.',
  answer: 'Jalan akan diperbaiki.',
  now: clock.now,
});

/** A complaint by telephone in Waru, with changes. */
export const complaint = (
  changes: Partial<CommandInput<'RegisterComplaint'>> = {},
): CommandInput<'RegisterComplaint'> => ({
  kecamatan: waru,
  caseType: 'complaint',
  channel: 'phone',
  villageCode: villages.waru,
  subject: 'Jalan berlubang',
  description: 'Jalan di depan pasar berlubang.',
  reporter: { name: 'Pelapor Contoh', phone: '081234567890' },
  ...changes,
});

export interface Registered {
  complaintId: string;
  registerNumber: string;
  trackingCode: string;
}

/** Registers a complaint by the Petugas of its kecamatan (or by `by`) and waits until it lies before the Tim. */
export const register = async (
  stage: Stage,
  changes: Partial<CommandInput<'RegisterComplaint'>> = {},
  by?: ApiClient,
): Promise<Registered> => {
  const body = complaint(changes);
  const place = body.kecamatan === waru ? 'waru' : 'penajam';
  const answer = await (by ?? stage.as(`petugas.${place}`)).register(body);
  const registered = answer.body as unknown as Registered;
  const viewer = stage.as(body.sealed === undefined ? `tim.${place}` : 'inspektorat');
  await pageWhen(viewer, registered.complaintId, ({ step, inTransit }) => step === 2 && !inTransit);
  return registered;
};

export type Page = Record<string, unknown>;

/** The page of a complaint once it shows what stands at `after` and is so. */
export const pageWhen = (
  client: ApiClient,
  complaintId: string,
  isSo: (page: Page) => boolean,
  after?: string,
): Promise<Page> =>
  eventually(async () => {
    const query = after === undefined ? '' : `?after=${after}`;
    const { status, body } = await client.call('GET', `/complaints/${complaintId}${query}`);
    return status === 200 && isSo(body) && body;
  });

/** Address of a command, `/complaints/…` or `/kecamatan/…`. */
export const pathOf = (
  type: CommandType,
  where: { complaintId?: string; kecamatan?: string },
): string => {
  const { target, path } = commandContracts[type] as CommandContract;
  if (target === 'new-complaint') return '/complaints';
  if (target === 'kecamatan') return `/kecamatan/${where.kecamatan ?? waru}/${path}`;
  return `/complaints/${where.complaintId ?? randomUUID()}/${path}`;
};

/** An ETag by which an officer claims to have seen nothing of any stream. */
export const sawNothing = '"i-1.t-1.c-1.r-1.n-1"';

export interface Given {
  body?: unknown;
  key?: string;
  etag?: string;
  complaintId?: string;
  kecamatan?: string;
  language?: string;
}

/** Gives a command once, with a fresh key and the ETag given (by default one that saw nothing). */
export const give = (client: ApiClient, type: CommandType, given: Given): Promise<Answer> =>
  client.call('POST', pathOf(type, given), {
    body: given.body ?? {},
    headers: {
      'idempotency-key': given.key ?? randomUUID(),
      'if-match': given.etag ?? sawNothing,
      ...(given.language === undefined ? {} : { 'accept-language': given.language }),
    },
  });

/** Gives a command with the ETag of the page as it is; whatever comes of it but a mismatch is the answer. */
export const giveSeen = async (
  client: ApiClient,
  type: CommandType,
  complaintId: string,
  body: unknown,
): Promise<Answer> =>
  eventually(async () => {
    const answer = await give(client, type, {
      body,
      complaintId,
      etag: await client.etag(complaintId),
    });
    return answer.body['code'] !== 'revision-mismatch' && answer;
  });

/** Request ids of everything that was refused in this file: none of them may have left an event. */
export const refusedRequests: string[] = [];

// Whatever a parameter says, around it stands our sentence.
const sentence = (code: ErrorCode, language: 'id' | 'en'): RegExp => {
  const hole = '\u0001';
  const holes = new Proxy<Record<string, string>>({}, { get: () => hole });
  const parts = errorText(code, language, holes).split(hole);
  const escaped = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.+')}$`);
};

export interface Refused {
  /** Fields that must be named, each with its reason. */
  fields?: Record<string, string | RegExp>;
  language?: 'id' | 'en';
}

/** Expects a refusal: problem+json with status and code, and our sentence for it in the language (Indonesian by itself). */
export const expectRefused = (
  answer: Answer,
  status: number,
  code: ErrorCode,
  { fields = {}, language = 'id' }: Refused = {},
): void => {
  const { body, headers } = answer;
  expect(body, JSON.stringify(body)).toMatchObject({
    status,
    code,
    type: `urn:aduan:error:${code}`,
    requestId: headers.get('x-request-id'),
  });
  expect(answer.status).toBe(status);
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body['title']).toMatch(sentence(code, language));
  const told = (body['fields'] ?? []) as { field: string; reason: string }[];
  for (const [field, reason] of Object.entries(fields)) {
    const found = told.find((each) => each.field === field);
    expect(found, `${field} in ${JSON.stringify(told)}`).toBeDefined();
    expect(found?.reason).toMatch(reason);
  }
  refusedRequests.push(String(body['requestId']));
};

/** Sends exactly these bytes, from another address of this machine if told so. */
export const sendRaw = (
  url: string,
  sent: {
    method?: string;
    path: string;
    headers?: Record<string, string>;
    body?: string | Buffer;
    from?: string;
  },
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method = 'POST', headers = {}, path, body, from } = sent;
    const { port } = new URL(url);
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers,
        agent: false,
        ...(from === undefined ? {} : { localAddress: from }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const pairs = Object.entries(response.headers).map(([name, value]): [string, string] => [
            name,
            String(value),
          ]);
          resolve({
            status: response.statusCode ?? 0,
            body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
            headers: new Headers(pairs),
          });
        });
      },
    );
    request.once('error', reject);
    request.end(body);
  });
