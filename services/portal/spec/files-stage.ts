import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { etagOf, noRevisions, type Actor, type Role } from '#libs/contracts';
import type { RunningService } from '#libs/service';
import {
  eventually,
  publishRules,
  readStream,
  startTestServers,
  waru,
  type TestServers,
} from '#libs/testing';
import { create as createIntake } from '../../intake/src/create.js';
import { create as createViews } from '../../views/src/create.js';
import { create, type RunningPortal } from '../src/create.js';
import { signReporter } from '../src/sessions/reporter-token.js';

const password = 'kata-sandi-untuk-uji';
const admin: Actor = { id: 'admin-1', role: 'admin', kecamatan: '*' };

/** A caller of the API; without token nobody. */
export interface Caller {
  token?: string;
}
/** What came back of a request. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}
/** A complaint with the caller who made it, as its reporter. */
export interface Case {
  complaintId: string;
  reporter: Caller;
}
/** One upload as it is sent. */
export interface Sending {
  bytes: Uint8Array;
  name?: string;
  purpose?: string;
  key?: string | null;
}

/** A small picture; another colour is another file. */
export const picture = (colour = '#3a7', width = 60, height = 40): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();

const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, body, headers: response.headers };
};

/** Status with the code of the problem. */
export const codeOf = ({ status, body }: Answer): string =>
  status < 300 ? String(status) : `${status} ${String(body['code'])}`;

/** Portal, intake and views on servers of their own, with a clock that can be put forward. */
export class FilesStage {
  /** Hours that the clock is put forward. */
  hours = 0;
  private logins = 0;

  private constructor(
    readonly servers: TestServers,
    readonly portal: RunningPortal,
    private readonly others: RunningService[],
  ) {}

  /** Starts everything; give it 120 s in `beforeAll`. */
  static async start(): Promise<FilesStage> {
    const servers = await startTestServers();
    const ahead: { stage?: FilesStage } = {};
    const now = (): Date => new Date(Date.now() + (ahead.stage?.hours ?? 0) * 3_600_000);
    const intake = await createIntake(servers.config, { now });
    const views = await createViews(servers.config, { now });
    const portal = await create(servers.config, { now });
    await publishRules(portal.kit);
    for (const { kit } of [portal, intake, views]) await eventually(() => kit.reference.ready);
    ahead.stage = new FilesStage(servers, portal, [intake, views]);
    return ahead.stage;
  }

  async close(): Promise<void> {
    await this.portal.close();
    for (const each of this.others) await each.close();
    await this.servers.close();
  }

  private bearer({ token }: Caller): Record<string, string> {
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  /** Posts JSON. */
  async post(
    path: string,
    body: unknown,
    by: Caller = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.portal.url}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.bearer(by), ...headers },
      body: JSON.stringify(body),
    });
    return answerOf(response);
  }

  /** An account of its own, signed in. */
  async officer(role: Exclude<Role, 'reporter' | 'system'>, kecamatan = waru): Promise<Caller> {
    this.logins += 1;
    const login = `${role}.${this.logins}`;
    await this.portal.accounts.create(
      { login, displayName: login, password, role, kecamatan },
      { by: admin, key: `account-${this.logins}`, correlationId: 'spec' },
    );
    const { body } = await this.post('sessions', { login, password });
    return { token: String(body['token']) };
  }

  /** Registers a complaint by the web. */
  async register(changes: object = {}): Promise<Case> {
    const complaint = {
      kecamatan: waru,
      caseType: 'complaint',
      channel: 'web',
      subject: 'Jalan berlubang',
      description: 'Jalan di depan pasar berlubang.',
      reporter: { name: 'Pelapor', email: 'pelapor@example.org' },
      ...changes,
    };
    const made = await this.post('complaints', complaint, {}, { 'idempotency-key': randomUUID() });
    const complaintId = made.body['complaintId'];
    if (typeof complaintId !== 'string') throw new Error(JSON.stringify(made.body));
    // As after tracking, which is throttled.
    const { ADUAN_ACTOR_KEY: key } = this.servers.config;
    const token = await signReporter({ complaintId, kecamatan: waru }, key);
    return { complaintId, reporter: { token } };
  }

  /** Sends a file to a case. */
  async upload(complaintId: string, by: Caller, sending: Sending): Promise<Answer> {
    const { bytes, name = 'foto.png', purpose, key = randomUUID() } = sending;
    const form = new FormData();
    if (purpose !== undefined) form.set('purpose', purpose);
    form.set('file', new Blob([Buffer.from(bytes)], { type: 'image/png' }), name);
    return this.uploadForm(complaintId, by, form, key);
  }

  /** Sends any form to the address for files. */
  async uploadForm(
    complaintId: string,
    by: Caller,
    form: FormData,
    key: string | null = randomUUID(),
  ): Promise<Answer> {
    const response = await fetch(`${this.portal.url}/api/v1/complaints/${complaintId}/files`, {
      method: 'POST',
      headers: { ...this.bearer(by), ...(key === null ? {} : { 'idempotency-key': key }) },
      body: form,
    });
    return answerOf(response);
  }

  /** Fetches a file; waits until the views know of `after`. */
  download(complaintId: string, path: string, by: Caller, after?: Answer): Promise<Response> {
    const position = after?.headers.get('aduan-position');
    const query = position ? `?after=${encodeURIComponent(position)}` : '';
    return fetch(`${this.portal.url}/api/v1/complaints/${complaintId}/files/${path}${query}`, {
      headers: this.bearer(by),
    });
  }

  /** Gives a command to a case at the revision that its stream has now. */
  async act(complaintId: string, path: string, body: unknown, by: Caller): Promise<Answer> {
    const seen = (await readStream(this.portal.kit, `intake-${complaintId}`)).length - 1;
    const etag = etagOf({ ...noRevisions, intake: seen });
    const headers = { 'idempotency-key': randomUUID(), 'if-match': etag };
    return this.post(`complaints/${complaintId}/${path}`, body, by, headers);
  }

  /** Types of the events of a case that are about files. */
  async fileEvents(complaintId: string): Promise<string[]> {
    const events = await readStream(this.portal.kit, `intake-${complaintId}`);
    return events.map(({ type }) => type).filter((type) => type.startsWith('File'));
  }
}
