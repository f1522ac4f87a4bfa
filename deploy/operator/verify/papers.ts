import { sha256Of } from '#libs/attachments';
import type { EventData } from '#libs/contracts';
import type { Position, StoredEvent } from '#libs/eventsourcing';
import { SealBroken } from '#libs/privacy';
import type { ServiceKit } from '#libs/service';
import { eventsUpTo } from './up-to.js';

interface Paper {
  fileId: string;
  sha256: string;
}

/** The file that an event says is kept for ever, if it says so. Documents of early events are in the event itself. */
const paperOf = ({ type, data }: StoredEvent): Paper | undefined => {
  if (type === 'BeritaAcaraRendered') {
    const { documentId, mediaType, sha256 } = data as EventData<'BeritaAcaraRendered'>;
    return mediaType === 'application/pdf' ? { fileId: documentId, sha256 } : undefined;
  }
  if (type !== 'AnswerSigned') return undefined;
  const { fileId, signedSha256 } = data as EventData<'AnswerSigned'>;
  return fileId === undefined ? undefined : { fileId, sha256: signedSha256 };
};

/** What is wrong with a paper; undefined where nothing is, or where its content was erased for ever. */
const problemOf = async (
  { files }: Pick<ServiceKit, 'files'>,
  { fileId, sha256 }: Paper,
  complaintId: string,
): Promise<string | undefined> => {
  const told = `paper ${fileId} of complaint ${complaintId}`;
  try {
    const bytes = await files.get(fileId, complaintId);
    if (bytes) return sha256Of(bytes) === sha256 ? undefined : `${told} is another than was signed`;
    return (await files.has(fileId, complaintId)) ? undefined : `${told} is missing`;
  } catch (error) {
    if (error instanceof SealBroken) return `${told} is damaged`;
    throw error;
  }
};

/** Compares every Berita Acara, and every signed one, with the hash that its event told. Throws FilesUnavailable. */
export const verifyPapers = async (
  kit: Pick<ServiceKit, 'files' | 'store'>,
  end: Position,
): Promise<{ papers: number; problems: string[] }> => {
  const problems: string[] = [];
  let papers = 0;
  for await (const event of eventsUpTo(kit.store, end)) {
    const paper = paperOf(event);
    if (!paper) continue;
    papers += 1;
    const problem = await problemOf(kit, paper, event.metadata.complaintId ?? '');
    if (problem !== undefined) problems.push(problem);
  }
  return { papers, problems };
};
