import type { CaseOrder, NoteWithdrawal, Order, Reaction, ReceiveCase } from '#libs/casework';
import type { Delegations } from './delegation.js';

/** Looked up: the delegations of the kecamatan, for commands that an acting officer may give. */
export interface WithDelegations {
  delegations: Delegations;
}

/** The document was numbered in the series of the kecamatan and made; recorded by the service itself. */
export type RecordDocument = Reaction<
  'RecordDocument',
  {
    documentId: string;
    n: number;
    year: number;
    number: string;
    /** Its data as canonical JSON (see `documentText`), the hash of the file that is kept, and the code printed on it. */
    document: { text: string; mediaType: string; sha256: string; verificationCode?: string };
  }
>;
/** The time in which the reporter could have said something is over for the answer of a round. */
export type SilentClose = Reaction<'SilentClose', { ofRound: number }>;

/** Looked up: the answer in the clear, if it can still be read. */
export type DeliverResult = Order<'DeliverResult', { answer?: string }>;

export type ResolutionOrder =
  | ReceiveCase
  | NoteWithdrawal
  | Extract<CaseOrder, { type: 'DecideWithdrawal' }>
  | Order<'TakeStep', WithDelegations>
  | Order<'ReleaseStep', WithDelegations>
  | Order<'DraftAnswer'>
  | Order<'ProcessSettlement'>
  | Order<'ReturnAnswer', WithDelegations>
  | Order<'ApproveAnswer', WithDelegations>
  | Order<'BeginSigning', WithDelegations>
  | Order<'SignAnswer', WithDelegations>
  | Order<'RecordSigningFailure', WithDelegations>
  | Order<'StampAnswer', WithDelegations>
  | Order<'DiscardDocument', WithDelegations>
  | DeliverResult
  | Order<'ClarifySatisfaction'>
  | Order<'AnswerSurvey'>
  | RecordDocument
  | SilentClose;
