import type { CaseOrder, Order, Reaction } from '#libs/casework';
import type { Outcome } from '#libs/contracts';

/** How the stream of the other complaint stood when it was looked up for a link. */
export interface Primary {
  status: 'absent' | 'held' | 'passed-on' | 'closed';
  kecamatan?: string;
  sealed: boolean;
  /** It is itself linked to another complaint. */
  linked: boolean;
}

/**
 * Why a link to a primary ends: the primary was answered, withdrawn or referred; or it cannot carry the link (it was
 * sealed or linked itself in the meantime).
 */
export type LinkEnd = 'answered' | 'withdrawn' | 'referred' | 'unfit';

export type LinkDuplicate = Order<'LinkDuplicate', { primary: Primary }>;

export type ReviewOrder =
  | Order<'ClassifyComplaint'>
  | Order<'ReferComplaint'>
  | Order<'AnswerAtOnce'>
  | LinkDuplicate
  | Order<'UnlinkDuplicate'>
  | Order<'RequestClarification'>
  | Order<'SealCase'>
  | Order<'UnsealCase'>;

/** The reporter answered a question. */
export type NoteAnswer = Reaction<'NoteAnswer', { requestId: string }>;

/** On the stream of the primary: another complaint is linked to it now, or no longer. */
export type NoteLink = Reaction<'NoteLink', { duplicateComplaintId: string; linked: boolean }>;

/** On the stream of the duplicate: the link to that primary has come to an end. */
export type SettleLink = Reaction<'SettleLink', { primaryComplaintId: string; end: LinkEnd }>;

/** Another service closed the case, in that round. */
export type NoteEnd = Reaction<'NoteEnd', { outcome: Outcome; round: number }>;

export type TriageReaction = NoteAnswer | NoteLink | SettleLink | NoteEnd;

/** Everything that triage decides on. */
export type TriageOrder = ReviewOrder | TriageReaction | CaseOrder;
