import type { Order, Reaction } from '#libs/casework';
import type { Outcome, SealGround } from '#libs/contracts';
import type { Box } from './box.js';

/** Looked up: a fresh tracking code, and the opening of the box that a slip comes from. */
export type RegisterComplaint = Order<'RegisterComplaint', { trackingCode: string; box?: Box }>;

/** The number in the register of the kecamatan and year was allocated; recorded by the service itself. */
export type AssignNumber = Reaction<
  'AssignNumber',
  { n: number; year: number; registerNumber: string }
>;

/** Reactions to what other services did; `ofRound` is the round in which they did it. */
export type OpenClarification = Reaction<
  'OpenClarification',
  { requestId: string; ofRound: number }
>;
export type SettleWithdrawal = Reaction<
  'SettleWithdrawal',
  { requestId: string; accepted: boolean; ofRound: number }
>;
export type NoteSeal = Reaction<'NoteSeal', { ground?: SealGround; ofRound: number }>;
export type EndCase = Reaction<'EndCase', { outcome: Outcome; ofRound: number }>;

export type ComplaintOrder =
  | RegisterComplaint
  | Order<'AddInformation'>
  | Order<'AnswerClarification'>
  | Order<'RequestWithdrawal'>
  | Order<'AttachFile'>
  | Order<'RemoveFile'>
  | Order<'CorrectReporter'>
  | Order<'EraseIdentity'>
  | Order<'ErasePerson'>
  | AssignNumber
  | OpenClarification
  | SettleWithdrawal
  | NoteSeal
  | EndCase;
