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

/** Longer addresses do not fit on one line. */
const fittingAddress = 54;

const checkNodes = (write: Writer, { verification }: OfficialDocument): Node[] => {
  const { url, code } = verification;
  return [
    { qr: url, fit: 92, eccLevel: 'M', margin: [0, 2, 0, 5] },
    write.text('Keaslian dokumen ini dapat diperiksa dengan memindai kode di atas, atau di', {
      style: 'small',
    }),
    // Somebody may have to type it: where it can be it is not torn at a dash of the code.
    write.text(url, { style: 'small', noWrap: url.length <= fittingAddress }),
    write.text(`Kode verifikasi: ${code}`, { style: 'small', noWrap: true }),
  ];
};

/** The signature, with the way to check it beside it. */
export const signatureNodes = (write: Writer, document: OfficialDocument): Node => ({
  columnGap: 20,
  columns: [
    { width: '*', stack: checkNodes(write, document) },
    { width: 212, stack: signerNodes(write, document) },
  ],
});
