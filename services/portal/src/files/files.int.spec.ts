import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Of } from '#libs/attachments';
import { eventually } from '#libs/testing';
import { codeOf, FilesStage, picture, type Caller, type Case } from '../../spec/files-stage.js';

const penajam = '64.09.01';
let stage: FilesStage;
let petugas: Caller;

beforeAll(async () => {
  stage = await FilesStage.start();
  petugas = await stage.officer('petugas');
}, 120_000);
afterAll(() => stage?.close(), 60_000);

const idOf = (body: Record<string, unknown>): string => String(body['fileId']);
const folderOf = (complaintId: string): string =>
  join(stage.servers.folder, 'files', complaintId.slice(0, 2), complaintId);

describe('an upload', () => {
  it('is attached once, however often the same request comes', async () => {
    const { complaintId, reporter } = await stage.register();
    const bytes = await picture();
    const key = randomUUID();
    const first = await stage.upload(complaintId, reporter, { bytes, key, name: '../jalan?.exe' });
    expect(codeOf(first)).toBe('201');
    expect(first.body).toMatchObject({ mediaType: 'image/png', width: 60, height: 40 });
    expect(first.body['name']).toMatch(/^[^/]*\.png$/);
    const again = await stage.upload(complaintId, reporter, { bytes, key, name: '../jalan?.exe' });
    expect(codeOf(again)).toBe('201');
    expect(again.body).toEqual({ ...first.body, replayed: true });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await stage.fileEvents(complaintId)).toEqual(['FileAttached']);
  });

  it('with the key of another file is refused', async () => {
    const { complaintId, reporter } = await stage.register();
    const key = randomUUID();
    await stage.upload(complaintId, reporter, { bytes: await picture('#111'), key });
    const other = await stage.upload(complaintId, reporter, { bytes: await picture('#222'), key });
    expect(codeOf(other)).toBe('422 key-reused');
    expect(await stage.fileEvents(complaintId)).toEqual(['FileAttached']);
  });

  it('is refused by whoever may not, before it is read', async () => {
    const { complaintId } = await stage.register();
    const other = await stage.register();
    const bytes = await picture();
    const by = async (caller: Caller): Promise<string> =>
      codeOf(await stage.upload(complaintId, caller, { bytes, key: null }));
    expect(await by({})).toBe('401 not-signed-in');
    expect(await by(await stage.officer('supervisor'))).toBe('403 wrong-role');
    expect(await by(await stage.officer('petugas', penajam))).toBe('403 other-kecamatan');
    expect(await by(other.reporter)).toBe('404 not-found');
    expect(await by(petugas)).toBe('400 key-missing');
    const nowhere = await stage.upload(randomUUID(), petugas, { bytes });
    expect(codeOf(nowhere)).toBe('404 not-found');
    expect(await stage.fileEvents(complaintId)).toEqual([]);
    expect(existsSync(folderOf(complaintId))).toBe(false);
  });

  it('for a purpose of the office is none of the reporter’s', async () => {
    const { complaintId, reporter } = await stage.register();
    const bytes = await picture();
    const refused = await stage.upload(complaintId, reporter, { bytes, purpose: 'evidence' });
    expect(codeOf(refused)).toBe('403 wrong-role');
    const wrong = await stage.upload(complaintId, petugas, { bytes, purpose: 'nonsense' });
    expect(wrong).toMatchObject({ status: 400, body: { fields: [{ field: 'purpose' }] } });
  });

  it('to a sealed case is the Inspektorat’s and the reporter’s', async () => {
    const { complaintId, reporter } = await stage.register({ sealed: 'camat' });
    const bytes = await picture();
    const inspektorat = await stage.officer('inspektorat', '*');
    expect(codeOf(await stage.upload(complaintId, petugas, { bytes }))).toBe('403 case-sealed');
    const taken = await stage.upload(complaintId, reporter, { bytes });
    expect(codeOf(taken)).toBe('201');
    const id = idOf(taken.body);
    expect((await stage.download(complaintId, id, inspektorat, taken)).status).toBe(200);
    for (const path of [id, `${id}/thumbnail`])
      expect((await stage.download(complaintId, path, petugas, taken)).status).toBe(404);
  });
});

