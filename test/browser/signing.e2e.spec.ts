import { describe, expect, it } from 'vitest';
import { walk, type Stage as CaseStage } from '../../deploy/demo/walk.js';
import { officersOf, pageWhen, register, scriptFor, useStage } from '../e2e/stage.js';
import { PageClient } from './page-client.js';

const stage = useStage();
const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

const caseAt = async (until: CaseStage): Promise<string> => {
  const { complaintId } = await register(stage());
  await walk(complaintId, officersOf(stage()), scriptFor(stage().clock), until);
  await pageWhen(
    stage().as('camat.waru'),
    complaintId,
    ({ step, inTransit }) => step === 6 && !inTransit,
  );
  return complaintId;
};
const as = (login: string): PageClient =>
  new PageClient(stage().whole.url, { 'aduan-session': stage().as(login).token });
const pathOf = (id: string): string => `/pengaduan/${id}/tanda-tangan`;

describe('the signing page', () => {
  it('lets the Camat return an answer, approve the next, sign it on paper and stamp it', async () => {
    const id = await caseAt('settled');
    const camat = as('camat.waru');
    const kasi = stage().as('kasi.waru');
    const list = await camat.open('/tanda-tangan');
    expect(list.html).toContain(pathOf(id));

    const first = await camat.open(pathOf(id));
    expect(first.html).toContain('Jalan akan diperbaiki.');
    const empty = await camat.send(first.html, `${pathOf(id)}/kembalikan`, { reason: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.html).toContain('id="f-reason-error"');
    const returned = await camat.send(empty.html, `${pathOf(id)}/kembalikan`, {
      reason: 'Sebutkan tanggalnya.',
    });
    expect(returned.status).toBe(303);
    await pageWhen(stage().as('kasi.waru'), id, ({ step, inTransit }) => step === 5 && !inTransit);

    await kasi.act(id, 'DraftAnswer', { answer: 'Jalan diperbaiki bulan Desember.' });
    await kasi.act(id, 'ProcessSettlement', { settlement: 'Surat dikirim.' });
    await pageWhen(stage().as('camat.waru'), id, ({ step }) => step === 6);
    const second = await camat.open(pathOf(id));
    expect(second.html).toContain('Jalan diperbaiki bulan Desember.');
    const approved = await camat.send(second.html, `${pathOf(id)}/setujui`);
    expect(approved.status).toBe(303);
    await pageWhen(stage().as('camat.waru'), id, ({ documents }) =>
      (documents as { state: string }[]).some(({ state }) => state === 'rendered'),
    );

    const ready = await camat.open(pathOf(id));
    const [, file] = /<iframe[^>]*src="([^"]+)"/.exec(ready.html) ?? [];
    const shown = await camat.get(file ?? '');
    expect(shown.status).toBe(200);
    expect(shown.html.startsWith('%PDF-')).toBe(true);
    expect(ready.html).toContain('Tanda tangan elektronik belum diaktifkan');

    const scan = { field: 'scan', name: 'pindaian.pdf', bytes: new Uint8Array(pdf) };
    const kept = await camat.sendFile(ready.html, `${pathOf(id)}/kertas`, scan);
    expect(kept.status, kept.html).toBe(303);
    const signed = await camat.open(kept.location ?? '');
    const stamped = await camat.send(signed.html, `${pathOf(id)}/stempel`);
    expect(stamped.status).toBe(303);
    const done = await camat.open(stamped.location ?? '');
    expect(done.html).toContain('Dokumen sudah lengkap');
    const { documents } = await pageWhen(stage().as('camat.waru'), id, ({ step }) => step === 7);
    expect(documents).toMatchObject([{ state: 'stamped', signedFileId: expect.any(String) }]);
  });

  it('keeps no signature without a scan, and no file that lies about its type', async () => {
    const id = await caseAt('approved');
    const camat = as('camat.waru');
    await pageWhen(stage().as('camat.waru'), id, ({ documents }) =>
      (documents as { state: string }[]).some(({ state }) => state === 'rendered'),
    );
    const page = await camat.open(pathOf(id));
    const action = `${pathOf(id)}/kertas`;
    const nothing = { field: 'scan', name: 'kosong.pdf', bytes: new Uint8Array() };
    expect((await camat.sendFile(page.html, action, nothing)).html).toContain(
      'Pilih berkas pindaiannya.',
    );
    const liar = { field: 'scan', name: 'foto.pdf', bytes: new Uint8Array(Buffer.from('<svg/>')) };
    expect((await camat.sendFile(page.html, action, liar)).status).toBe(422);
  });

  it('is not for the Camat of another kecamatan, nor for the Tim', async () => {
    const id = await caseAt('settled');
    expect((await as('camat.penajam').get(pathOf(id))).status).toBe(403);
    expect((await as('tim.waru').get(pathOf(id))).status).toBe(403);
  });

  it('tells the second who decides what the first did, and loses nothing', async () => {
    const id = await caseAt('settled');
    const [one, two] = [as('camat.waru'), as('camat.waru')];
    const [before, late] = [await one.open(pathOf(id)), await two.open(pathOf(id))];
    await one.send(before.html, `${pathOf(id)}/kembalikan`, { reason: 'Perbaiki.' });
    const answer = await two.send(late.html, `${pathOf(id)}/setujui`);
    expect(answer.status).toBe(422);
    expect(answer.html).toMatch(/notice-wrong[^]*berubah sejak Anda membukanya/);
  });
});
