import type { ComplaintPage, Revisions } from '#libs/contracts';
import type { CaseHead } from '../shared/case-head.js';

type Parts = Omit<
  ComplaintPage,
  keyof CaseHead | 'etag' | 'actingRole' | 'behind' | 'truncated' | 'trackingCode'
>;

/** Everything that is known of one complaint, from the streams of five services. */
export interface ComplaintDocument extends CaseHead, Parts {
  trackingCode: NonNullable<ComplaintPage['trackingCode']>;
  /** Last revision seen of each service's stream; the ETag is made of them. */
  revisions: Revisions;
}

export type Visit = ComplaintPage['visits'][number];
export type CaseDocument = ComplaintPage['documents'][number];

/** How many items of each kind a page keeps; the newest stay. With the longest texts the document is then below 16 MB. */
export const most = {
  visits: 200,
  questions: 50,
  information: 100,
  files: 100,
  consultations: 60,
  conclusions: 20,
  meetings: 20,
  drafts: 30,
  documents: 50,
  deliveries: 20,
  messages: 300,
  tasks: 100,
  others: 50,
  failures: 10,
  duplicates: 1_000,
} as const;
