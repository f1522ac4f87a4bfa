import { DomainError } from '#libs/contracts';
import { fileForOfficer, kindOf } from '../../http/document-file.js';
import type { PageContext } from '../kit/context.js';
import type { PageAnswer } from '../kit/page.js';
import { sheetOf } from './sheet.js';

/** The file of a document, shown in the page; the signed one where there is one, or as `versi` says. */
export const documentFile = async (ctx: PageContext): Promise<PageAnswer> => {
  const { page } = await sheetOf(ctx);
  const version = ctx.query('versi') === 'asli' ? 'original' : undefined;
  const { fileId, name } = fileForOfficer(ctx.officer, page, ctx.param('documentId'), version);
  const bytes = await ctx.parts.kit.files.get(fileId, page.complaintId);
  if (!bytes) throw new DomainError('not-found');
  const { mediaType, ending } = kindOf(bytes);
  return { bytes, type: mediaType, name: `${name}.${ending}` };
};
