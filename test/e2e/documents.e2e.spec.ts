import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { canReadPaper, readPaper } from '../../libs/documents/spec/paper.js';
import type { ApiClient } from '../../deploy/demo/api-client.js';
import { walk, type Officers } from '../../deploy/demo/walk.js';
import { startWholeSystem, type WholeSystem } from './system.js';

const waru = '64.09.02';
let whole: WholeSystem;
let officers: Officers;
let complaintId: string;
let reporter: ApiClient;
let documentId: string;
let code: string;

const script = {
  categoryId: 'infrastruktur.jalan-rusak',
  unitId: 'pupr',
  question: 'Kapan jalan ini diperbaiki?',
  unitAnswer: 'Minggu depan.',
  summary: 'Dinas sanggup.',
  place: 'Ruang rapat',
  discussion: 'Dibahas jadwal perbaikan.',
  decision: 'Ditambal minggu depan.',
  settlement: 'Surat permintaan dikirim.',
  answer: 'Jalan akan ditambal minggu depan.',
};
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const file = async (client: ApiClient, of = documentId, query = '') => {
  const response = await fetch(
    `${whole.url}/api/v1/complaints/${complaintId}/documents/${of}${query}`,
    client.token === undefined ? {} : { headers: { authorization: `Bearer ${client.token}` } },
  );
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};
const codeOf = async (client: ApiClient, of?: string, query?: string): Promise<string> => {
  const { response, bytes } = await file(client, of, query);
  const { code } = response.ok
    ? { code: 'ok' }
    : (JSON.parse(bytes.toString()) as { code: string });
  return `${response.status} ${code}`;
};
const documentOf = async (state: string): Promise<Record<string, unknown>> =>
  eventually(async () => {
    const { body } = await officers.step6.must('GET', `/complaints/${complaintId}`);
    const [document] = body['documents'] as Record<string, unknown>[];
    return document?.['state'] === state && document;
  });
const verify = (typed: string) =>
  whole.public().call('GET', `/verify/${encodeURIComponent(typed)}`);

beforeAll(async () => {
  whole = await startWholeSystem();
  const as = (login: string) => whole.as(login);
  const [petugas, tim, kasi, camat] = await Promise.all(
    ['petugas.waru', 'tim.waru', 'kasi.waru', 'camat.waru'].map(as),
  );
  if (!petugas || !tim || !kasi || !camat) throw new Error('no officers');
  officers = {
    step1: petugas,
    step2: tim,
    step3: kasi,
    step4: tim,
    step5: kasi,
    step6: camat,
    step7: petugas,
  };
  const registered = await petugas.register({
    kecamatan: waru,
    caseType: 'complaint',
    channel: 'walk-in',
    subject: 'Jalan depan pasar berlubang',
    description: 'Dua motor jatuh.',
    villageCode: '64.09.02.1003',
    receivedAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
    reporter: { name: 'Pelapor Contoh', phone: '081234567890' },
  });
  complaintId = String(registered.body['complaintId']);
  await walk(complaintId, officers, script, 'approved', registered);
  const { registerNumber, trackingCode } = registered.body;
  reporter = whole.public();
  await reporter.track(String(registerNumber), String(trackingCode));
  const document = await documentOf('rendered');
  documentId = String(document['documentId']);
  code = String(document['verificationCode']);
}, 120_000);

afterAll(() => whole.close(), 60_000);

