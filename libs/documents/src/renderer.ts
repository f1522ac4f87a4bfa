import type { OfficialDocument } from './document.js';

/** Makes the paper of a document. */
export interface DocumentRenderer {
  readonly mediaType: string;
  /** The file. The same document gives the same bytes, as long as renderer and fonts are the same. */
  render(document: OfficialDocument): Promise<Uint8Array>;
}

/** Renders Berita Acara and Jawaban as PDF, with the fonts embedded. */
export class BeritaAcaraRenderer implements DocumentRenderer {
  readonly mediaType = 'application/pdf';

  /** Throws RangeError for a date that is none. */
  async render(document: OfficialDocument): Promise<Uint8Array> {
    // Engine and fonts take 30 MB and are for the few processes that ever print.
    const { printed } = await import('./engine.js');
    return printed(document);
  }
}
