import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { etagOf, noRevisions, type Actor, type Role, type Step } from '#libs/contracts';
import { envelop, type AnyEvent, type StoredEvent } from '#libs/eventsourcing';
import type { RunningService } from '#libs/service';
import {
  answerApproved,
  caseArrived,
  complaintRegistered,
  documentNumbered,
  documentRendered,
  eventually,
  publishRules,
  readStream,
  sendCommand,
  startTestServers,
  untilSubmitted,
  waru,
  type TestServers,
} from '#libs/testing';
import { sha256Of } from '../../../../test/standins/esign/sha256.js';
import { samplePdf } from '../../../../test/standins/esign/sample.js';
import { startStandIn, type StandIn } from '../../../../test/standins/esign/server.js';
import { signPdf } from '../../../../test/standins/esign/signature.js';
import { create as createResolution } from '../../../resolution/src/create.js';
import { create, type RunningPortal } from '../create.js';
import { signedFileId } from './signed-files.js';

const passphrase = 'rahasia-Sekali-9914';
const wrong = 'keliru-Sekali-3307';
const password = 'kata-sandi-untuk-uji';
const niks = ['6409021501800001', '6409021501800011', '6409021501800021'];
const admin: Actor = { id: 'admin-1', role: 'admin', kecamatan: '*' };

let servers: TestServers;
let standIn: StandIn;
let resolution: RunningService;
let portal: RunningPortal;
let minutes = 0;
const now = (): Date => new Date(Date.parse('2026-11-24T01:00:00.000Z') + minutes * 60_000);

interface Officer {
  id: string;
  token: string;
}
interface Answer {
  status: number;
  body: Record<string, unknown>;
  replayed: boolean;
}
let camat: Officer;
let petugas: Officer;

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${portal.url}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (text ? JSON.parse(text) : {}) as Record<string, unknown>,
    replayed: response.headers.get('idempotent-replayed') === 'true',
  };
};

let officers = 0;
const officerOf = async (role: Extract<Role, 'camat' | 'petugas'>): Promise<Officer> => {
  officers += 1;
  const login = `${role}.${officers}`;
  const asked = { by: admin, key: `account-${officers}`, correlationId: 'spec' };
  const made = await portal.accounts.create(
    { login, displayName: login, password, role, kecamatan: waru },
    asked,
  );
  const { body } = await post('sessions', { login, password });
  return { id: made.accountId, token: String(body['token']) };
};
const bearer = ({ token }: Officer) => ({ authorization: `Bearer ${token}` });
const setNik = (officer: Officer, nik: string | null, by = officer): Promise<Answer> =>
  post(`accounts/${officer.id}/nik`, { nik }, bearer(by));

beforeAll(async () => {
  const people = Object.fromEntries(
    niks.map((nik) => [nik, { passphrase, status: 'ISSUE' } as const]),
  );
  standIn = await startStandIn({ people });
  servers = await startTestServers({
    ADUAN_ESIGN_URL: standIn.url,
    ADUAN_ESIGN_USER: 'esign',
    ADUAN_ESIGN_PASSWORD: 'esign-lokal',
    ADUAN_ESIGN_TIMEOUT_SECONDS: 3,
    ADUAN_LOG_LEVEL: 'trace',
  });
  resolution = await createResolution(servers.config, { now });
  portal = await create(servers.config, { now });
  await publishRules(portal.kit);
  await eventually(() => portal.kit.reference.ready && resolution.kit.reference.ready);
  camat = await officerOf('camat');
  petugas = await officerOf('petugas');
}, 120_000);

afterAll(async () => {
  await portal?.close();
  await resolution?.close();
  await servers?.close();
  await standIn?.close();
}, 60_000);

let signers = 0;
beforeEach(async () => {
  minutes = 0;
  standIn.behave('well');
  Object.assign(standIn.asked, { sign: 0, status: 0, signatures: 0 });
  // A signer of its own for each spec: tries are counted by the minute.
  camat = await officerOf('camat');
  signers += 1;
  await setNik(camat, niks[signers % niks.length] ?? '');
});

