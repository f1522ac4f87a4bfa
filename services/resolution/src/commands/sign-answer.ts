import { createHash } from 'node:crypto';
import { DomainError } from '#libs/contracts';
import type { Incoming, ServiceKit } from '#libs/service';

/**
 * The signed file that a signature names must be stored already, and be the one whose hash is given. Throws DomainError
 * `signed-file-missing`, `wrong-document-hash`; FilesUnavailable.
 */
export const requireSignedFile = async (
  kit: ServiceKit,
  { data, occasion }: Incoming<'SignAnswer'>,
): Promise<void> => {
  const { fileId, signedSha256 } = data;
  if (fileId === undefined) return;
  const bytes = await kit.files.get(fileId, occasion.complaintId);
  if (!bytes) throw new DomainError('signed-file-missing', {}, { field: 'fileId' });
  if (createHash('sha256').update(bytes).digest('hex') !== signedSha256)
    throw new DomainError('wrong-document-hash', {}, { field: 'signedSha256' });
};
