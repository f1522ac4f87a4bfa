import type { OfficialDocument } from '../index.js';

const verification = {
  code: 'A1B2-C3D4-E5F6-G7H8',
  url: 'https://aduan.example.go.id/v/A1B2-C3D4-E5F6-G7H8',
};

/** A Berita Acara of Waru as the office would make it, with changes. */
export const sample = (changes: Partial<OfficialDocument> = {}): OfficialDocument => ({
  format: 'aduan-document-2',
  documentId: 'b5e1c1b2-5a63-4f9b-9a77-0d6f4f6f0a11',
  kind: 'berita-acara',
  title: 'Berita Acara Hasil Tindak Lanjut Penyelesaian Masalah',
  number: '700.1.2.4/12/Kec.Waru/2026',
  date: '2026-11-24',
  kecamatan: { code: '64.09.02', name: 'Waru' },
  kabupaten: { code: '64.09', name: 'Penajam Paser Utara' },
  letterhead: {
    government: 'Pemerintah Kabupaten Penajam Paser Utara',
    office: 'Kecamatan Waru',
    address: 'Jalan Contoh Nomor 1, Waru, Kalimantan Timur 76284',
    contact: 'Telepon 0542-000000 · Surel kecamatan.waru@example.go.id',
  },
  registerNumber: 'REG/0007/Kec.Waru/2026',
  caseType: 'complaint',
  channel: 'walk-in',
  channelName: 'Datang langsung',
  receivedOn: '2026-11-16',
  round: 1,
  village: 'Kelurahan Waru',
  category: ['Jalan, jembatan dan drainase', 'Jalan rusak atau berlubang'],
  subject: 'Jalan di depan pasar berlubang',
  reporter: 'Pelapor Contoh',
  happenings: [
    { on: '2026-11-16', what: 'Pengaduan diterima dan dicatat.', by: 'Petugas Pengaduan' },
    { on: '2026-11-17', what: 'Pengaduan ditelaah dan diklasifikasi.', by: 'Tim Pengelolaan' },
    {
      on: '2026-11-18',
      what: 'Keterangan diminta dari Dinas Pekerjaan Umum dan Penataan Ruang.',
      by: 'Kasi/Kasubbag',
    },
    {
      on: '2026-11-20',
      what: 'Jawaban diterima dari Dinas Pekerjaan Umum dan Penataan Ruang.',
      by: 'Kasi/Kasubbag',
    },
    { on: '2026-11-23', what: 'Rapat pembahasan tindak lanjut diadakan.', by: 'Tim Pengelolaan' },
    { on: '2026-11-24', what: 'Penyelesaian diproses.', by: 'Kasi/Kasubbag' },
  ],
  meeting: {
    on: '2026-11-23',
    from: '09.00',
    to: '11.00',
    zone: 'WITA',
    place: 'Ruang rapat kantor kecamatan',
    attendants: [
      { role: 'Ketua Tim Pengelolaan', count: 1 },
      { role: 'Kepala Bidang Bina Marga (Dinas Pekerjaan Umum dan Penataan Ruang)', count: 1 },
      { role: 'Peserta rapat', count: 3 },
    ],
    discussion: 'Lubang sudah diukur. Bahan penambal tersedia di gudang dinas.',
    decisions: [
      {
        text: 'Lubang ditambal dengan aspal campuran panas.',
        unit: 'Dinas Pekerjaan Umum dan Penataan Ruang',
        due: '2026-12-04',
      },
      { text: 'Rambu sementara dipasang sampai penambalan selesai.' },
    ],
  },
  answer:
    'Jalan di depan pasar akan ditambal paling lambat 4 Desember 2026 oleh Dinas Pekerjaan Umum dan Penataan Ruang. Sampai saat itu rambu sementara dipasang di kedua arah.',
  settlement: 'Surat permintaan perbaikan sudah dikirim dan diterima dinas.',
  signer: {
    kind: 'camat',
    title: 'Camat Waru',
    name: 'Contoh Camat, S.Sos.',
    nip: '00000000 000000 0 000',
  },
  verification,
  ...changes,
});

/** A Jawaban: no meeting was held. */
export const jawaban = (changes: Partial<OfficialDocument> = {}): OfficialDocument => {
  const { meeting: _, ...rest } = sample();
  return {
    ...rest,
    kind: 'jawaban',
    title: 'Jawaban',
    caseType: 'consultation',
    subject: 'Syarat surat keterangan domisili usaha',
    happenings: rest.happenings.slice(0, 2),
    answer: 'Surat keterangan domisili usaha diurus di kelurahan dengan KTP dan bukti kepemilikan.',
    settlement: 'Daftar syarat diberikan kepada pelapor.',
    ...changes,
  };
};

const sentence = 'Petugas memeriksa lokasi bersama perwakilan warga dan mencatat hasilnya. ';

/** A text of about so many characters, in paragraphs. */
export const longText = (characters: number): string => {
  const paragraph = sentence.repeat(8).trim();
  const times = Math.ceil(characters / paragraph.length);
  return Array.from({ length: times }, () => paragraph)
    .join('\n\n')
    .slice(0, characters);
};

/** So many things that were done. */
export const happenings = (count: number): OfficialDocument['happenings'] =>
  Array.from({ length: count }, (_, index) => ({
    on: `2026-10-${String((index % 28) + 1).padStart(2, '0')}`,
    what: `Kegiatan ${index + 1}: ${sentence.repeat((index % 3) + 1).trim()}`,
    by: 'Kasi/Kasubbag',
  }));
