import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWholeSystem, type WholeSystem } from './system.js';

let whole: WholeSystem;
beforeAll(async () => {
  whole = await startWholeSystem();
}, 120_000);
afterAll(() => whole.close(), 60_000);

/** A browser without scripts: cookies, forms, one page after the other. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async go(
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; at: string; html: string }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(whole.url + path, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie, ...(init.headers as Record<string, string>) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (pair.slice(at + 1) === '') this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const to = answer.headers.get('location');
    if (answer.status === 303 && to) return this.go(to);
    return { status: answer.status, at: path, html: await answer.text() };
  }

  /** Sends the form of the page at `from`. */
  async send(from: string, values: Record<string, string>, to = from) {
    const { html } = await this.go(from);
    return this.post(to, { ...hidden(html), ...values });
  }

  /** Sends files with the form of the page. */
  async upload(path: string, files: [string, Buffer][]) {
    const { html } = await this.go(path);
    const body = new FormData();
    for (const [name, value] of Object.entries(hidden(html))) body.append(name, value);
    for (const [name, bytes] of files)
      body.append('photos', new Blob([new Uint8Array(bytes)]), name);
    return this.go(path, { method: 'POST', body });
  }

  post(path: string, values: Record<string, string>) {
    return this.go(path, { method: 'POST', body: new URLSearchParams(values) });
  }
}

const hidden = (html: string): Record<string, string> =>
  Object.fromEntries(
    ['_csrf', '_key'].map((name) => [
      name,
      new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '',
    ]),
  );

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const hostile = '<script>alert(1)</script> 😀';
const write = async (browser: Browser): Promise<void> => {
  await browser.send('/lapor', { kecamatan: '64.09.02', caseType: 'complaint' });
  await browser.send('/lapor/isi', { subject: hostile, description: '😀'.repeat(5_000) });
  await browser.send('/lapor/lokasi', { villageCode: '64.09.02.1003', place: 'Depan SDN 2' });
  const last = await browser.send('/lapor/kontak', { replyBy: 'none', consent: 'ya' });
  expect(last.at).toBe('/lapor/periksa');
  expect(last.html).not.toContain('<script>alert');
};
const codesOf = (html: string): string[] =>
  [...html.matchAll(/<strong>([^<]+)<\/strong>/g)].map(([, text]) => text ?? '').slice(1);

describe('the pages of the complainant, without scripts', () => {
  it('report once, however often it is sent, and track by number and code', async () => {
    const browser = new Browser();
    await write(browser);
    const form = hidden((await browser.go('/lapor/periksa')).html);
    const [first, second] = await Promise.all([
      browser.post('/lapor/periksa', form),
      browser.post('/lapor/periksa', form),
    ]);
    const again = await browser.post('/lapor/periksa', form);
    const codes = codesOf(first.html);
    expect(codes).toHaveLength(2);
    expect(codesOf(second.html)).toEqual(codes);
    expect(codesOf(again.html)).toEqual(codes);
    await browser.send('/lapor/terima', {});
    expect((await browser.go('/lapor/terima')).html).not.toContain(codes[1]);

    const wrong = await browser.send('/lacak', {
      registerNumber: codes[0] ?? '',
      trackingCode: 'XXXX',
    });
    const unknown = await browser.send('/lacak', { registerNumber: 'REG/1', trackingCode: 'XXXX' });
    expect([wrong.status, unknown.status]).toEqual([422, 422]);
    const found = await browser.send('/lacak', {
      registerNumber: codes[0] ?? '',
      trackingCode: codes[1] ?? '',
    });
    expect(found.status).toBe(200);
    expect(found.at).toBe('/lacak/pengaduan');
    expect(found.html).toContain('&lt;script>');
    const added = await browser.send('/lacak/pengaduan/tambah', { text: 'Tadi malam lagi.' });
    expect(added.at).toContain('/lacak/pengaduan?setelah=');
  });

  it('take photos with the report, and give them to its reporter only', async () => {
    const browser = new Browser();
    await write(browser);
    const bad = await browser.upload('/lapor/foto', [['notes.txt', Buffer.from('no picture')]]);
    expect(bad.status).toBe(422);
    expect(bad.html).toContain('notes.txt');
    const kept = await browser.upload('/lapor/foto', [['jalan.png', picture]]);
    expect(kept.status).toBe(200);
    expect(kept.html).toContain('jalan.png');
    const receipt = await browser.send('/lapor/periksa', {});
    expect(receipt.html).not.toContain('/lapor/terima/foto');
    const [registerNumber = '', trackingCode = ''] = codesOf(receipt.html);
    await browser.send('/lacak', { registerNumber, trackingCode });
    await expect
      .poll(async () => (await browser.go('/lacak/pengaduan')).html, { timeout: 20_000 })
      .toContain('/lacak/berkas/');
    const { html } = await browser.go('/lacak/pengaduan');
    expect(html).toContain('Ditelaah paling lambat');
    const path = /href="(\/lacak\/berkas\/[^"]+)"/.exec(html)?.[1] ?? '';
    expect((await browser.go(path)).status).toBe(200);
    expect((await browser.go('/lacak/berkas/00000000-0000-4000-8000-000000000000')).status).toBe(
      404,
    );
    expect((await new Browser().go(path)).at).toBe('/lacak');
    expect((await browser.go('/puas')).at).toBe('/lacak/pengaduan');
  });

  it('lose nothing of a form whose draft is gone, and say what is missing', async () => {
    const browser = new Browser();
    const { html } = await browser.go('/lapor');
    const kept = await browser.post('/lapor/isi', {
      ...hidden(html),
      subject: 'Jalan',
      description: 'Rusak',
    });
    expect(kept.at).toBe('/lapor');
    expect((await browser.go('/lapor/isi')).html).toContain('Rusak');
    const wrong = await browser.send('/lapor/kontak', { replyBy: 'email' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('#f-email');
    expect(wrong.html).toContain('#f-consent');
  });
});

describe('the pages that need nothing', () => {
  it('begin with the steps, minutes and channels of the procedure, of the chosen kecamatan', async () => {
    const browser = new Browser();
    const first = await browser.go('/');
    const steps = /<ol>(.*?)<\/ol>/s.exec(first.html)?.[1] ?? '';
    expect(steps.match(/<li>/g)).toHaveLength(7);
    expect(steps.match(/\d+ menit/g)).toHaveLength(7);
    for (const link of ['href="/lapor"', 'href="/lacak"']) expect(first.html).toContain(link);
    expect((await browser.go('/?kecamatan=64.09.02')).html).toContain('Kecamatan Waru');
    expect((await browser.go('/?kecamatan=%3Cscript%3E')).status).toBe(200);
  });

  it('say what is kept in both languages', async () => {
    const browser = new Browser();
    expect((await browser.go('/privasi')).html).toContain('UU 27/2022');
    expect((await browser.go('/privasi?bahasa=en')).html).toContain('Your rights');
  });

  it('answer a wrong, an endless and an unknown code of a document alike', async () => {
    const codes = ['AAAA-BBBB-CCCC-DDDD', 'x'.repeat(90), '%3Cb%3E'];
    const answers = await Promise.all(codes.map((code) => new Browser().go(`/v/${code}`)));
    for (const { status, html } of answers) {
      expect(status).toBe(404);
      expect(html).toContain('Tidak ada dokumen dengan kode ini');
      expect(html).not.toContain('SHA-256');
    }
  });
});
