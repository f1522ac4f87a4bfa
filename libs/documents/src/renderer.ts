import pdfmake from 'pdfmake';
import type { OfficialDocument } from './document.js';
import { coverage, fontFiles } from './fonts.js';
import { layoutOf } from './layout.js';

/** Makes the paper of a document. */
export interface DocumentRenderer {
  readonly mediaType: string;
  /** The file. The same document gives the same bytes, as long as renderer and fonts are the same. */
  render(document: OfficialDocument): Promise<Uint8Array>;
}

const files = fontFiles();
const readable = new Set(Object.values(files).flatMap(({ normal, bold }) => [normal, bold]));
pdfmake.setFonts(files);
// Nothing that somebody wrote may make the server fetch or read anything.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => readable.has(path));

/** Renders Berita Acara and Jawaban as PDF, with the fonts embedded. */
export class BeritaAcaraRenderer implements DocumentRenderer {
  readonly mediaType = 'application/pdf';

  /** Throws RangeError for a date that is none. */
  async render(document: OfficialDocument): Promise<Uint8Array> {
    return pdfmake.createPdf(layoutOf(document, coverage())).getBuffer();
  }
}
