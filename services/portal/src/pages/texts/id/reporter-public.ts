/** The first page, in Bahasa Indonesia. */
export const start = {
  title: 'Sampaikan pengaduan Anda',
  lead: 'Pengaduan, konsultasi, aspirasi dan permintaan informasi kepada kantor kecamatan.',
  office: 'Kecamatan',
  steps: (name: string): string => `Tujuh langkah di Kecamatan ${name}`,
  total: (text: string): string =>
    `Seluruhnya ${text} kerja, menurut prosedur yang ditetapkan kantor.`,
  channels: 'Cara menyampaikan',
};

/** Checking a document, in Bahasa Indonesia. */
export const verify = {
  title: 'Periksa keaslian dokumen',
  holds: 'Dokumen ini berlaku',
  not: 'Dokumen ini belum atau tidak berlaku',
  void: 'Dokumen ini dibatalkan',
  voidBody: 'Jangan gunakan dokumen ini. Tanyakan penggantinya kepada kantor kecamatan.',
  unknown: 'Tidak ada dokumen dengan kode ini',
  unknownBody:
    'Periksa kembali kode pada dokumen. Bila kodenya sudah benar, dokumen itu bukan dari kantor kami.',
  kind: 'Jenis',
  kinds: { 'berita-acara': 'Berita Acara', jawaban: 'Jawaban' },
  number: 'Nomor',
  date: 'Tanggal',
  office: 'Kecamatan',
  signer: 'Penanda tangan',
  signers: {
    camat: 'Camat',
    plh: 'Pelaksana harian Camat',
    plt: 'Pelaksana tugas Camat',
    inspektorat: 'Inspektorat',
  },
  reporter: 'Pelapor (disamarkan)',
  state: 'Keadaan',
  states: {
    approved: 'Disetujui, belum bernomor',
    numbered: 'Bernomor, belum ditandatangani',
    rendered: 'Dibuat, belum ditandatangani',
    signed: 'Ditandatangani',
    stamped: 'Ditandatangani dan dicap',
    void: 'Dibatalkan',
  },
  method: 'Cara tanda tangan',
  methods: { electronic: 'Elektronik', paper: 'Di atas kertas' },
  sha256: 'SHA-256 dokumen asli',
  signedSha256: 'SHA-256 berkas bertanda tangan',
  compare:
    'Untuk membandingkan, hitung SHA-256 berkas Anda (Windows: certutil -hashfile BERKAS SHA256; Linux: sha256sum BERKAS; macOS: shasum -a 256 BERKAS). Bila hasilnya sama dengan salah satu di atas, berkas itu tidak diubah.',
};

/** What is kept of whom, in Bahasa Indonesia. */
export const privacy = {
  title: 'Privasi',
  lead: 'Data apa yang kami simpan, untuk apa, berapa lama, dan apa hak Anda (UU 27/2022 tentang Pelindungan Data Pribadi).',
  parts: [
    {
      title: 'Yang disimpan',
      items: [
        'Isi laporan, tempat kejadian, foto dan berkas yang Anda kirim. Keterangan tempat di dalam foto dihapus.',
        'Nama dan kontak, bila Anda mengisinya. Anda boleh melapor tanpa nama.',
        'Apa yang dikerjakan petugas, kapan, dan jawabannya.',
        'Kuki yang diperlukan agar formulir dan pelacakan bekerja. Tidak ada kuki iklan atau pelacak.',
      ],
    },
    {
      title: 'Untuk apa',
      items: [
        'Menangani laporan Anda dan menyampaikan jawabannya kepada Anda.',
        'Menghitung lama dan mutu layanan; angka itu tidak menyebut nama.',
      ],
    },
    {
      title: 'Siapa yang melihat',
      items: [
        'Petugas kecamatan yang menangani laporan Anda. Laporan tentang Camat atau dugaan korupsi hanya dilihat Inspektorat.',
        'Bila Anda memilih nama dirahasiakan, pihak yang dilaporkan dan masyarakat tidak mengetahuinya.',
        'Data pribadi dan isi laporan disimpan tersandi.',
      ],
    },
    {
      title: 'Berapa lama',
      items: [
        'Isian dan foto yang belum dikirim: paling lama 24 jam.',
        'Tanda terima dengan kode lacak: 15 menit. Pelacakan di peramban: satu jam.',
        'Laporan beserta data pribadinya: sampai penghapusan diminta dan disetujui, sejauh jadwal retensi arsip mengizinkan. Berita Acara adalah arsip negara.',
      ],
    },
    {
      title: 'Hak Anda',
      items: [
        'Mengetahui dan mendapat salinan data Anda, dan memperbaiki data yang salah.',
        'Meminta pemrosesan dibatasi, dan menarik persetujuan.',
        'Meminta data dihapus: kuncinya dimusnahkan sehingga data tidak dapat dibaca lagi.',
        'Mengajukan keberatan, dan menuntut ganti rugi atas pelanggaran menurut hukum.',
      ],
    },
  ],
  whom: 'Kepada siapa bertanya',
  whomBody:
    'Datang, telepon atau kirim surat kepada kantor kecamatan tempat Anda melapor. Sebutkan nomor register; jangan kirimkan kode lacak.',
};

/** Photos and files of the report, in Bahasa Indonesia. */
export const photos = {
  title: 'Foto dan berkas',
  choose: 'Pilih foto atau berkas',
  hint: 'Foto (JPEG, PNG, WebP) atau PDF, sekali kirim 5 berkas, masing-masing 10 MB. Keterangan tempat di dalam foto dihapus.',
  add: 'Unggah',
  kept: 'Yang sudah diunggah',
  remove: 'Hapus',
  missed: 'Sebagian foto belum terlampir. Laporan Anda tetap tercatat.',
  retry: 'Lampirkan lagi',
  files: 'Berkas',
  download: (name: string): string => `Unduh ${name}`,
};