describe('a Berita Acara, before it is signed', () => {
  it('is given as it was hashed to those who work on the answer', async () => {
    const { sha256, number } = await documentOf('rendered');
    for (const login of ['camat.waru', 'kasi.waru', 'tim.waru', 'petugas.waru']) {
      const { response, bytes } = await file(await whole.as(login));
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/pdf');
      expect(response.headers.get('cache-control')).toContain('no-store');
      expect(response.headers.get('content-disposition')).toBe(
        `inline; filename="Berita-Acara-${String(number).replaceAll('/', '-')}.pdf"`,
      );
      expect(hash(bytes)).toBe(sha256);
    }
  });

  it.skipIf(!canReadPaper)('says what was said on the way, and leads to its page', async () => {
    const { bytes } = await file(officers.step6);
    const paper = readPaper(bytes);
    for (const said of [
      'KECAMATAN WARU',
      'Pelapor Contoh',
      'Jalan depan pasar berlubang',
      'Ditambal minggu depan.',
      script.answer,
      script.settlement,
    ])
      expect(paper.text).toContain(said);
    expect(paper.qr(paper.pages.length)).toMatch(new RegExp(`^http.*/v/${code}$`));
  });

  it('is refused to everybody else', async () => {
    expect(await codeOf(await whole.as('supervisor.kabupaten'))).toBe('403 wrong-role');
    expect(await codeOf(await whole.as('kasi.penajam'))).toBe('403 other-kecamatan');
    expect(await codeOf(whole.public())).toBe('401 not-signed-in');
    expect(await codeOf(reporter)).toBe('404 not-found');
    expect(await codeOf(officers.step6, randomUUID())).toBe('404 not-found');
    expect(await codeOf(officers.step6, 'x')).toBe('400 invalid');
    expect(await codeOf(officers.step6, documentId, '?version=signed')).toBe(
      '409 document-not-signed',
    );
  });

  it('tells whoever has its code that it does not hold yet', async () => {
    const { body } = await verify(code);
    expect(body).toMatchObject({ valid: false, state: 'rendered', reporter: 'P*** C***' });
  });
});

describe('a Berita Acara, signed and delivered', () => {
  const scan = Buffer.from('%PDF-1.7 the scan of the signed paper');

  it('is the signed file for those who may see it, the reporter too', async () => {
    const fileId = randomUUID();
    const signature = { method: 'paper', signedSha256: hash(scan), fileId } as const;
    const refused = await officers.step6.act(complaintId, 'SignAnswer', signature).then(
      () => 'taken',
      (error: Error) => error.message,
    );
    expect(refused).toContain('signed-file-missing');
    await whole.system.portal.kit.files.put(fileId, complaintId, scan);
    await officers.step6.act(complaintId, 'SignAnswer', signature);
    await officers.step6.act(complaintId, 'StampAnswer', {});
    const { sha256 } = await documentOf('stamped');
    expect(await codeOf(reporter)).toBe('404 not-found');
    await officers.step7.act(complaintId, 'DeliverResult', { method: 'counter' });
    const page = await eventually(async () => {
      const { body } = await reporter.must('GET', `/complaints/${complaintId}`);
      return body['answer'] !== undefined && body;
    });
    expect(page['answer']).toMatchObject({ documentId, fileId });
    for (const client of [reporter, officers.step6, await whole.as('supervisor.kabupaten')])
      expect(hash((await file(client)).bytes)).toBe(hash(scan));
    const original = await file(officers.step6, documentId, '?version=original');
    expect(hash(original.bytes)).toBe(sha256);
    expect(
      await codeOf(await whole.as('supervisor.kabupaten'), documentId, '?version=original'),
    ).toBe('403 wrong-role');
  });

  it('holds for whoever has its code, however he types it', async () => {
    const { sha256, number } = await documentOf('stamped');
    for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' ')])
      expect((await verify(typed)).body).toMatchObject({
        kind: 'berita-acara',
        number,
        kecamatan: { code: waru, name: 'Waru' },
        signerTitle: 'Camat Waru',
        valid: true,
        state: 'stamped',
        sha256,
        signedSha256: hash(scan),
      });
  });

  it('is shown on a page with both sums and how to compare them', async () => {
    const { sha256 } = await documentOf('stamped');
    const page = await fetch(`${whole.url}/v/${code}`, { headers: { accept: 'text/html' } });
    const html = await page.text();
    expect(page.status).toBe(200);
    for (const text of [
      'Dokumen ini berlaku',
      String(sha256),
      hash(scan),
      'sha256sum',
      'Camat Waru',
    ])
      expect(html).toContain(text);
  });

  it('is answered alike by a wrong and an unknown code, and only so often', async () => {
    const answers = await Promise.all(
      ['AAAA-BBBB-CCCC-DDDD', '%', code.slice(0, -1)].map((each) => verify(each)),
    );
    for (const { status, body } of answers)
      expect([status, body['code']]).toEqual([404, 'not-found']);
    const bodies = answers.map(({ body }) => ({ ...body, requestId: '' }));
    expect(bodies[1]).toEqual(bodies[0]);
    const many = await Promise.all(Array.from({ length: 40 }, () => verify('0000')));
    expect(many.some(({ status }) => status === 429)).toBe(true);
    expect((await verify(code)).status).toBe(429);
  });
});