const append = async (
  streamId: string,
  complaintId: string,
  events: (AnyEvent & { step?: Step | 0; by?: Pick<Actor, 'id' | 'role'> })[],
): Promise<void> => {
  const at = now().toISOString();
  const enveloped = [];
  for (const { by, ...event } of events) {
    const actor = { ...(by ?? { id: 'system:spec', role: 'system' as const }), kecamatan: waru };
    enveloped.push(
      ...(await envelop([{ round: 1, step: 0, ...event }], {
        streamId,
        sealer: portal.kit.sealer,
        occurredAt: at,
        recordedAt: at,
        context: {
          kecamatan: waru,
          complaintId,
          actor,
          commandKey: randomUUID(),
          correlationId: 'spec',
        },
      })),
    );
  }
  await portal.kit.store.append(streamId, enveloped, 'no_stream');
};

interface Case {
  complaintId: string;
  documentId: string;
  pdf: Buffer;
}
/** An answer that the Camat approved, with its document made. */
const approvedCase = async (): Promise<Case> => {
  const complaintId = randomUUID();
  const documentId = randomUUID();
  const pdf = samplePdf(`Berita Acara ${documentId}`);
  await append(`intake-${complaintId}`, complaintId, [complaintRegistered()]);
  await portal.kit.files.put(documentId, complaintId, pdf);
  const by = { id: camat.id, role: 'camat' as const };
  const made = { documentId, mediaType: 'application/pdf', sha256: sha256Of(pdf) };
  await append(`resolution-${complaintId}`, complaintId, [
    caseArrived({ from: 'coordination', step: 5 }, { meetingHeld: true }),
    ...untilSubmitted(),
    answerApproved({ documentId }, { by }),
    documentNumbered({ documentId }),
    documentRendered(made),
  ]);
  return { complaintId, documentId, pdf };
};

const events = (of: Case): Promise<StoredEvent[]> =>
  readStream(portal.kit, `resolution-${of.complaintId}`);
const types = async (of: Case): Promise<string[]> =>
  (await events(of)).slice(6).map(({ type }) => type);
const last = async (of: Case): Promise<Record<string, unknown>> =>
  (await events(of)).at(-1)?.data ?? {};

const sign = async (
  of: Case,
  changes: {
    by?: Officer;
    passphrase?: string;
    key?: string;
    afterUnknown?: true;
    seen?: number;
  } = {},
): Promise<Answer> => {
  const { by = camat, key = randomUUID(), seen = (await events(of)).length - 1 } = changes;
  const { afterUnknown, passphrase: secret = passphrase } = changes;
  return post(
    `complaints/${of.complaintId}/sign-electronically`,
    { documentId: of.documentId, passphrase: secret, ...(afterUnknown ? { afterUnknown } : {}) },
    {
      ...bearer(by),
      'idempotency-key': key,
      'if-match': etagOf({ ...noRevisions, resolution: seen }),
    },
  );
};
const codeOf = ({ status, body }: Answer): string =>
  status === 200 ? 'ok' : `${status} ${String(body['code'])}`;

