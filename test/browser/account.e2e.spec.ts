import { describe, expect, it } from 'vitest';
import { demoPassword } from '../../deploy/local/accounts.js';
import { useStage } from '../e2e/stage.js';
import { PageClient, type ReadPage } from './page-client.js';

const stage = useStage();
const visitor = (): PageClient => new PageClient(stage().whole.url);

const signIn = async (
  client: PageClient,
  login: string,
  password = demoPassword,
  from = '/masuk',
): Promise<ReadPage> => {
  const page = await client.open(from);
  return client.send(page.html, '/masuk', { login, password });
};

describe('signing in by page', () => {
  it('leads to where the officer was going, and to no other site', async () => {
    const client = visitor();
    const away = await client.get('/profil');
    expect(away.location).toBe('/masuk?kembali=%2Fprofil');
    const done = await signIn(client, 'tim.waru', demoPassword, away.location ?? '');
    expect(done).toMatchObject({ status: 303, location: '/profil' });
    expect((await client.get('/profil')).html).toContain('tim waru');

    for (const evil of ['//jahat.example', 'https://jahat.example', '/\\jahat.example']) {
      const other = visitor();
      const path = `/masuk?kembali=${encodeURIComponent(evil)}`;
      expect((await signIn(other, 'tim.waru', demoPassword, path)).location).toBe('/antrean');
    }
  });

  it('says the same for a wrong password and a login that there is not', async () => {
    const wrong = await signIn(visitor(), 'kasi.waru', 'salah-sekali-1');
    const unknown = await signIn(visitor(), 'tidak.ada', 'salah-sekali-1');
    for (const { status, html } of [wrong, unknown]) {
      expect(status).toBe(422);
      expect(html).toContain('Nama pengguna atau kata sandi salah.');
      expect(html).not.toContain('salah-sekali-1');
    }
  });

  it('ends: this session, another one, all of them', async () => {
    const [here, there] = [visitor(), visitor()];
    await signIn(here, 'camat.waru');
    await signIn(there, 'camat.waru');
    const profile = await here.open('/profil');
    expect(profile.html).toContain('sesi ini');
    const other = await here.send(profile.html, '/profil/akhiri');
    expect(other.location).toBe('/profil');
    const all = await here.send((await here.open('/profil')).html, '/profil/keluar-semua');
    expect(all.location).toBe('/masuk?keluar=1');
    for (const client of [here, there])
      expect((await client.get('/profil')).location).toContain('/masuk?kembali=');

    await signIn(here, 'camat.waru');
    const page = await here.open('/profil');
    expect((await here.send(page.html, '/keluar')).location).toBe('/masuk?keluar=1');
    expect((await here.get('/profil')).location).toContain('/masuk');
  });

  it('takes no form that is not of this visitor', async () => {
    const stranger = visitor();
    const { html } = await stranger.open('/masuk');
    const victim = visitor();
    await victim.open('/masuk');
    const sent = await victim.send(html, '/masuk', { login: 'tim.waru', password: demoPassword });
    expect(sent.status).toBe(403);
    expect(sent.html).toContain('terlalu lama terbuka');
  });
});

describe('the accounts of the administrator', () => {
  it('are made, closed with a reason and opened again', async () => {
    const admin = visitor();
    await signIn(admin, 'admin');
    const page = await admin.open('/akun');
    const fields = {
      displayName: 'Petugas Baru <b>',
      login: 'petugas.baru',
      role: 'petugas',
      kecamatan: '64.09.02',
    };
    const weak = await admin.send(page.html, '/akun', { ...fields, password: 'pendek' });
    expect(weak.status).toBe(422);
    expect(weak.html).toContain('id="f-password-error"');
    expect(weak.html).toContain('value="petugas.baru"');
    const made = await admin.send(weak.html, '/akun', {
      ...fields,
      password: 'kalimat panjang milik baru',
    });
    expect(made.location, made.html).toBe('/akun?selesai=dibuat');

    const officer = visitor();
    const entered = await signIn(officer, 'petugas.baru', 'kalimat panjang milik baru');
    expect(entered.location).toBe('/antrean');
    const list = await admin.open('/akun');
    expect(list.html).toContain('Petugas Baru &lt;b>');
    const row = list.html.slice(list.html.indexOf('petugas.baru'));
    const [, close = ''] = /action="(\/akun\/[^"]+\/tutup)"/.exec(row) ?? [];
    const id = close.split('/')[2] ?? '';
    expect((await admin.send(list.html, close, { [`reason.${id}`]: '' })).status).toBe(422);
    const closed = await admin.send(list.html, close, { [`reason.${id}`]: 'Pindah tugas.' });
    expect(closed.location).toBe('/akun?selesai=ditutup');
    expect((await officer.get('/profil')).location).toContain('/masuk');
    const again = await admin.open('/akun');
    const opened = await admin.send(again.html, `/akun/${id}/buka`);
    expect(opened.location).toBe('/akun?selesai=dibuka');
  });
});
