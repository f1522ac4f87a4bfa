import { longDate } from './date-words.js';
import type { OfficialDocument } from './document.js';
import type { Node, Writer } from './writer.js';

/** Where the name would stand, to be written by hand. */
const dots = '(.........................................................)';

const placeOf = ({ signer, kecamatan, kabupaten }: OfficialDocument): string =>
  signer.kind === 'inspektorat' ? kabupaten.name : kecamatan.name;

const signerNodes = (write: Writer, document: OfficialDocument): Node[] => {
  const { signer, date } = document;
  return [
    write.text(`${placeOf(document)}, ${longDate(date)}`, { style: 'signature' }),
    write.text(`${signer.title},`, { style: 'signature' }),
    // Room for hand and stamp, or for what an electronic signature shows.
    { text: '', margin: [0, 0, 0, 62] },
    signer.name === undefined
      ? write.text(dots, { style: 'signature' })
      : write.text(signer.name, { style: 'signature', bold: true, decoration: 'underline' }),
    ...(signer.nip === undefined ? [] : [write.text(`NIP. ${signer.nip}`, { style: 'signature' })]),
  ];
};

const checkNodes = (write: Writer, { verification }: OfficialDocument): Node[] => [
  { qr: verification.url, fit: 92, eccLevel: 'M', margin: [0, 2, 0, 5] },
  write.text(
    `Keaslian dokumen ini dapat diperiksa dengan memindai kode di atas, atau di ${verification.url}`,
    { style: 'small' },
  ),
];

/** The signature, with the way to check it beside it. */
export const signatureNodes = (write: Writer, document: OfficialDocument): Node => ({
  columnGap: 28,
  columns: [
    { width: '*', stack: checkNodes(write, document) },
    { width: 232, stack: signerNodes(write, document) },
  ],
});