describe('signing electronically', () => {
  it('announces, signs, keeps and records; the same key again asks nobody', async () => {
    const of = await approvedCase();
    const key = randomUUID();
    const answer = await sign(of, { key });
    expect(codeOf(answer)).toBe('ok');
    expect(await types(of)).toEqual(['SigningBegun', 'AnswerSigned']);
    const fileId = signedFileId(of.documentId);
    const kept = await portal.kit.files.get(fileId, of.complaintId);
    expect(kept?.subarray(0, of.pdf.length).equals(of.pdf)).toBe(true);
    const signedSha256 = sha256Of(kept ?? Buffer.alloc(0));
    expect(await last(of)).toMatchObject({ method: 'electronic', fileId, signedSha256 });
    const again = await sign(of, { key });
    expect(codeOf(again)).toBe('ok');
    expect(again.replayed).toBe(true);
    expect(standIn.asked).toMatchObject({ sign: 1, signatures: 1 });
  });

  it('a wrong passphrase is told as one; the next try is another', async () => {
    const of = await approvedCase();
    const key = randomUUID();
    expect(codeOf(await sign(of, { passphrase: wrong, key }))).toBe('422 wrong-passphrase');
    expect(await types(of)).toEqual(['SigningBegun', 'SigningFailed']);
    expect(await last(of)).toMatchObject({ fault: 'wrong-passphrase' });
    // The passphrase is no part of what a key stands for: with another one it is the same order still.
    const seen = (await events(of)).length - 1;
    expect(codeOf(await sign(of, { key, seen }))).toBe('422 wrong-passphrase');
    expect(standIn.asked.sign).toBe(1);
    expect(codeOf(await sign(of))).toBe('ok');
  });

  it('a lost answer leaves the outcome unknown, and nothing is tried again by itself', async () => {
    const of = await approvedCase();
    standIn.behave('cut-after');
    const key = randomUUID();
    expect(codeOf(await sign(of, { key }))).toBe('409 signing-outcome-unknown');
    expect(await last(of)).toMatchObject({ fault: 'outcome-unknown' });
    standIn.behave('well');
    expect(codeOf(await sign(of, { key }))).toBe('409 signing-outcome-unknown');
    expect(codeOf(await sign(of))).toBe('409 signing-outcome-unknown');
    expect(standIn.asked.sign).toBe(1);
    expect(codeOf(await sign(of, { afterUnknown: true }))).toBe('ok');
    expect(standIn.asked.sign).toBe(2);
  });

  it('a service that is too slow leaves the outcome unknown', async () => {
    const of = await approvedCase();
    standIn.behave('late', 4_000);
    expect(codeOf(await sign(of))).toBe('409 signing-outcome-unknown');
    expect(standIn.asked.sign).toBe(1);
  }, 20_000);

  it('a portal that was killed during the call leaves the outcome unknown, not unseen', async () => {
    const of = await approvedCase();
    // What the portal stored before it asked; then it was gone.
    const by: Actor = { id: camat.id, role: 'camat', kecamatan: waru };
    const { complaintId, documentId } = of;
    const begun = { type: 'BeginSigning', by, complaintId, body: { documentId } } as const;
    expect((await sendCommand(resolution.kit, begun)).ok).toBe(true);
    expect(codeOf(await sign(of))).toBe('409 signing-under-way');
    minutes = 11;
    expect(codeOf(await sign(of))).toBe('409 signing-outcome-unknown');
    expect(standIn.asked.sign).toBe(0);
    expect(codeOf(await sign(of, { afterUnknown: true }))).toBe('ok');
  });

  it('a portal that was killed after the file was kept: only the command is sent', async () => {
    const of = await approvedCase();
    const by: Actor = { id: camat.id, role: 'camat', kecamatan: waru };
    const { complaintId, documentId } = of;
    await sendCommand(resolution.kit, {
      type: 'BeginSigning',
      by,
      complaintId,
      body: { documentId },
    });
    const signed = await signPdf(of.pdf);
    await portal.kit.files.put(signedFileId(documentId), complaintId, signed);
    minutes = 90;
    expect(codeOf(await sign(of, { passphrase: wrong }))).toBe('ok');
    expect(standIn.asked).toMatchObject({ sign: 0, status: 0 });
    // It was signed when the signer gave the order.
    expect(await last(of)).toMatchObject({
      signedSha256: sha256Of(signed),
      signedAt: '2026-11-24T01:00:00.000Z',
    });
  });

  it('two tabs sign once', async () => {
    const of = await approvedCase();
    standIn.behave('well', 300);
    const answers = await Promise.all([sign(of), sign(of)]);
    const codes = answers.map(codeOf).sort();
    expect(codes[1]).toBe('ok');
    expect(['409 revision-mismatch', '409 signing-under-way']).toContain(codes[0]);
    expect(standIn.asked.sign).toBe(1);
  });

  it('others are refused before the service is asked', async () => {
    const of = await approvedCase();
    const other = await officerOf('camat');
    expect(codeOf(await sign(of, { by: other }))).toBe('409 nik-missing');
    await setNik(other, niks[0] ?? '');
    expect(codeOf(await sign(of, { by: other }))).toBe('403 not-the-signer');
    expect(codeOf(await sign(of, { by: petugas }))).toBe('403 wrong-role');
    expect(await types(of)).toEqual([]);
    expect(standIn.asked.sign).toBe(0);
  });

  it('whom the service does not know is told so, and nothing is announced', async () => {
    const of = await approvedCase();
    await setNik(camat, '6409021501809999');
    expect(codeOf(await sign(of))).toBe('409 signer-not-registered');
    expect(await types(of)).toEqual([]);
  });

  it('needs key, If-Match and a whole body', async () => {
    const of = await approvedCase();
    const path = `complaints/${of.complaintId}/sign-electronically`;
    const body = { documentId: of.documentId, passphrase };
    const headers = bearer(camat);
    expect(codeOf(await post(path, body))).toBe('401 not-signed-in');
    expect(codeOf(await post(path, body, headers))).toBe('400 key-missing');
    const keyed = { ...headers, 'idempotency-key': randomUUID() };
    expect(codeOf(await post(path, body, keyed))).toBe('428 if-match-missing');
    const bare = await post(path, { ...body, passphrase: '', more: passphrase }, keyed);
    expect(codeOf(bare)).toBe('400 invalid');
    expect(JSON.stringify(bare.body)).not.toContain(passphrase);
    expect(standIn.asked).toMatchObject({ sign: 0, status: 0 });
  });
});

