import type { CaseEvent, CaseState } from '#libs/casework';
import { noCase } from '#libs/casework';
import {
  signingPatienceMs,
  type documentKinds,
  type EventData,
  type EventOf,
  type signerKinds,
} from '#libs/contracts';

export type SignerKind = (typeof signerKinds)[number];
export type DocumentKind = (typeof documentKinds)[number];

export type ResolutionEvent =
  | CaseEvent
  | EventOf<
      | 'CaseReopened'
      | 'AnswerDrafted'
      | 'SettlementProcessed'
      | 'AnswerReturned'
      | 'AnswerApproved'
      | 'BeritaAcaraNumbered'
      | 'BeritaAcaraRendered'
      | 'SigningBegun'
      | 'SigningFailed'
      | 'AnswerSigned'
      | 'AnswerStamped'
      | 'BeritaAcaraNumberVoided'
      | 'ResultDelivered'
      | 'SatisfactionClarified'
      | 'SurveyAnswered'
    >;

/** An answer that a signer approved, on its way to the signed document. */
export interface Approval {
  documentId: string;
  documentKind: DocumentKind;
  draft: number;
  /** Account of the signer; he and nobody else signs. */
  approvedBy: string;
  approvedAt: string;
  signerKind: SignerKind;
  delegationId?: string;
}

/** An electronic signing that was announced and has not come to an end that is known. */
export interface Signing {
  attemptId: string;
  begunAt: string;
  /** It ended without telling whether the document is signed. */
  unknown?: true;
}

/** The document as it was made. */
export interface Rendered extends Approval {
  number: string;
  renderedAt: string;
  sha256: string;
  signing?: Signing;
}

/** Whether a signing may still be at work at that moment. One that is not, and has not ended, was cut off. */
export const isUnderWay = (signing: Signing | undefined, at: string): boolean =>
  signing !== undefined &&
  !signing.unknown &&
  Date.parse(at) - Date.parse(signing.begunAt) < signingPatienceMs;

/** How far the answer of the present round has come. */
export type Work =
  | { stage: 'none' }
  /** Step 5. `draft` is the version that may be sent up; none at first, and none after the signer returned the last one. */
  | { stage: 'drafting'; draft?: number }
  /** Step 6: a draft lies before the signer. */
  | { stage: 'submitted'; draft: number }
  /** Step 6: approved; the number is being allocated, and nothing else may happen until it is recorded. */
  | (Approval & { stage: 'approved' })
  | (Approval & { stage: 'numbered'; number: string })
  | (Rendered & { stage: 'rendered' })
  /** Step 6 while signed paper waits for its stamp, else step 7. */
  | (Rendered & {
      stage: 'signed';
      method: EventData<'AnswerSigned'>['method'];
      signedAt: string;
      signedSha256: string;
    })
  /** Step 7 on the short way: the answer came with the case. */
  | { stage: 'answered-at-once' }
  /** Step 7: the reporter has the answer and may say whether it satisfies. */
  | { stage: 'delivered'; deliveredAt: string };

export interface Resolution {
  case: CaseState;
  work: Work;
  /** Drafts written so far; they are counted through all rounds. */
  drafts: number;
  /** Every number that a document of this case ever got, voided ones too. */
  numbers: readonly string[];
  /** The last round whose answer was delivered, and the last one that was surveyed; 0 where there was none. */
  lastDelivered: number;
  lastSurveyed: number;
}

export const initialState = (): Resolution => ({
  case: noCase,
  work: { stage: 'none' },
  drafts: 0,
  numbers: [],
  lastDelivered: 0,
  lastSurveyed: 0,
});

/** Where the text of the answer stands that step 7 delivers: a draft, or the arrival of the case on the short way. */
export const answerSource = (work: Work): { draft: number } | 'at-once' | undefined => {
  if (work.stage === 'answered-at-once') return 'at-once';
  return work.stage === 'signed' ? { draft: work.draft } : undefined;
};
