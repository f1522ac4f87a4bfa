import pdfmake from 'pdfmake';
import type { OfficialDocument } from './document.js';
import { coverage, fontFiles } from './fonts.js';
import { layoutOf } from './layout.js';

const files = fontFiles();
const readable = new Set(Object.values(files).flatMap(({ normal, bold }) => [normal, bold]));
pdfmake.setFonts(files);
// Nothing that somebody wrote may make the server fetch or read anything.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => readable.has(path));

/** The document as PDF. Throws RangeError for a date that is none. */
export const printed = async (document: OfficialDocument): Promise<Uint8Array> =>
  pdfmake.createPdf(layoutOf(document, coverage())).getBuffer();
