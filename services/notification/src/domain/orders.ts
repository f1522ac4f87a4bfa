import type { Reporter, Step } from '#libs/contracts';
import type { Order, Reaction } from '#libs/casework';
import type {
  FailureReason,
  ListedOfficer,
  MessageAbout,
  MessagePurpose,
  Recipient,
} from './state.js';

/** The fact that is told of, and whether somebody outside (a webhook) is told too. */
export interface Fact {
  /** Id of the event reacted to. */
  factId: string;
  round: number;
  step: Step | 0;
  subscriber: boolean;
}

/** A complaint was registered; contact and tracking code were opened by the inbox. */
export type NoteRecipient = Reaction<
  'NoteRecipient',
  {
    contact?: Reporter;
    replyBy: Recipient['replyBy'];
    language: Recipient['language'];
    trackingCode?: string;
    sealed: boolean;
  }
>;

/** The complaint got its number: now the reporter can be told that it is registered. */
export type NoteNumber = Reaction<'NoteNumber', Fact & { registerNumber: string }>;

/** Name, contact or way of answering was put right; no contact when it was erased meanwhile. */
export type CorrectRecipient = Reaction<
  'CorrectRecipient',
  { contact?: Reporter; replyBy: Recipient['replyBy'] }
>;

/** The reporter is forgotten. */
export type ForgetRecipient = Reaction<'ForgetRecipient'>;

/** The case was reserved to the Inspektorat, or given back. */
export type NoteSealing = Reaction<
  'NoteSealing',
  Fact & { sealed: boolean; listed: ListedOfficer[] }
>;

/** What the reporter is told of a fact. */
export interface ReporterTelling {
  purpose: Extract<MessagePurpose, 'clarification' | 'answer' | 'reopened' | 'closed'>;
  about?: MessageAbout;
  /** Free text in the clear: the question, the answer, where the complaint was sent. */
  text?: string;
  /** The reporter was given the answer by an officer: nobody has to call him with it. */
  handedOver?: boolean;
}

/** What officers are told of a fact. */
export interface OfficersTelling {
  purpose: Extract<MessagePurpose, 'queue-entry' | 'unit-reminder'>;
  /** The step whose role is told. */
  caseStep: Step;
  about?: MessageAbout;
  listed: ListedOfficer[];
}

/** Something happened that people have to be told of: one order for each fact. */
export type Tell = Reaction<
  'Tell',
  Fact & {
    /** The facts that came with the case say that it is sealed. */
    sealed?: boolean;
    reporter?: ReporterTelling;
    officers?: OfficersTelling;
  }
>;

/** The sender is about to send a message. */
export interface BeginAttempt {
  type: 'BeginAttempt';
  messageId: string;
  /** Id by which receivers recognise the message, should it be the first attempt. */
  transportMessageId: string;
  /** Sending the same message twice does no harm (a file, a webhook). */
  repeatable: boolean;
}

export type AttemptResult =
  | { kind: 'delivered' }
  /** `permanent`: another attempt would fail in the same way. */
  | { kind: 'failed'; reason: FailureReason; permanent: boolean }
  | { kind: 'unknown' };

/** The sender knows what came of an attempt. */
export interface SettleAttempt {
  type: 'SettleAttempt';
  messageId: string;
  attempt: number;
  result: AttemptResult;
}

/** The sender found nobody to send to. */
export interface AbandonMessage {
  type: 'AbandonMessage';
  messageId: string;
  reason: FailureReason;
}

export type CompleteContactTask = Order<'CompleteContactTask'>;

export type NotificationOrder =
  | NoteRecipient
  | NoteNumber
  | CorrectRecipient
  | ForgetRecipient
  | NoteSealing
  | Tell
  | BeginAttempt
  | SettleAttempt
  | AbandonMessage
  | CompleteContactTask;
