import { describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { penajam, register, useStage } from '../e2e/stage.js';
import { PageClient, type ReadPage } from './page-client.js';

const stage = useStage();
const as = (login: string): PageClient =>
  new PageClient(stage().whole.url, { 'aduan-session': stage().as(login).token });
const opened = (client: PageClient, path: string, isSo: (page: ReadPage) => boolean) =>
  eventually(async () => {
    const page = await client.open(path);
    return isSo(page) && page;
  });

describe('search', () => {
  it('finds by words and by kind, says when nothing fits, and keeps to the kecamatan', async () => {
    const { complaintId } = await register(stage(), { subject: 'Jembatan gantung putus' });
    const link = `href="/pengaduan/${complaintId}"`;
    const tim = as('tim.waru');
    await opened(tim, '/cari?kata=jembatan+gant', ({ html }) => html.includes(link));
    const other = await tim.open('/cari?kata=jembatan&jenis=consultation');
    expect(other.html).not.toContain(link);
    expect(other.html).toContain('Tidak ada pengaduan yang cocok');
    expect((await as('tim.penajam').open('/cari?kata=jembatan')).html).not.toContain(link);
    expect((await tim.open(`/cari?kecamatan=${penajam}`)).status).toBe(403);
  });

  it('tells of a filter that is none, beside its field', async () => {
    const page = await as('tim.waru').open('/cari?status=tidak-ada&lanjut=rusak');
    expect(page.status).toBe(422);
    expect(page.html).toContain('id="f-status-error"');
  });
});

describe('the books', () => {
  it('show a line without the name of whoever is anonymous, by year and month', async () => {
    const { complaintId, registerNumber } = await register(stage(), {
      subject: 'Lampu jalan padam',
      anonymous: true,
    });
    const supervisor = as('supervisor.waru');
    const { html } = await opened(supervisor, '/register?bulan=11', (page) =>
      page.html.includes(registerNumber),
    );
    const line = html.split('<tr>').find((row) => row.includes(complaintId)) ?? '';
    expect(line).toContain('Anonim');
    expect((await supervisor.open('/register?bulan=1')).html).not.toContain(registerNumber);
    expect((await supervisor.open('/register?tahun=abc')).status).toBe(422);
    expect((await supervisor.open('/register/dokumen')).html).toContain('Belum ada nomor');
  });
});

describe('contact tasks', () => {
  it('are shown, done once, and told to be done to whoever comes second', async () => {
    const { complaintId } = await register(stage());
    const petugas = as('petugas.waru');
    const action = new RegExp(`href="(/tugas/${complaintId}/[^"]+)"`);
    const list = await opened(petugas, '/tugas', ({ html }) => action.test(html));
    const path = action.exec(list.html)?.[1] ?? '';
    const [one, two] = [await petugas.open(path), await petugas.open(path)];
    const empty = await petugas.send(one.html, path);
    expect(empty.status).toBe(422);
    const filled = { outcome: 'reached', note: 'Diterima sendiri.' };
    const done = await petugas.send(empty.html, path, filled);
    expect(done.status, done.html).toBe(303);
    const after = await petugas.open(done.location ?? '');
    expect(after.html).toContain('Hasilnya sudah dicatat.');
    expect(after.html).not.toContain(path);
    const late = await petugas.send(two.html, path, { outcome: 'not-reached' });
    expect(late.status).toBeGreaterThanOrEqual(409);
    expect(late.html).toContain('Tugas ini sudah selesai');
    expect((await as('tim.waru').get('/tugas')).status).toBe(403);
  });
});

describe('the views', () => {
  it('are shown to the supervisor, and to no officer of the procedure', async () => {
    expect((await as('supervisor.waru').open('/tampilan')).html).toContain('Mengikuti');
    expect((await as('tim.waru').get('/tampilan')).status).toBe(403);
  });
});
