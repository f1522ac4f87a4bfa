import { dateInWords, longDate } from './date-words.js';
import type { OfficialDocument } from './document.js';
import { mainFont, type Coverage } from './fonts.js';
import { letterheadNodes } from './letterhead.js';
import { caseTypeName, sectionsOf, type Section } from './sections.js';
import { isShort } from './short-end.js';
import { signatureNodes } from './signatures.js';
import { writerOf, type Node, type Writer } from './writer.js';

/** A4, in points. */
const pageHeight = 841.89;
/** Left, top, right, bottom. */
const margins = [71, 48, 57, 62] as const;

const styles = {
  government: { fontSize: 13, bold: true, alignment: 'center' },
  office: { fontSize: 17, bold: true, alignment: 'center' },
  address: { fontSize: 10, alignment: 'center' },
  title: { fontSize: 13, bold: true, alignment: 'center', decoration: 'underline' },
  number: { alignment: 'center', margin: [0, 1, 0, 12] },
  heading: { bold: true, margin: [0, 6, 0, 3] },
  lead: { margin: [0, 2, 0, 2] },
  paragraph: { alignment: 'justify', margin: [0, 0, 0, 6] },
  block: { margin: [0, 0, 0, 4] },
  cell: { fontSize: 11 },
  signature: { alignment: 'center' },
  small: { fontSize: 8.5 },
};

const openingOf = (document: OfficialDocument): string => {
  const { date, kecamatan, kabupaten, signer, registerNumber } = document;
  const where =
    signer.kind === 'inspektorat'
      ? `Kabupaten ${kabupaten.name}`
      : `Kecamatan ${kecamatan.name}, Kabupaten ${kabupaten.name}`;
  const today = `Pada hari ini ${dateInWords(date)} (${longDate(date)}), bertempat di ${where},`;
  const matter = `${caseTypeName(document.caseType).toLowerCase()} dengan nomor register ${registerNumber}`;
  return document.kind === 'berita-acara'
    ? `${today} yang bertanda tangan di bawah ini menerangkan hasil tindak lanjut penyelesaian masalah atas ${matter} sebagai berikut.`
    : `${today} menanggapi ${matter}, disampaikan jawaban sebagai berikut.`;
};

const closings = {
  'berita-acara':
    'Demikian Berita Acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.',
  jawaban:
    'Demikian jawaban ini disampaikan untuk diketahui dan dipergunakan sebagaimana mestinya.',
};

const letterOf = (index: number): string => String.fromCodePoint(65 + index);

const headed = (write: Writer, { title, nodes }: Section, index: number): Node[] => [
  write.text(`${letterOf(index)}. ${title}`, { style: 'heading', headlineLevel: 1 }),
  ...nodes,
];

const textOf = (node: Node | undefined): string => {
  const text = node?.['text'];
  if (!Array.isArray(text)) return typeof text === 'string' ? text : '';
  return text.map((run: { text: string }) => run.text).join('');
};

// Within a block that is not broken a heading must not ask for a new page of its own: it would leave an empty one.
const unbroken = ({ headlineLevel: _, ...heading }: Node): Node => heading;

// The signature never stands alone: the closing sentence stays with it, and the end of the text where that is short.
const ended = (write: Writer, document: OfficialDocument, nodes: Node[]): Node[] => {
  const kept = isShort(textOf(nodes.at(-1))) ? nodes.slice(-1) : [];
  // A heading is not left behind by its only paragraph.
  const heading = nodes.at(-2);
  const above = kept.length > 0 && heading?.['style'] === 'heading' ? [unbroken(heading)] : [];
  const rest = nodes.slice(0, nodes.length - kept.length - above.length);
  const closing = write.text(closings[document.kind], {
    style: 'paragraph',
    margin: [0, 6, 0, 14],
  });
  const signature = signatureNodes(write, document);
  const note = write.replaced()
    ? [
        write.text(
          'Tanda \uFFFD menggantikan karakter yang tidak dapat dicetak; naskah lengkapnya tersimpan dalam sistem.',
          { style: 'small', margin: [0, 10, 0, 0] },
        ),
      ]
    : [];
  return [...rest, { unbreakable: true, stack: [...above, ...kept, closing, signature, ...note] }];
};

const contentOf = (write: Writer, document: OfficialDocument): Node[] => {
  const head = [
    ...letterheadNodes(write, document.letterhead),
    write.text(document.title.toUpperCase(), { style: 'title' }),
    write.text(`Nomor: ${document.number}`, { style: 'number' }),
    write.text(openingOf(document), { style: 'paragraph' }),
  ];
  const body = sectionsOf(write, document).flatMap((each, index) => headed(write, each, index));
  return [...head, ...ended(write, document, body)];
};

const footerOf =
  (write: Writer, { number, kind }: OfficialDocument) =>
  (page: number, pages: number): Node => ({
    margin: [71, 18, 57, 0],
    columns: [
      write.text(`${kind === 'jawaban' ? 'Jawaban' : 'Berita Acara'} Nomor ${number}`, {
        style: 'small',
        width: '*',
      }),
      write.text(`Halaman ${page} dari ${pages}`, {
        style: 'small',
        width: 100,
        alignment: 'right',
      }),
    ],
  });

interface Placed {
  headlineLevel?: number;
  startPosition: { top: number };
}
interface Neighbours {
  getFollowingNodesOnPage(): unknown[];
}

/** Below this no heading begins: there is room for it, the head of a table and a row of two lines. */
const lowestHeading = pageHeight - margins[3] - 72;

const begunTooLow = ({ headlineLevel, startPosition }: Placed, near: Neighbours): boolean =>
  headlineLevel === 1 &&
  (startPosition.top > lowestHeading || near.getFollowingNodesOnPage().length === 0);

/** The document as pdfmake lays it out. Equal documents give equal definitions and, with the date fixed, equal bytes. */
export const layoutOf = (document: OfficialDocument, coverage: Coverage): Node => {
  const write = writerOf(coverage);
  return {
    pageSize: 'A4',
    pageMargins: [...margins],
    language: 'id',
    info: {
      title: `${document.title} ${document.number}`,
      author: document.letterhead.office,
      producer: 'Aduan',
      creator: 'Aduan',
      creationDate: new Date(`${document.date}T00:00:00.000Z`),
    },
    defaultStyle: { font: mainFont, fontSize: 11.5, lineHeight: 1.12 },
    styles,
    content: contentOf(write, document),
    footer: footerOf(write, document),
    // No heading at the foot of a page.
    pageBreakBefore: begunTooLow,
  };
};
