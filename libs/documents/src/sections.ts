import { longDate } from './date-words.js';
import type { Meeting, OfficialDocument } from './document.js';
import { withShortEnd } from './short-end.js';
import { factsTable, linedTable } from './tables.js';
import type { Node, Writer } from './writer.js';

/** A part of the document under a heading. */
export interface Section {
  title: string;
  nodes: Node[];
}

const caseTypeNames: Record<OfficialDocument['caseType'], string> = {
  complaint: 'Pengaduan',
  consultation: 'Konsultasi',
  aspiration: 'Aspirasi',
  'information-request': 'Permintaan informasi',
};
/** What the reporter asked for, as the office calls it. */
export const caseTypeName = (type: OfficialDocument['caseType']): string => caseTypeNames[type];

const signedBy = ({ signer }: OfficialDocument): string => {
  const who = signer.name === undefined ? signer.title : `${signer.name}, ${signer.title}`;
  return signer.letterNumber === undefined
    ? who
    : `${who} (Surat Perintah Nomor ${signer.letterNumber})`;
};

const parties = (write: Writer, document: OfficialDocument): Section => ({
  title: 'Para pihak',
  nodes: [
    factsTable(write, [
      ['Pelapor', document.reporter ?? 'Tidak diketahui'],
      ['Pejabat penanda tangan', signedBy(document)],
    ]),
  ],
});

const matter = (write: Writer, document: OfficialDocument): Section => ({
  title: 'Pokok masalah',
  nodes: [
    factsTable(write, [
      ['Nomor register', document.registerNumber],
      ['Jenis', caseTypeName(document.caseType)],
      ['Tanggal diterima', longDate(document.receivedOn)],
      ['Kanal', document.channelName],
      ['Kelurahan/desa', document.village],
      ['Klasifikasi', document.category?.join(' – ')],
      ['Pokok masalah', document.subject],
      ['Putaran', document.round > 1 ? `ke-${document.round}` : undefined],
    ]),
  ],
});

const done = (write: Writer, { happenings }: OfficialDocument): Section => ({
  title: 'Tindak lanjut yang telah dilakukan',
  nodes: [
    linedTable(
      write,
      [
        { title: 'No.', width: 24 },
        { title: 'Tanggal', width: 92 },
        { title: 'Uraian', width: '*' },
        { title: 'Pelaksana', width: 96 },
      ],
      happenings.map(({ on, what, by }, index) => [`${index + 1}.`, longDate(on), what, by ?? '–']),
    ),
  ],
});

const timeOf = ({ on, from, to, until, zone }: Meeting): string =>
  until === undefined
    ? `${longDate(on)}, pukul ${from} sampai ${to} ${zone}`
    : `${longDate(on)} pukul ${from} sampai ${longDate(until)} pukul ${to} ${zone}`;

const attendantsOf = ({ attendants }: Meeting): string =>
  attendants.map(({ role, count }) => (count === 1 ? role : `${role} (${count} orang)`)).join('; ');

// A heading of its own kind: it never stands at the foot of a page.
const lead: Node = { style: 'lead', headlineLevel: 1 };

const decisionsTable = (write: Writer, { decisions }: Meeting): Node[] =>
  decisions.length === 0
    ? []
    : [
        write.text('Keputusan rapat:', lead),
        linedTable(
          write,
          [
            { title: 'No.', width: 24 },
            { title: 'Keputusan', width: '*' },
            { title: 'Pelaksana', width: 124 },
            { title: 'Batas waktu', width: 92 },
          ],
          decisions.map(({ text, unit, due }, index) => [
            `${index + 1}.`,
            text,
            unit ?? '–',
            due === undefined ? '–' : longDate(due),
          ]),
        ),
      ];

const held = (write: Writer, meeting: Meeting): Section => ({
  title: 'Rapat pembahasan tindak lanjut',
  nodes: [
    factsTable(write, [
      ['Waktu', timeOf(meeting)],
      ['Tempat', meeting.place],
      ['Peserta', meeting.attendants.length === 0 ? undefined : attendantsOf(meeting)],
    ]),
    ...(meeting.discussion === undefined
      ? []
      : [write.text('Pembahasan:', lead), ...write.paragraphs(meeting.discussion)]),
    ...decisionsTable(write, meeting),
  ],
});

/** The parts between opening and closing sentence. The settlement is the last one: it is kept apart for its end stays with the signature. */
export const sectionsOf = (write: Writer, document: OfficialDocument): Section[] => [
  parties(write, document),
  matter(write, document),
  ...(document.happenings.length === 0 ? [] : [done(write, document)]),
  ...(document.meeting === undefined ? [] : [held(write, document.meeting)]),
  { title: 'Jawaban', nodes: write.paragraphs(document.answer) },
  { title: 'Penyelesaian', nodes: write.paragraphs(withShortEnd(document.settlement)) },
];
