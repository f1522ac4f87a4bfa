import { describe, expect, it } from 'vitest';
import { officialDocument, type OfficialDocument } from '#libs/documents';
import { caseFactsOf, documentId, documentNumber, occasion } from '#libs/testing';
import type { CaseFile, HeldMeeting } from '../domain/case-file.js';
import { documentOf, documentText, hiddenReporter, type DocumentSource } from './document.js';

const { procedure } = occasion('system');
const held: HeldMeeting = {
  from: '2026-11-24T01:00:00.000Z',
  to: '2026-11-24T03:00:00.000Z',
  round: 1,
  place: 'Aula kecamatan',
  attendants: [
    { position: 'Sekretaris Kecamatan' },
    { institution: 'pupr' },
    { position: 'Ketua RT', institution: 'RT 03' },
    {},
    {},
  ],
  discussion: 'Tiang sudah diperiksa.',
  decisions: [{ text: 'Lampu dipasang.', unitId: 'pln', due: '2026-12-01' }],
};
const file: CaseFile = {
  subject: 'Lampu jalan padam',
  reporterName: 'Siti Aminah',
  done: [
    { at: '2026-11-24T01:00:00.000Z', what: 'met', step: 4, round: 1 },
    { at: '2026-11-23T01:00:00.000Z', what: 'registered', step: 1, round: 1 },
    { at: '2026-11-23T02:00:00.000Z', what: 'unit-asked', step: 3, round: 1, unitId: 'pln' },
  ],
  meetings: [{ ...held, round: 2 }, held],
};
const source = (changes: Partial<DocumentSource> = {}): DocumentSource => ({
  procedure,
  facts: caseFactsOf({ meetingHeld: true, categoryId: 'listrik.padam' }),
  round: 1,
  approval: {
    documentId,
    documentKind: 'berita-acara',
    draft: 1,
    approvedBy: 'account-camat',
    approvedAt: '2026-11-24T17:00:00.000Z',
    signerKind: 'camat',
  },
  number: documentNumber,
  answer: 'Lampu jalan diperbaiki.',
  settlement: 'Dinas sudah memasang lampu.',
  signer: { name: 'Contoh Camat', nip: '123' },
  file,
  verification: { code: 'A1B2-C3D4', url: 'https://aduan.example/v/A1B2-C3D4' },
  ...changes,
});
const made = (changes: Partial<DocumentSource> = {}): OfficialDocument =>
  documentOf(source(changes));