describe('the NIK of a signer', () => {
  it('is set by its owner, shown masked, and nobody else’s business', async () => {
    expect(await setNik(camat, niks[0] ?? '')).toMatchObject({ body: { nik: '6409********0001' } });
    expect(codeOf(await setNik(camat, niks[1] ?? '', petugas))).toBe('403 wrong-role');
    expect(codeOf(await setNik(camat, '12345'))).toBe('400 invalid');
    expect(codeOf(await setNik(camat, '6409021501800001; --'))).toBe('400 invalid');
    expect((await setNik(camat, null)).body).toEqual({ nik: null });
  });
});

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('afterwards', () => {
  it('neither passphrase nor NIK stands anywhere: log, events, documents, messages, files', async () => {
    const of = await approvedCase();
    expect(codeOf(await sign(of))).toBe('ok');
    const secrets = [passphrase, wrong, ...niks].flatMap((text) => [
      text,
      Buffer.from(text).toString('base64').slice(0, -4),
    ]);
    const found: string[] = [];
    let seen = 0;
    for (const file of filesBelow(servers.folder)) {
      const bytes = readFileSync(file);
      if (bytes.includes(of.documentId)) seen += 1;
      for (const secret of secrets) if (bytes.includes(secret)) found.push(`${secret} in ${file}`);
    }
    // The store of events and the stream of messages at least: the search does see what is there.
    expect(seen).toBeGreaterThan(1);
    const log = readFileSync(servers.config.ADUAN_LOG_FILE ?? '', 'utf8');
    expect(log).toContain('"signing failed"');
    expect(found).toEqual([]);
  });

  it('a service that is away was not asked, and nothing is announced', async () => {
    const of = await approvedCase();
    await standIn.close();
    expect(codeOf(await sign(of))).toBe('503 esign-down');
    expect(await types(of)).toEqual([]);
  });
});
