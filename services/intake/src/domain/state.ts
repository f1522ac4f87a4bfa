import type { EventData, EventOf, Outcome, SealGround } from '#libs/contracts';

export type ComplaintEvent = EventOf<
  | 'ComplaintRegistered'
  | 'RegisterNumberAssigned'
  | 'CaseHandedOver'
  | 'InformationAdded'
  | 'ClarificationOpened'
  | 'ClarificationAnswered'
  | 'WithdrawalRequested'
  | 'WithdrawalSettled'
  | 'SealNoted'
  | 'CaseEnded'
  | 'ReporterCorrected'
  | 'FileAttached'
  | 'FileRemoved'
  | 'IdentityErased'
  | 'PersonErased'
>;

type Registered = EventData<'ComplaintRegistered'>;
export type ReplyBy = Registered['replyBy'];

/** What every recorded complaint has, whatever became of it. */
export interface Recorded {
  kecamatan: string;
  /** Round of the procedure as far as intake has heard. */
  round: number;
  caseType: Registered['caseType'];
  channel: Registered['channel'];
  receivedAt: string;
  villageCode?: string;
  anonymous: boolean;
  confidential: boolean;
  sealed?: SealGround;
  replyBy: ReplyBy;
  registerNumber?: string;
  identityErased: boolean;
  personsErased: readonly string[];
  /** Questions of the Tim that wait for an answer, and those that were answered. */
  questions: readonly string[];
  answered: readonly string[];
  /** Files that are there, and those that were taken away. */
  files: readonly { fileId: string; fromReporter: boolean }[];
  removedFiles: readonly string[];
  /** A request to withdraw that is not decided, or was accepted. */
  withdrawal?: { requestId: string; accepted: boolean };
}

export type Complaint =
  | { status: 'absent' }
  /** Stored, but its number is still to come: finished by the service itself. */
  | (Recorded & { status: 'unnumbered' })
  | (Recorded & { status: 'open' })
  | (Recorded & { status: 'ended'; outcome: Outcome });

export type RecordedComplaint = Exclude<Complaint, { status: 'absent' }>;
