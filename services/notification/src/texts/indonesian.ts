import { inWords, type Dictionary, type LetterFacts } from './letter.js';

const office = ({ kecamatan }: LetterFacts): string => `kantor Kecamatan ${kecamatan}`;

const numberAndCode = ({ registerNumber, trackingCode }: LetterFacts): string =>
  [
    `Nomor register: ${registerNumber}`,
    ...(trackingCode === undefined ? [] : [`Kode pelacakan: ${trackingCode}`]),
  ].join('\n');

const respond = (facts: LetterFacts): string =>
  facts.publicUrl === undefined
    ? `Anda dapat menyampaikannya di ${office(facts)} dengan menyebut nomor register.`
    : `Anda dapat menyampaikannya di ${facts.publicUrl} dengan kode pelacakan, atau di ${office(facts)}.`;

const follow = ({ publicUrl }: LetterFacts): string =>
  'Simpan kode pelacakan dan jangan berikan kepada orang lain: siapa pun yang memilikinya dapat ' +
  `membaca laporan Anda.${publicUrl === undefined ? '' : ` Perkembangan laporan: ${publicUrl}`}`;

const stepOf = ({ step }: LetterFacts): string =>
  step === undefined ? '' : `langkah ${step.number} (${step.name.id})`;

const closings = {
  satisfied: () => 'Laporan Anda telah selesai ditangani. Terima kasih atas tanggapan Anda.',
  silent: ({ silentCloseDays }: LetterFacts) =>
    `Kami tidak menerima tanggapan atas jawaban kami dalam ${silentCloseDays} hari kerja. Oleh karena itu ` +
    'laporan Anda ditutup. Bila masalahnya masih ada, silakan menyampaikan laporan baru.',
  withdrawn: () => 'Sesuai permintaan Anda, laporan ini dicabut dan ditutup.',
  referred: ({ text }: LetterFacts) =>
    'Laporan Anda di luar kewenangan kecamatan' +
    `${text === undefined ? ' dan telah diteruskan kepada instansi yang berwenang' : `. Laporan telah diteruskan kepada: ${text}`}.`,
  'answered-with-primary': (facts: LetterFacts) =>
    'Laporan Anda mengenai hal yang sama dengan laporan lain yang sudah dijawab, sehingga ditutup bersama ' +
    `laporan itu. Jawabannya dapat Anda peroleh di ${office(facts)} dengan menyebut nomor register.`,
} as const;

/** Bahasa Indonesia. */
export const indonesian: Dictionary = {
  toReporter: 'Yth. Pelapor,',
  toOfficer: 'Yth. Bapak/Ibu,',
  footer: ({ kecamatan, kabupaten }) =>
    `Kecamatan ${kecamatan}, Kabupaten ${kabupaten}\nSurel ini dikirim otomatis; mohon tidak dibalas.`,
  messages: {
    registered: (facts) => ({
      subject: `Laporan Anda telah dicatat: ${facts.registerNumber}`,
      paragraphs: [
        `Laporan Anda telah diterima dan dicatat di Kecamatan ${facts.kecamatan}.`,
        numberAndCode(facts),
        facts.trackingCode === undefined ? undefined : follow(facts),
        facts.freeOfCharge ? 'Pelayanan ini tidak dipungut biaya.' : undefined,
      ],
    }),
    clarification: (facts) => ({
      subject: `Pertanyaan tentang laporan Anda: ${facts.registerNumber}`,
      paragraphs: [
        'Agar laporan Anda dapat ditangani, kami perlu keterangan tambahan:',
        facts.text,
        facts.about?.answerBy === undefined
          ? undefined
          : `Mohon dijawab paling lambat ${inWords(facts.about.answerBy, 'id')}.`,
        respond(facts),
        numberAndCode(facts),
      ],
    }),
    answer: (facts) => ({
      subject: `Jawaban atas laporan Anda: ${facts.registerNumber}`,
      paragraphs: [
        'Laporan Anda telah ditangani. Jawaban kami:',
        facts.text,
        'Apakah jawaban ini memuaskan? Bila tidak ada tanggapan dalam ' +
          `${facts.silentCloseDays} hari kerja, laporan dianggap selesai.`,
        respond(facts),
        numberAndCode(facts),
      ],
    }),
    reopened: (facts) => ({
      subject: `Laporan Anda dibuka kembali: ${facts.registerNumber}`,
      paragraphs: [
        'Terima kasih atas tanggapan Anda. Karena jawaban kami belum memuaskan, laporan Anda dibuka kembali' +
          `${facts.step === undefined ? '' : ` mulai dari ${stepOf(facts)}`}.`,
        `Nomor register: ${facts.registerNumber}`,
      ],
    }),
    closed: (facts) => ({
      subject: `Laporan Anda ditutup: ${facts.registerNumber}`,
      paragraphs: [
        closings[facts.about?.outcome ?? 'satisfied'](facts),
        `Nomor register: ${facts.registerNumber}`,
      ],
    }),
    'queue-entry': (facts) => ({
      subject: `Laporan ${facts.registerNumber} menunggu Anda`,
      paragraphs: [
        `Laporan ${facts.registerNumber} menunggu untuk dikerjakan pada ${stepOf(facts)}.`,
        facts.publicUrl === undefined
          ? 'Silakan masuk ke Aduan untuk mengerjakannya.'
          : `Silakan masuk ke Aduan untuk mengerjakannya: ${facts.publicUrl}`,
      ],
    }),
    'unit-reminder': (facts) => ({
      subject: `Pengingat: ${facts.unitName ?? 'unit terkait'} belum menjawab (${facts.registerNumber})`,
      paragraphs: [
        `${facts.unitName ?? 'Unit terkait'} belum menjawab permintaan koordinasi untuk laporan ` +
          `${facts.registerNumber}, dan waktunya sudah lewat. Ini pengingat ke-${facts.about?.reminder ?? 1}.`,
        'Mohon hubungi unit tersebut, atau catat jawabannya bila sudah ada.',
      ],
    }),
  },
};