describe('bad files', () => {
  const html = Buffer.from('<html><script>alert(1)</script></html>');
  it.each([
    ['0 bytes', Buffer.alloc(0), '422 file-empty'],
    ['a page that says it is a picture', html, '415 file-type'],
    ['more than 10 MB', Buffer.alloc(10_000_001, 1), '413 file-too-large'],
  ])('%s', async (_, bytes, code) => {
    const { complaintId } = await stage.register();
    const refused = await stage.upload(complaintId, petugas, { bytes });
    expect(codeOf(refused)).toContain(code);
    expect(await stage.fileEvents(complaintId)).toEqual([]);
    expect(existsSync(folderOf(complaintId))).toBe(false);
  });

  it('a picture that breaks off', async () => {
    const { complaintId } = await stage.register();
    const whole = await picture('#3a7', 600, 400);
    const bytes = whole.subarray(0, Math.floor(whole.length / 2));
    expect(codeOf(await stage.upload(complaintId, petugas, { bytes }))).toBe('422 file-broken');
    expect(await stage.fileEvents(complaintId)).toEqual([]);
  });

  it('none, two, and what is no form', async () => {
    const { complaintId } = await stage.register();
    const none = new FormData();
    none.set('purpose', 'report');
    expect(codeOf(await stage.uploadForm(complaintId, petugas, none))).toBe('400 file-missing');
    const two = new FormData();
    for (const name of ['a', 'b']) two.append(name, new Blob([Buffer.from(name)]), name);
    expect(codeOf(await stage.uploadForm(complaintId, petugas, two))).toBe('400 file-missing');
    const json = await stage.post(`complaints/${complaintId}/files`, {}, petugas, {
      'idempotency-key': randomUUID(),
    });
    expect(codeOf(json)).toBe('415 media-type');
    const elsewhere = new FormData();
    const stray = await fetch(`${stage.portal.url}/api/v1/complaints`, {
      method: 'POST',
      body: elsewhere,
    });
    expect(stray.status).toBe(415);
  });
});

/** Sends a body of 100 MB as fast as it is taken; answers what came back and how much was sent until the connection closed. */
const sendHuge = (to: Case, by: Caller, framing: string): Promise<{ text: string; sent: number }> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(stage.portal.url);
    const socket = connect(Number(port), hostname);
    const chunk = Buffer.alloc(64 * 1024, 1);
    const isChunked = framing.startsWith('transfer');
    let text = '';
    let left = 100_000_000;
    const pump = (): void => {
      for (; left > 0 && !socket.destroyed;) {
        if (text !== '') break;
        left -= chunk.length;
        const whole = isChunked
          ? Buffer.concat([Buffer.from('10000\r\n'), chunk, Buffer.from('\r\n')])
          : chunk;
        if (!socket.write(whole)) return;
      }
    };
    socket.on('drain', pump);
    socket.on('data', (data) => (text += data.toString('latin1')));
    // The other side closes while we send: that is what is wanted.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ text, sent: 100_000_000 - left }));
    const part =
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n';
    const first = isChunked ? `${part.length.toString(16)}\r\n${part}\r\n` : part;
    socket.write(
      `POST /api/v1/complaints/${to.complaintId}/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${by.token ?? ''}\r\n` +
        `idempotency-key: ${randomUUID()}\r\ncontent-type: multipart/form-data; boundary=b\r\n${framing}\r\n\r\n${first}`,
    );
    pump();
  });

describe('a body of 100 MB', () => {
  it.each([
    ['that says so', 'content-length: 100000000', 20_000_000],
    ['that does not say how long it is', 'transfer-encoding: chunked', 30_000_000],
  ])('%s is refused, and the connection closed', async (_, framing, most) => {
    const to = await stage.register();
    const before = process.memoryUsage().arrayBuffers;
    const { text, sent } = await sendHuge(to, petugas, framing);
    // The reset of what was sent on may overtake the answer.
    if (text !== '') {
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
      expect(text).toContain('file-too-large');
      expect(text.toLowerCase()).toContain('connection: close');
    }
    expect(sent).toBeLessThan(most);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
    expect(await stage.fileEvents(to.complaintId)).toEqual([]);
  });
});

