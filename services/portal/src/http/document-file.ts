import { DomainError, type Actor, type ComplaintPage, type ReporterPage } from '#libs/contracts';

/** Which file of a document is wanted: the one that was made, or the one that bears the signature. */
export type DocumentVersion = 'original' | 'signed';

/** The file of a document and what to call it. */
export interface DocumentFile {
  fileId: string;
  name: string;
}

/** Roles that see the draft of the answer as a part of their work, and so the document before it is signed. */
const seesUnsigned: readonly Actor['role'][] = ['petugas', 'tim', 'kasi', 'camat', 'inspektorat'];

const names = { 'berita-acara': 'Berita-Acara', jawaban: 'Jawaban', any: 'Dokumen' } as const;

// Nothing but letters, digits, dots and dashes goes into a header.
const named = (kind: keyof typeof names, number: string | undefined): string =>
  `${names[kind]}-${number ?? ''}`
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 100);

/**
 * The file that an officer gets of a document on the page that he sees. Throws DomainError `not-found`, `document-not-signed`,
 * `wrong-role` for who sees signed documents only.
 */
export const fileForOfficer = (
  { role }: Pick<Actor, 'role'>,
  page: Pick<ComplaintPage, 'documents'>,
  documentId: string,
  version: DocumentVersion | undefined,
): DocumentFile => {
  const document = page.documents.find((each) => each.documentId === documentId);
  if (!document) throw new DomainError('not-found');
  const { signedFileId, kind, number } = document;
  const name = named(kind, number);
  if (signedFileId !== undefined && version !== 'original') return { fileId: signedFileId, name };
  if (version === 'signed') throw new DomainError('document-not-signed');
  if (!seesUnsigned.includes(role)) throw new DomainError('wrong-role', { role });
  return { fileId: documentId, name };
};

/** The file that the reporter gets: of the document with which he was answered. Throws DomainError `not-found`. */
export const fileForReporter = (
  { answer }: Pick<ReporterPage, 'answer'>,
  documentId: string,
): DocumentFile => {
  if (answer?.documentId !== documentId || answer.fileId === undefined)
    throw new DomainError('not-found');
  return { fileId: answer.fileId, name: named('any', answer.documentNumber) };
};

const kinds: readonly [string, string, string][] = [
  ['%PDF-', 'application/pdf', 'pdf'],
  ['\u00ff\u00d8\u00ff', 'image/jpeg', 'jpg'],
  ['\u0089PNG\r\n', 'image/png', 'png'],
];

/** Media type and ending of a file by its first bytes: a scan may be a picture. */
export const kindOf = (bytes: Uint8Array): { mediaType: string; ending: string } => {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const [, mediaType, ending] = kinds.find(([start]) => head.startsWith(start)) ?? [];
  return { mediaType: mediaType ?? 'application/octet-stream', ending: ending ?? 'bin' };
};
