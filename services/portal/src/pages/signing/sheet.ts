import { DomainError, type ComplaintPage, type Step } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';

type Documents = ComplaintPage['documents'];

/** What the signing page is about: the case, the draft before the signer, and the document that is being signed. */
export interface Sheet {
  page: ComplaintPage;
  step: Step | 0;
  draft: ComplaintPage['drafts'][number] | undefined;
  /** Of this round, unless it was discarded. */
  document: Documents[number] | undefined;
}

/** Reads the case. Throws DomainError `not-found` for an address that is none, and what the query refuses. */
export const sheetOf = async (ctx: PageContext): Promise<Sheet> => {
  const page = await ctx.ask('complaint', { complaintId: ctx.param('id') });
  // Only an officer asks here, and officers get the whole page.
  if (!('etag' in page)) throw new DomainError('not-found');
  return {
    page,
    step: page.step as Step | 0,
    draft: page.drafts.findLast(({ round }) => round === page.round),
    document: page.documents.findLast(
      ({ round, state }) => round === page.round && state !== 'void',
    ),
  };
};

/** Address of the signing page of a case. */
export const signingPath = (complaintId: string): string =>
  `/pengaduan/${complaintId}/tanda-tangan`;