describe('documentOf', () => {
  it('holds what the document says', () =>
    expect(made()).toEqual({
      format: 'aduan-document-2',
      documentId,
      kind: 'berita-acara',
      title: 'Berita Acara Hasil Tindak Lanjut Penyelesaian Masalah',
      number: documentNumber,
      // 17.00 UTC is the next day in Waru.
      date: '2026-11-25',
      kecamatan: { code: '64.09.02', name: 'Waru' },
      kabupaten: { code: '64.09', name: 'Penajam Paser Utara' },
      letterhead: {
        government: 'Pemerintah Kabupaten Penajam Paser Utara',
        office: 'Kecamatan Waru',
        address: 'Waru, Kabupaten Penajam Paser Utara, Kalimantan Timur',
      },
      registerNumber: 'REG/0007/Kec.Waru/2026',
      caseType: 'complaint',
      channel: 'walk-in',
      channelName: 'Datang langsung',
      receivedOn: '2026-11-23',
      round: 1,
      village: 'Kelurahan Waru',
      category: ['Listrik dan penerangan jalan', 'Listrik sering padam'],
      subject: 'Lampu jalan padam',
      reporter: 'Siti Aminah',
      happenings: [
        { on: '2026-11-23', what: 'Pengaduan diterima dan dicatat.', by: 'Petugas Pengaduan' },
        {
          on: '2026-11-23',
          what: 'Keterangan diminta dari PT PLN (Persero) ULP Petung.',
          by: 'Kasi/Kasubbag',
        },
        {
          on: '2026-11-24',
          what: 'Rapat pembahasan tindak lanjut diadakan.',
          by: 'Tim Pengelolaan',
        },
      ],
      meeting: {
        on: '2026-11-24',
        from: '09.00',
        to: '11.00',
        zone: 'WITA',
        place: 'Aula kecamatan',
        attendants: [
          { role: 'Sekretaris Kecamatan', count: 1 },
          { role: 'Wakil Dinas Pekerjaan Umum dan Penataan Ruang', count: 1 },
          { role: 'Ketua RT (RT 03)', count: 1 },
          { role: 'Peserta rapat', count: 2 },
        ],
        discussion: 'Tiang sudah diperiksa.',
        decisions: [
          { text: 'Lampu dipasang.', unit: 'PT PLN (Persero) ULP Petung', due: '2026-12-01' },
        ],
      },
      answer: 'Lampu jalan diperbaiki.',
      settlement: 'Dinas sudah memasang lampu.',
      signer: { kind: 'camat', title: 'Camat Waru', name: 'Contoh Camat', nip: '123' },
      verification: { code: 'A1B2-C3D4', url: 'https://aduan.example/v/A1B2-C3D4' },
    } satisfies OfficialDocument));

  it('never names an anonymous reporter', () => {
    const text = documentText(made({ facts: caseFactsOf({ anonymous: true }) }));
    expect(text).not.toContain('Siti');
    expect(JSON.parse(text)).toMatchObject({ reporter: hiddenReporter });
  });
  it('is made all the same of a case of which nothing else is known', () => {
    const facts = caseFactsOf({ meetingHeld: true, categoryId: 'gone' });
    delete facts.villageCode;
    const bare = made({ facts, signer: {}, file: { done: [], meetings: [] } });
    for (const name of ['reporter', 'subject', 'village', 'category', 'meeting'])
      expect(bare).not.toHaveProperty(name);
    expect(bare.signer).toEqual({ kind: 'camat', title: 'Camat Waru' });
    expect(officialDocument.parse(JSON.parse(documentText(bare)))).toEqual(bare);
  });
  it.each([
    ['plh', 'Plh. Camat Waru', 'Kecamatan Waru'],
    ['plt', 'Plt. Camat Waru', 'Kecamatan Waru'],
    ['inspektorat', 'Inspektur Daerah Kabupaten Penajam Paser Utara', 'Inspektorat Daerah'],
  ] as const)(
    'names the office of a signer who is %s, and writes on its paper',
    (signerKind, title, office) => {
      const approval = { ...source().approval, signerKind };
      const { signer, letterhead } = made({ approval, signer: { letterNumber: '800/12' } });
      expect(signer).toEqual({ kind: signerKind, title, letterNumber: '800/12' });
      expect(letterhead.office).toBe(office);
    },
  );
  it('has a head of its own where the procedure gives none, and all that it gives', () => {
    const { letterheads: _, ...older } = procedure;
    expect(made({ procedure: older }).letterhead).toEqual({
      government: 'Pemerintah Kabupaten Penajam Paser Utara',
      office: 'Kecamatan Waru',
    });
    const answer = { phone: '0542-1', email: 'waru@example.go.id', website: 'waru.example' };
    expect(made({ procedure: { ...procedure, letterheads: { answer } } }).letterhead.contact).toBe(
      'Telepon 0542-1 · Surel waru@example.go.id · waru.example',
    );
  });
  it('is a Jawaban where no meeting was held in this round', () => {
    const approval = { ...source().approval, documentKind: 'jawaban' as const };
    expect(made({ approval })).toMatchObject({ title: 'Jawaban' });
    expect(made({ approval })).not.toHaveProperty('meeting');
    expect(made({ round: 3 })).not.toHaveProperty('meeting');
  });
  it('says when a meeting ended on another day', () =>
    expect(
      made({
        file: { ...file, meetings: [{ ...held, to: '2026-11-24T17:30:00.000Z' }] },
      }).meeting,
    ).toMatchObject({ on: '2026-11-24', until: '2026-11-25', to: '01.30' }));
  it('tells sixty things at most: the first and the newest', () => {
    const done = Array.from({ length: 200 }, (_, index) => ({
      at: new Date(Date.parse('2026-01-01T01:00:00.000Z') + index * 86_400_000).toISOString(),
      what: index === 0 ? ('registered' as const) : ('classified' as const),
      step: 2,
      round: 1,
    }));
    const { happenings } = made({ file: { ...file, done } });
    expect(happenings).toHaveLength(60);
    expect(happenings[0]?.on).toBe('2026-01-01');
    expect(happenings.at(-1)?.on).toBe('2026-07-19');
  });
});

describe('documentText', () => {
  it('is canonical: the same source gives the same text, whatever the order of its names', () => {
    const shuffled = Object.fromEntries(Object.entries(made()).reverse()) as OfficialDocument;
    expect(documentText(shuffled)).toBe(documentText(made()));
  });
  it('is never too long to be stored: the minutes are cut and say so, answer and settlement never', () => {
    const wide = '界';
    const text = documentText(
      made({
        answer: wide.repeat(20_000),
        settlement: wide.repeat(20_000),
        file: {
          ...file,
          meetings: [
            {
              ...held,
              discussion: wide.repeat(20_000),
              decisions: Array.from({ length: 30 }, () => ({ text: wide.repeat(2_000) })),
            },
          ],
        },
      }),
    );
    expect(Buffer.byteLength(text)).toBeLessThan(172_000);
    const document = officialDocument.parse(JSON.parse(text));
    expect([document.answer.length, document.settlement.length]).toEqual([20_000, 20_000]);
    expect(document.meeting?.discussion).toContain('(selengkapnya dalam berkas)');
    expect(document.meeting?.decisions).toHaveLength(30);
  });
});