describe('20 at once', () => {
  it('of a reporter: ten are taken, the others told why not', async () => {
    const { complaintId, reporter } = await stage.register();
    const colours = Array.from({ length: 20 }, (_, n) => `rgb(${n * 10},0,0)`);
    const all = await Promise.all(colours.map((colour) => picture(colour)));
    const answers = await Promise.all(
      all.map((bytes) => stage.upload(complaintId, reporter, { bytes })),
    );
    const codes = answers.map(codeOf);
    expect(codes.filter((code) => code === '201')).toHaveLength(10);
    expect(codes.filter((code) => code.endsWith('too-many-files'))).toHaveLength(10);
    expect(await stage.fileEvents(complaintId)).toHaveLength(10);
  });
});

describe('a file that is attached', () => {
  it('is given with headers that let it do nothing, and a thumbnail without metadata', async () => {
    const { complaintId, reporter } = await stage.register();
    const bytes = await picture('#3a7', 1_600, 900);
    const name = 'jalan "rusak" désa.png';
    const taken = await stage.upload(complaintId, reporter, { bytes, name });
    const id = idOf(taken.body);
    const got = await stage.download(complaintId, id, petugas, taken);
    expect(got.status).toBe(200);
    expect(sha256Of(Buffer.from(await got.arrayBuffer()))).toBe(taken.body['sha256']);
    expect(got.headers.get('content-type')).toBe('image/png');
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.get('content-security-policy')).toContain('sandbox');
    expect(got.headers.get('cache-control')).toMatch(/^private/);
    expect(got.headers.get('content-disposition')).toMatch(/^inline; filename="[\w. ()-]*"; /);
    const small = await stage.download(complaintId, `${id}/thumbnail`, reporter);
    expect(small.headers.get('content-type')).toBe('image/webp');
    const { width, exif } = await sharp(Buffer.from(await small.arrayBuffer())).metadata();
    expect(width).toBeLessThan(1_600);
    expect(exif).toBeUndefined();
  });

  it('is shown to nobody else', async () => {
    const { complaintId, reporter } = await stage.register();
    const other = await stage.register();
    const taken = await stage.upload(complaintId, reporter, { bytes: await picture() });
    const id = idOf(taken.body);
    await stage.download(complaintId, id, petugas, taken);
    const statusFor = async (by: Caller, path = id, of = complaintId): Promise<number> =>
      (await stage.download(of, path, by)).status;
    expect(await statusFor({})).toBe(401);
    expect(await statusFor(await stage.officer('petugas', penajam))).toBe(403);
    expect(await statusFor(other.reporter)).toBe(404);
    expect(await statusFor(other.reporter, id, other.complaintId)).toBe(404);
    expect(await statusFor(petugas, randomUUID())).toBe(404);
    expect(await statusFor(petugas, 'nonsense')).toBe(404);
    expect(await statusFor(petugas, encodeURIComponent('../../../etc/passwd'))).toBe(404);
  });

  it('is gone when it was taken away, bytes and thumbnail', async () => {
    const { complaintId, reporter } = await stage.register();
    const taken = await stage.upload(complaintId, reporter, { bytes: await picture() });
    const fileId = idOf(taken.body);
    const order = { fileId, reason: 'privacy' };
    const removed = await stage.act(complaintId, 'remove-file', order, petugas);
    expect(codeOf(removed)).toBe('200');
    expect((await stage.download(complaintId, fileId, petugas, removed)).status).toBe(404);
    await eventually(async () => !(await stage.portal.kit.files.has(fileId, complaintId)));
    expect(await stage.portal.kit.files.has(fileId, complaintId, 'thumbnail')).toBe(false);
  });

  it('goes with its reporter who is erased; what the office attached stays', async () => {
    const { complaintId, reporter } = await stage.register();
    const own = await stage.upload(complaintId, reporter, { bytes: await picture('#123') });
    const ofOffice = { bytes: await picture('#456'), purpose: 'evidence' };
    const other = await stage.upload(complaintId, petugas, ofOffice);
    const admin = await stage.officer('admin', '*');
    const order = { ground: 'request' };
    const erased = await stage.act(complaintId, 'erase-identity', order, admin);
    expect(codeOf(erased)).toBe('200');
    const [gone, stays] = [idOf(own.body), idOf(other.body)];
    expect((await stage.download(complaintId, gone, petugas, erased)).status).toBe(404);
    expect((await stage.download(complaintId, stays, petugas)).status).toBe(200);
    await eventually(async () => !(await stage.portal.kit.files.has(gone, complaintId)));
  });
});
