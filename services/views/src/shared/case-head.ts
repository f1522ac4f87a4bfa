import type { CaseFacts, CaseStatus, Holder, Outcome, WaitingReason } from '#libs/contracts';

/** What lists must know of a case. Part of every document that stands for a case. */
export interface CaseHead {
  complaintId: string;
  kecamatan: string;
  registerNumber?: string;
  caseType: CaseFacts['caseType'];
  channel: CaseFacts['channel'];
  receivedAt: string;
  recordedAt: string;
  villageCode?: string;
  anonymous: boolean;
  confidential: boolean;
  sealed?: CaseFacts['sealed'];
  /** Sealed, as something to filter by: only the Inspektorat sees the document. */
  reserved: boolean;
  status: CaseStatus;
  waitingFor?: WaitingReason;
  /**
   * Step, round and holder change when the next holder's stream says that the case arrived, not when it was passed on:
   * until then nobody can act on it, and a revision seen meanwhile would be refused.
   */
  step: number;
  round: number;
  holder: Holder;
  inTransit: boolean;
  arrivedAt: string;
  takenBy?: string;
  takenAt?: string;
  categoryId?: string;
  priority?: CaseFacts['priority'];
  unitIds?: string[];
  fieldExamination?: boolean;
  /** Questions that the review waits for. */
  openQuestions: string[];
  primaryComplaintId?: string;
  withdrawalAsked: boolean;
  delivered: boolean;
  outcome?: Outcome;
  closedAt?: string;
}
