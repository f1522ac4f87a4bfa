import type { Decision } from '#libs/eventsourcing';
import { decision } from './decision.js';
import { requireKnown, requireNumbered } from './known.js';
import type {
  CorrectRecipient,
  ForgetRecipient,
  NoteNumber,
  NoteRecipient,
  NoteSealing,
} from './orders.js';
import {
  isWaiting,
  type FailureReason,
  type KnownCase,
  type Message,
  type NotificationEvent,
  type NotificationState,
} from './state.js';
import { tellOfficersOf, tellReporterOf } from './telling.js';

/** How the reporter of a complaint just registered is reached. */
export const noteRecipient = (
  order: NoteRecipient,
  state: NotificationState,
): Decision<NotificationEvent>[] => {
  if (state.status === 'known') return [];
  const { contact, replyBy, language, trackingCode, sealed } = order;
  const data = {
    ...(contact === undefined ? {} : { contact }),
    ...(trackingCode === undefined ? {} : { trackingCode }),
    ...(sealed ? { sealed } : {}),
    replyBy,
    language,
  };
  return [decision('RecipientNoted', data, { round: 1, step: 1 })];
};

/** Tells the reporter that the complaint is registered, now that it has a number. */
export const noteNumber = (
  order: NoteNumber,
  state: NotificationState,
): Decision<NotificationEvent>[] => {
  const known = requireKnown(state);
  if (known.recipient.registerNumber !== undefined) return [];
  const { replyBy, language } = known.recipient;
  const { registerNumber } = order;
  return [
    decision('RecipientNoted', { replyBy, language, registerNumber }, order),
    ...tellReporterOf(order, known, { purpose: 'registered' }),
  ];
};

/** Later messages, and those that wait, go to the corrected contact. */
export const correctRecipient = (
  order: CorrectRecipient,
  state: NotificationState,
): Decision<NotificationEvent>[] => {
  const { language } = requireKnown(state).recipient;
  const { contact, replyBy } = order;
  const data = { ...(contact === undefined ? {} : { contact }), replyBy, language };
  return [decision('RecipientNoted', data, { round: 1, step: 0 })];
};

const giveUp = (message: Message, reason: FailureReason): Decision<NotificationEvent> =>
  decision('DeliveryGivenUp', { messageId: message.messageId, reason }, message);

const waiting = (state: KnownCase, which: (message: Message) => boolean): Message[] =>
  Object.values(state.messages).filter((message) => isWaiting(message) && which(message));

/** Nothing is sent to a reporter who is forgotten; what waits is given up, tasks of the Petugas too. */
export const forgetRecipient = (
  _: ForgetRecipient,
  state: NotificationState,
): Decision<NotificationEvent>[] => {
  const known = requireKnown(state);
  const { replyBy, language } = known.recipient;
  const forget =
    replyBy === 'none'
      ? []
      : [decision('RecipientNoted', { replyBy: 'none' as const, language }, { round: 1, step: 0 })];
  const pending = waiting(known, ({ recipient }) => recipient.kind === 'reporter');
  return [...forget, ...pending.map((message) => giveUp(message, 'erased'))];
};

/**
 * From sealing on nobody but the Inspektorat and the reporter hears of the case: what waits for others is given up. Those
 * in whose queue the case now is are told.
 */
export const noteSealing = (
  order: NoteSealing,
  state: NotificationState,
): Decision<NotificationEvent>[] => {
  const known = requireNumbered(state);
  const { sealed, listed } = order;
  if (known.sealed === sealed) return [];
  const { replyBy, language } = known.recipient;
  const inspektorat = listed.filter(({ role }) => role === 'inspektorat');
  const others = waiting(known, ({ recipient }) => {
    if (recipient.kind !== 'account') return recipient.kind === 'subscriber';
    return !inspektorat.some(({ accountId }) => accountId === recipient.accountId);
  });
  return [
    decision('RecipientNoted', { replyBy, language, sealed }, order),
    ...(sealed ? others.map((message) => giveUp(message, 'sealed')) : []),
    ...tellOfficersOf(order, sealed, { purpose: 'queue-entry', caseStep: 2, listed }),
  ];
};
