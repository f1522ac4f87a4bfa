/** Words of the frame of every action. */
export const frame = {
  withoutNumber: 'Belum bernomor',
  theCase: 'Isi pengaduan',
  place: 'Tempat',
  village: 'Kelurahan/desa',
  type: 'Jenis',
  category: 'Kategori',
  received: 'Diterima',
  added: 'Keterangan tambahan',
  otherChange: 'Perubahan pada pengaduan',
  sendAgain: 'Isian Anda masih ada. Kirim lagi sebentar lagi; tidak akan tercatat dua kali.',
  toReview: 'Periksa dulu',
  reviewTitle: 'Periksa sekali lagi: ini tidak dapat dibatalkan',
  reviewCard: 'Isian Anda',
  change: 'Ubah isian',
  changedAway: 'Pengaduan ini berubah, dan tindakan ini tidak lagi dapat dilakukan',
  notNow: 'Tindakan ini tidak dapat dilakukan sekarang',
  notNowBody: 'Pengaduan berada pada langkah lain, sedang dikerjakan rekan, atau sudah selesai.',
  typed: 'Isian Anda, untuk disalin',
  toCase: 'Lihat pengaduan',
};
/** What is wrong with a field. */
export const reasons = {
  required: 'Wajib diisi.',
  choose: 'Pilih salah satu.',
  when: 'Tanggal atau waktu belum benar.',
  email: 'Alamat surel belum benar.',
  wrong: 'Isian belum benar.',
  tooLong: (n: number): string => `Terlalu panjang; paling banyak ${n} karakter.`,
  tooMany: (n: number): string => `Terlalu banyak; paling banyak ${n}.`,
  atLeast: (n: number): string => `Isi sedikitnya ${n}.`,
  codes: {
    'reason-required': 'Sebutkan alasannya.',
    'too-far-ahead': 'Terlalu jauh ke depan.',
    'nobody-present': 'Sedikitnya satu orang harus hadir.',
    'before-receipt': 'Sebelum pengaduan diterima.',
    'before-meeting': 'Sebelum hari rapat.',
    'decision-required': 'Sebutkan keputusannya.',
    'control-characters': 'Ada tanda yang tidak dapat dicetak.',
    'invalid-nik': 'NIK belum benar.',
    'invalid-phone': 'Nomor telepon belum benar.',
  },
};
/** Why a page to look over comes first. */
export const consequences = {
  alihkan: 'Pengaduan ditutup di sini dan pelapor diberi tahu.',
  sampaikan: 'Jawaban dianggap diterima pelapor dan masa tanggapan mulai.',
  segel: 'Anda tidak akan dapat melihat pengaduan ini lagi.',
  'hapus-identitas': 'Kunci data pelapor dimusnahkan.',
};
/** Labels. */
export const fields = {
  reason: 'Alasan',
  question: 'Pertanyaan',
  answer: 'Jawaban',
  answerBy: 'Dijawab paling lambat',
  destination: 'Instansi tujuan',
  ground: 'Dasar',
  note: 'Catatan',
  summary: 'Rangkuman',
  settlement: 'Penyelesaian',
  text: 'Keterangan',
  unitId: 'Pihak terkait',
  dueAt: 'Batas waktu',
  consultationId: 'Permintaan jawaban',
  answeredAt: 'Waktu jawaban',
  requestId: 'Pertanyaan yang dijawab',
  caseType: 'Jenis',
  categoryId: 'Kategori',
  priority: 'Prioritas',
  unitIds: 'Unit penanggung jawab',
  fieldExamination: 'Perlu pemeriksaan lapangan',
  acceptUnanswered: 'Lanjut walaupun ada pihak yang belum menjawab',
  method: 'Cara penyampaian',
  deliveredAt: 'Waktu penyampaian',
  receivedBy: 'Diterima oleh',
  satisfied: 'Apakah pelapor puas?',
  reopenReason: 'Mengapa belum puas',
  comment: 'Tanggapan',
};
/** Choices. */
export const grounds = { camat: 'Mengenai Camat', graft: 'Dugaan korupsi' };
/** How an answer is given. */
export const methods = {
  counter: 'Di loket',
  email: 'Surel',
  phone: 'Telepon',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  letter: 'Surat',
  'notice-board': 'Papan pengumuman',
  'social-media': 'Media sosial',
  'sp4n-lapor': 'SP4N LAPOR!',
};
/** Who received it. */
export const receivers = { reporter: 'Pelapor', representative: 'Wakil pelapor', public: 'Umum' };
/** Why somebody is not satisfied. */
export const reopenReasons = {
  misclassified: 'Salah dipahami',
  'facts-incomplete': 'Fakta kurang lengkap',
  'decision-contested': 'Keberatan atas keputusan',
  'not-carried-out': 'Belum dilaksanakan',
  'answer-unclear': 'Jawaban kurang jelas',
};
/** What happened to a case meanwhile. */
export const events = {
  StepTaken: 'Langkah diambil',
  StepReleased: 'Langkah dilepas',
  ComplaintClassified: 'Diklasifikasi',
  UnitConsulted: 'Pihak terkait ditanyai',
  UnitAnswered: 'Jawaban pihak terkait dicatat',
  CoordinationConcluded: 'Koordinasi disimpulkan',
  AnswerDrafted: 'Naskah jawaban ditulis',
  SettlementProcessed: 'Diajukan untuk ditandatangani',
  ResultDelivered: 'Jawaban disampaikan',
  CaseClosed: 'Pengaduan ditutup',
  CaseHandedOver: 'Diteruskan ke langkah berikut',
  ClarificationRequested: 'Pelapor ditanyai',
};
/** Words of the record of a meeting. */
export const meeting = {
  at: 'Waktu rapat',
  place: 'Tempat rapat',
  agenda: 'Acara',
  agendaHint: 'Satu acara setiap baris.',
  invited: 'Undangan',
  from: 'Mulai',
  to: 'Selesai',
  attendance: 'Daftar hadir',
  addAttendant: 'Tambah peserta',
  name: 'Nama',
  position: 'Jabatan',
  institution: 'Instansi',
  absent: 'Tidak hadir',
  discussion: 'Pembahasan',
  decisions: 'Keputusan',
  addDecision: 'Tambah keputusan',
  text: 'Isi keputusan',
  unit: 'Pelaksana',
  due: 'Tenggat',
  outcome: 'Hasil rapat',
  decided: 'Sudah ada keputusan: langkah selesai',
  undecided: 'Belum ada keputusan: perlu rapat lagi',
  attendant: (n: number): string => `Peserta ${n}`,
  decision: (n: number): string => `Keputusan ${n}`,
};
