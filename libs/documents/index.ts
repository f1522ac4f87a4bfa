/** Berita Acara and Jawaban: what they say as data, and the PDF that is made of it. */
export { dateInWords, longDate } from './src/date-words.js';
export {
  officialDocument,
  type Happening,
  type Letterhead,
  type Meeting,
  type OfficialDocument,
} from './src/document.js';
export { inWords } from './src/number-words.js';
export { BeritaAcaraRenderer, type DocumentRenderer } from './src/renderer.js';
export { plainCode, verificationCodeOf } from './src/verification-code.js';
