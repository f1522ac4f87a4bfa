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
