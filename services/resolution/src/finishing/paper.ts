import { createHash } from 'node:crypto';
import { FileDiffers } from '#libs/attachments';
import {
  BeritaAcaraRenderer,
  officialDocument,
  type DocumentRenderer,
  type OfficialDocument,
} from '#libs/documents';
import { derivedId } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { documentText } from './document.js';

const renderer: DocumentRenderer = new BeritaAcaraRenderer();

/** The document as it is recorded: data, and the hash of the paper that is kept under its id. */
export interface Paper {
  text: string;
  mediaType: string;
  sha256: string;
  verificationCode: string;
}

type Files = Pick<ServiceKit['files'], 'get' | 'put' | 'remove'>;

interface Place {
  fileId: string;
  complaintId: string;
}

/** Keeps bytes, unless somebody was first: then his are taken. */
const keptOnce = async (
  files: Files,
  { fileId, complaintId }: Place,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> => {
  const before = await files.get(fileId, complaintId);
  if (before) return before;
  const made = await make();
  try {
    await files.put(fileId, complaintId, made);
    return made;
  } catch (error) {
    const kept = error instanceof FileDiffers && (await files.get(fileId, complaintId));
    if (!kept) throw error;
    return kept;
  }
};

const draftPlace = (documentId: string, complaintId: string): Place => ({
  fileId: derivedId('document data', documentId),
  complaintId,
});

/**
 * Makes the paper of a document once. Its data is kept first, then the paper, and only then it is recorded: after a crash
 * anywhere in between the same data and the same bytes are found again, whatever has changed meanwhile. `compose` is asked
 * only where no data is kept. Throws FilesUnavailable, VaultUnavailable, and what `compose` throws.
 */
export const paperOf = async (
  files: Files,
  { documentId, complaintId }: { documentId: string; complaintId: string },
  compose: () => Promise<OfficialDocument>,
): Promise<Paper> => {
  const draft = draftPlace(documentId, complaintId);
  const data = await keptOnce(files, draft, async () => Buffer.from(documentText(await compose())));
  const text = Buffer.from(data).toString('utf8');
  const document = officialDocument.parse(JSON.parse(text));
  const paper = { fileId: documentId, complaintId };
  const bytes = await keptOnce(files, paper, () => renderer.render(document));
  return {
    text,
    mediaType: renderer.mediaType,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    verificationCode: document.verification.code,
  };
};

/** Once the document is recorded its data stands in the event, and what was kept for a crash goes. */
export const forgetDraft = async (
  files: Files,
  { documentId, complaintId }: { documentId: string; complaintId: string },
): Promise<void> => {
  const { fileId } = draftPlace(documentId, complaintId);
  await files.remove(fileId, complaintId);
};
