import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from '../index.js';
import { canReadPaper, readPaper, type Paper } from '../spec/paper.js';
import { happenings, jawaban, longText, sample } from '../spec/samples.js';
import { BeritaAcaraRenderer } from './renderer.js';

const renderer = new BeritaAcaraRenderer();
const paperOf = async (document: OfficialDocument): Promise<Paper> =>
  readPaper(await renderer.render(document));
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the bytes of a document', () => {
  it('are the same each time', async () => {
    const first = await renderer.render(sample());
    expect(Buffer.from(first.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(hash(await renderer.render(sample()))).toBe(hash(first));
    expect(hash(await renderer.render(sample({ number: '2' })))).not.toBe(hash(first));
  });
  it('are the same however many are made at once', async () => {
    const made = await Promise.all(
      [sample(), jawaban(), sample()].map((each) => renderer.render(each)),
    );
    const [first, , third] = made.map(hash);
    expect(third).toBe(first);
  });
  it('refuses a date that is none', () =>
    expect(renderer.render(sample({ date: '2026-02-30' }))).rejects.toThrow(RangeError));
});

describe.skipIf(!canReadPaper)('the paper', () => {
  it('says everything that the document says', async () => {
    const { text, pages } = await paperOf(sample());
    for (const said of [
      'PEMERINTAH KABUPATEN PENAJAM PASER UTARA',
      'KECAMATAN WARU',
      'Jalan Contoh Nomor 1, Waru',
      'Telepon 0542-000000',
      'BERITA ACARA HASIL TINDAK LANJUT PENYELESAIAN MASALAH',
      'Nomor: 700.1.2.4/12/Kec.Waru/2026',
      'Pada hari ini Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam (24 November 2026)',
      'Pelapor Contoh',
      'REG/0007/Kec.Waru/2026',
      'Jalan di depan pasar berlubang',
      'Jalan, jembatan dan drainase – Jalan rusak atau berlubang',
      'Keterangan diminta dari Dinas',
      '23 November 2026, pukul 09.00 sampai 11.00 WITA',
      'Peserta rapat (3 orang)',
      'Lubang ditambal dengan aspal',
      '4 Desember 2026',
      'Jalan di depan pasar akan ditambal',
      'Surat permintaan perbaikan sudah dikirim',
      'Demikian Berita Acara ini dibuat',
      'Waru, 24 November 2026',
      'Camat Waru,',
      'Contoh Camat, S.Sos.',
      'NIP. 00000000 000000 0 000',
      'https://aduan.example.go.id/v/A1B2-C3D4-E5F6-G7H8',
      'Kode verifikasi: A1B2-C3D4-E5F6-G7H8',
    ])
      expect(text).toContain(said);
    expect(pages).toHaveLength(2);
    expect(text).not.toContain('menggantikan karakter');
  });

  it('is a Jawaban on one page where there was no meeting', async () => {
    const { text, pages } = await paperOf(jawaban());
    expect(pages).toHaveLength(1);
    expect(text).toContain('JAWABAN Nomor:');
    expect(text).toContain('menanggapi konsultasi dengan nomor register');
    expect(text).not.toMatch(/Rapat|Berita Acara/);
  });

  it('embeds every font', async () => {
    const { fonts } = await paperOf(sample({ reporter: 'Đặng Иван Σωκράτης' }));
    expect(fonts.length).toBeGreaterThanOrEqual(5);
    for (const { name, embedded } of fonts)
      expect([name, embedded]).toEqual([expect.stringMatching(/Tinos/), true]);
  });

  it('leads to the page of verification by its QR code', async () => {
    const paper = await paperOf(sample());
    expect(paper.qr(1)).toBeUndefined();
    expect(paper.qr(2)).toBe('https://aduan.example.go.id/v/A1B2-C3D4-E5F6-G7H8');
    const long = `https://${'panjang.'.repeat(12)}example.go.id/v/A1B2-C3D4-E5F6-G7H8`;
    const longer = await paperOf(jawaban({ verification: { code: 'A1B2', url: long } }));
    expect(longer.qr(1)).toBe(long);
    expect(longer.text.replaceAll(' ', '')).toContain(long);
  });

  it.each([
    ['1 row', sample({ happenings: happenings(1) }), 2],
    ['36 rows', sample({ happenings: happenings(36) }), 5],
    ['300 rows', sample({ happenings: happenings(300) }), 29],
    ['the longest texts', sample({ answer: longText(20_000), settlement: longText(20_000) }), 12],
  ])('has its pages with %s: numbered, headed, signed', async (_, document, count) => {
    const { pages } = await paperOf(document);
    expect(pages.length).toBeGreaterThanOrEqual(count - 1);
    expect(pages.length).toBeLessThanOrEqual(count + 1);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Halaman ${index + 1} dari ${pages.length}`);
      expect(page).toContain('Berita Acara Nomor 700.1.2.4/12/Kec.Waru/2026');
      // A page in the middle of the table begins with its head.
      if (/^ *\d+\. +\d+ Oktober/.test(page)) expect.fail('rows without a head');
    }
    expect(pages.slice(0, -1).join('')).not.toContain('Camat Waru,');
  });

  it('never leaves the signature alone on a page, nor a heading at its foot, wherever the page ends', async () => {
    const orphan =
      /\n *([A-F]\. [A-Z][^\n]*|Pembahasan:|Keputusan rapat:)\n+ *(Jawaban|Berita Acara) Nomor/;
    for (let lines = 0; lines < 46; lines += 5) {
      const settlement = `Awal.\n${'Baris penyelesaian.\n'.repeat(lines)}Akhir penyelesaian.`;
      const without = await paperOf(jawaban({ settlement }));
      const acara = await paperOf(
        sample({
          happenings: happenings(2),
          answer: 'Baris.\n'.repeat(lines),
          settlement: 'Akhir penyelesaian.',
        }),
      );
      for (const { pages } of [without, acara]) {
        const last = pages.at(-1) ?? '';
        expect(last).toContain('Camat Waru,');
        expect(last).toContain('Demikian');
        expect(last).toContain('Akhir penyelesaian.');
        for (const page of pages) expect(page).not.toMatch(orphan);
      }
    }
    for (let count = 1; count < 16; count += 1) {
      const { pages } = await paperOf(sample({ happenings: happenings(count) }));
      for (const page of pages) expect(page).not.toMatch(orphan);
    }
  }, 90_000);

  it('names an acting officer with his letter, and the Inspektorat as itself', async () => {
    const letterNumber = '800/12/Kec.Waru/2026';
    const acting = await paperOf(
      sample({
        signer: { kind: 'plh', title: 'Plh. Camat Waru', name: 'Contoh Kasi', letterNumber },
      }),
    );
    expect(acting.text).toContain('Plh. Camat Waru,');
    expect(acting.text.replaceAll(' ', '')).toContain(`(SuratPerintahNomor${letterNumber})`);
    const title = 'Inspektur Daerah Kabupaten Penajam Paser Utara';
    const government = 'Pemerintah Kabupaten Penajam Paser Utara';
    const { text } = await paperOf(
      sample({
        signer: { kind: 'inspektorat', title },
        letterhead: { government, office: 'Inspektorat Daerah' },
      }),
    );
    expect(text).toContain('INSPEKTORAT DAERAH');
    expect(text).toContain('bertempat di Kabupaten Penajam Paser Utara,');
    expect(text).not.toContain('KECAMATAN WARU');
    expect(text).toContain('(....');
  });

  it('prints no name of an anonymous or forgotten reporter', async () => {
    const hidden = await paperOf(sample({ reporter: 'Pelapor (identitas dirahasiakan)' }));
    expect(hidden.text).toContain('Pelapor (identitas dirahasiakan)');
    const { reporter: _, ...nobody } = sample();
    const { text } = await paperOf(nobody);
    expect(text).toContain('Tidak diketahui');
    expect(text).not.toContain('Pelapor Contoh');
  });

  it('keeps hostile text as text, and shows a sign for what no font can write', async () => {
    const subject = '<script>alert(1)</script> {"image":"/etc/passwd"} ${x} =1+1';
    const { text, pages } = await paperOf(
      sample({
        subject,
        reporter: 'محمد 🚧 道路',
        answer: 'x'.repeat(20_000),
        settlement: `${'W'.repeat(3_000)} ${'🚧'.repeat(2_000)}\n\n\n\n${'- a\n'.repeat(200)}`,
      }),
    );
    expect(text).toContain(subject);
    expect(text).toContain('\uFFFD\uFFFD\uFFFD\uFFFD \uFFFD \uFFFD\uFFFD');
    expect(text).toContain('Tanda \uFFFD menggantikan karakter yang tidak dapat dicetak');
    expect(text.match(/x/g)?.length).toBeGreaterThanOrEqual(20_000);
    expect(pages.at(-1)).toMatch(/- ?a\n/);
    expect(pages.length).toBeLessThan(25);
  }, 30_000);
});
