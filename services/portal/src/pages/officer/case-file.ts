import { DomainError } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import type { PageAnswer } from '../kit/page.js';

/** A file of a case, for whoever may see the case; pictures are shown, a PDF is saved. */
export const caseFile =
  (variant: 'file' | 'thumbnail') =>
  async (ctx: PageContext): Promise<PageAnswer> => {
    const complaintId = ctx.param('id');
    const page = await ctx.ask('complaint', { complaintId });
    const file = page.files.find(({ fileId }) => fileId === ctx.param('fileId'));
    if (!file || typeof file.name !== 'string' || 'removedAt' in file)
      throw new DomainError('not-found');
    const bytes = await ctx.parts.kit.files.get(file.fileId, complaintId, variant);
    if (!bytes) throw new DomainError('not-found');
    const type = variant === 'thumbnail' ? 'image/webp' : file.mediaType;
    const save = type === 'application/pdf';
    return { bytes, type, name: file.name, ...(save ? { save: true as const } : {}) };
  };
