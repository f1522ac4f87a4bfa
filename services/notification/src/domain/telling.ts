import type { EventData } from '#libs/contracts';
import type { Occasion } from '#libs/casework';
import type { Decision } from '#libs/eventsourcing';
import { stepOf } from '#libs/procedure';
import { decision } from './decision.js';
import type { Fact, OfficersTelling, Tell } from './orders.js';
import type {
  KnownCase,
  MessageAbout,
  MessagePurpose,
  MessageRecipient,
  NotificationEvent,
  Transport,
} from './state.js';

type FactOrder = Occasion & Fact;

interface Wording {
  purpose: MessagePurpose;
  about?: MessageAbout;
  text?: string;
}

const labelOf = (recipient: MessageRecipient): string =>
  recipient.kind === 'account' ? `account ${recipient.accountId}` : recipient.kind;

/** One message per fact, purpose, recipient and transport: its id is derived from these. */
const queue = (
  order: FactOrder,
  recipient: MessageRecipient,
  transport: Transport,
  { purpose, about, text }: Wording,
): { messageId: string; event: Decision<NotificationEvent> } => {
  const messageId = order.idFor(`${purpose} ${labelOf(recipient)} ${transport}`);
  const data = {
    messageId,
    factId: order.factId,
    purpose,
    recipient,
    transport,
    ...(about === undefined ? {} : { about }),
    ...(text === undefined ? {} : { text }),
  };
  return { messageId, event: decision('MessageQueued', data, order) };
};

// Whoever subscribed hears of every fact, but never of a sealed case, and never in the words of a person.
const tellSubscriber = (
  order: FactOrder,
  sealed: boolean,
  { purpose, about }: Wording,
): Decision<NotificationEvent>[] => {
  if (!order.subscriber || sealed) return [];
  const wording = { purpose, ...(about === undefined ? {} : { about }) };
  return [queue(order, { kind: 'subscriber' }, 'webhook', wording).event];
};

type TaskMethod = EventData<'ContactTaskCreated'>['method'];

// A task is not made to tell the reporter what he was just given, or has just said himself.
const isWorthATask = ({ purpose, about }: Wording, handedOver: boolean): boolean => {
  if (purpose === 'answer') return !handedOver;
  if (purpose === 'closed') return about?.outcome !== 'satisfied';
  return purpose !== 'reopened';
};

const createTask = (
  order: FactOrder,
  method: TaskMethod,
  wording: Wording,
): Decision<NotificationEvent>[] => {
  const { messageId, event } = queue(order, { kind: 'reporter' }, 'task', wording);
  const taskId = order.idFor('contact task');
  return [event, decision('ContactTaskCreated', { taskId, messageId, method }, order)];
};

const tellPerson = (
  order: FactOrder,
  { replyBy }: KnownCase['recipient'],
  wording: Wording,
  handedOver: boolean,
): Decision<NotificationEvent>[] => {
  if (replyBy === 'none') return [];
  if (replyBy === 'email') return [queue(order, { kind: 'reporter' }, 'email', wording).event];
  return isWorthATask(wording, handedOver) ? createTask(order, replyBy, wording) : [];
};

/** Messages of a fact to the reporter, in the way he chose, and to the subscriber. */
export const tellReporterOf = (
  order: FactOrder,
  state: KnownCase,
  wording: Wording,
  handedOver = false,
): Decision<NotificationEvent>[] => [
  ...tellPerson(order, state.recipient, wording, handedOver),
  ...tellSubscriber(order, state.sealed, wording),
];

/** Messages of a fact to the officers of the role that the step names (a sealed case: the Inspektorat), and to the subscriber. */
export const tellOfficersOf = (
  order: FactOrder,
  sealed: boolean,
  { listed, caseStep, ...wording }: OfficersTelling,
): Decision<NotificationEvent>[] => {
  const role = sealed ? 'inspektorat' : stepOf(order.procedure, caseStep).role;
  const accounts = new Set(
    listed.filter((officer) => officer.role === role).map(({ accountId }) => accountId),
  );
  return [
    ...[...accounts].map(
      (accountId) => queue(order, { kind: 'account', accountId }, 'email', wording).event,
    ),
    ...tellSubscriber(order, sealed, wording),
  ];
};

/** Tells people of a fact; nothing to those who were told of it before. */
export const tell = (order: Tell, state: KnownCase): Decision<NotificationEvent>[] => {
  const sealed = state.sealed || order.sealed === true;
  const { handedOver, ...wording } = order.reporter ?? {};
  const decisions = [
    ...('purpose' in wording
      ? tellReporterOf(order, { ...state, sealed }, wording, handedOver)
      : []),
    ...(order.officers ? tellOfficersOf(order, sealed, order.officers) : []),
  ];
  return decisions.filter(({ data }) => !('messageId' in data && state.messages[data.messageId]));
};
