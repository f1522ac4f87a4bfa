import { describe, expect, it } from 'vitest';
import { useStage, villages } from '../e2e/stage.js';
import { PageClient, type ReadPage } from './page-client.js';

const stage = useStage();
const as = (login: string): PageClient =>
  new PageClient(stage().whole.url, { 'aduan-session': stage().as(login).token });

const entry = {
  channel: 'phone',
  caseType: 'complaint',
  language: 'id',
  subject: 'Lampu jalan mati',
  description: 'Sudah seminggu gelap di <b>simpang tiga</b>.',
};

const record = async (
  petugas: PageClient,
  filled: Record<string, string>,
  from = '/loket',
): Promise<ReadPage> => petugas.send((await petugas.open(from)).html, '/loket', filled);

const receiptOf = async (petugas: PageClient, sent: ReadPage): Promise<string> => {
  expect(sent.status, sent.html).toBe(303);
  expect(sent.location).toMatch(/^\/loket\/tanda-terima\/[0-9a-f-]{36}\?setelah=/);
  const { status, html } = await petugas.open(sent.location ?? '');
  expect(status).toBe(200);
  return html;
};

describe('the counter', () => {
  it('records by telephone and by WhatsApp, and gives a receipt with a code that opens the report', async () => {
    const petugas = as('petugas.waru');
    const filled = { ...entry, villageCode: villages.waru, 'reporter.name': 'Pelapor Contoh' };
    const html = await receiptOf(petugas, await record(petugas, filled));
    const [number, code] = [...html.matchAll(/counter-code">([^<]+)</g)].map(([, text]) => text);
    expect(html).toContain('class="qr"');
    expect(html).toContain('/loket?kanal=phone');

    const citizen = new PageClient(stage().whole.url);
    const track = await citizen.open('/lacak');
    const form = /<form[^>]*action="(\/lacak[^"]*)"/.exec(track.html)?.[1] ?? '/lacak';
    const names = [...track.html.matchAll(/<input[^>]*id="f-([a-zA-Z]+)"/g)].map(
      ([, n]) => n ?? '',
    );
    const [numberField = '', codeField = ''] = names;
    const opened = await citizen.send(track.html, form, {
      [numberField]: number ?? '',
      [codeField]: code ?? '',
    });
    expect(opened.status).toBe(303);

    const second = { ...entry, channel: 'whatsapp', 'reporter.phone': '081234567890' };
    const other = await receiptOf(petugas, await record(petugas, second, '/loket?kanal=whatsapp'));
    expect(other).toContain('WhatsApp');
  });

  it('records a form that is sent twice once', async () => {
    const petugas = as('petugas.waru');
    const { html } = await petugas.open('/loket');
    const [first, again] = [
      await petugas.send(html, '/loket', entry),
      await petugas.send(html, '/loket', entry),
    ];
    const idOf = ({ location }: ReadPage) => location?.split('?')[0];
    expect(first.status).toBe(303);
    expect(idOf(again)).toBe(idOf(first));
  });

  it('answers a sealed report with its receipt, which the officer cannot open again', async () => {
    const sealed = await record(as('petugas.waru'), { ...entry, sealed: 'camat' });
    expect(sealed.status).toBe(200);
    expect(sealed.html).toContain('counter-code');
    expect(sealed.html).toContain('hanya dilihat Inspektorat');
  });

  it('keeps what was typed, tells what is wrong at its field, and shows hostile text as text', async () => {
    const petugas = as('petugas.waru');
    const wrong = await record(petugas, {
      ...entry,
      subject: '',
      'reporter.phone': '<script>alert(1)</script>',
      'reportedParties.1.position': 'Ketua RT',
      receivedAt: '2199-01-01T08:00',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('id="f-subject-error"');
    expect(wrong.html).toContain('id="f-reporter-phone-error"');
    expect(wrong.html).toContain('id="f-reportedParties-0-name-error"');
    expect(wrong.html).toContain('&lt;b>simpang tiga');
    expect(wrong.html).not.toContain('<script>alert');
    const late = await petugas.send(wrong.html, '/loket', {
      ...entry,
      receivedAt: '2199-01-01T08:00',
    });
    expect(late.status).toBe(422);
    expect(late.html).toContain('id="f-receivedAt-error"');
    expect((await record(petugas, { ...entry, channel: 'web' })).status).toBe(422);
  });

  it('records an opening of the box with two slips and no third', async () => {
    const petugas = as('petugas.waru');
    const empty = await petugas.open('/loket/kotak');
    const refused = await petugas.send(empty.html, '/loket/kotak', {
      location: 'Lobi',
      slips: 'dua',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('value="Lobi"');
    const opening = await petugas.send(refused.html, '/loket/kotak', {
      openedAt: '2026-11-24T08:30',
      location: 'Lobi',
      slips: '2',
      'witnesses.0.name': 'Saksi Contoh',
    });
    expect(opening.status, opening.html).toBe(303);
    const list = await petugas.open(opening.location ?? '');
    const path = /href="(\/loket\?kotak=[0-9a-f-]{36})"/.exec(list.html)?.[1] ?? '';
    const slip = { ...entry, channel: 'suggestion-box' };
    await receiptOf(petugas, await record(petugas, slip, path));
    await receiptOf(petugas, await record(petugas, slip, path));
    const third = await record(petugas, slip, path);
    expect(third.status).toBe(422);
    expect(third.html).toContain('#f-boxOpeningId');
  });

  it('calls who waits, and says that he was served', async () => {
    const petugas = as('petugas.waru');
    const path = '/loket/tunggu';
    const nobody = await petugas.send((await petugas.open(path)).html, `${path}/panggil`, {
      counter: '2',
    });
    expect(nobody.status).toBe(409);
    const taken = await petugas.send(nobody.html, `${path}/ambil`, { purpose: 'consultation' });
    const waiting = await petugas.open(taken.location ?? '');
    const called = await petugas.send(waiting.html, `${path}/panggil`, { counter: '2' });
    expect(called.location).toContain('loket=2');
    const list = await petugas.open(called.location ?? '');
    expect(list.html).toContain('Dipanggil ke loket 2');
    const finish = /action="(\/loket\/tunggu\/selesai\/[0-9a-f-]{36})"/.exec(list.html)?.[1] ?? '';
    const served = await petugas.send(list.html, finish, { outcome: 'served' });
    const done = await petugas.open(served.location ?? '');
    expect(done.html).toContain('Sudah dilayani');
    expect(done.html).not.toContain(finish);
  });

  it.each(['/loket', '/loket/tunggu', '/loket/kotak', '/loket/formulir'])(
    'is not for another role: %s',
    async (path) => {
      expect((await as('tim.waru').get(path)).status).toBe(403);
      expect((await as('petugas.waru').get(path)).status).toBe(200);
    },
  );
});
