import { createHash } from 'node:crypto';
import { derivedId } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { SigningFailure } from './faults.js';

const tries = 5;
const pauseMs = 400;

/** Where the signed form of a document is kept: an id that whoever comes after a crash finds again. */
export const signedFileId = (documentId: string): string => derivedId('file', documentId, 'signed');

/** A signed file as it is recorded. */
export interface KeptFile {
  fileId: string;
  sha256: string;
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The documents and their signed forms among the files of a complaint. */
export class SignedFiles {
  constructor(private readonly kit: Pick<ServiceKit, 'files' | 'logger'>) {}

  /** The signed form of a document, if it is kept already. */
  async find(documentId: string, complaintId: string): Promise<KeptFile | undefined> {
    const fileId = signedFileId(documentId);
    const bytes = await this.kit.files.get(fileId, complaintId);
    return bytes && { fileId, sha256: sha256Of(bytes) };
  }

  /** The document as it was made. Throws SigningFailure `document-unusable` when it is missing or another one. */
  async document(documentId: string, complaintId: string, sha256: unknown): Promise<Buffer> {
    const bytes = await this.kit.files.get(documentId, complaintId);
    if (bytes && sha256Of(bytes) === sha256) return bytes;
    throw new SigningFailure('document-unusable');
  }

  /**
   * Keeps what cannot be made again: the signature was given by now, so a store that does not answer is asked several
   * times. Throws SigningFailure `not-stored`.
   */
  async keep(documentId: string, complaintId: string, bytes: Buffer): Promise<KeptFile> {
    const fileId = signedFileId(documentId);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.kit.files.put(fileId, complaintId, bytes);
        return { fileId, sha256: sha256Of(bytes) };
      } catch (err) {
        this.kit.logger.error({ err, documentId, attempt }, 'a signed document cannot be stored');
        if (attempt === tries) throw new SigningFailure('not-stored');
        await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt));
      }
    }
  }
}
