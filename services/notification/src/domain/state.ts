import type { EventData, EventOf, Role, Step } from '#libs/contracts';
import type { Recorded } from '#libs/eventsourcing';

export type NotificationEvent = EventOf<
  | 'RecipientNoted'
  | 'MessageQueued'
  | 'DeliveryAttempted'
  | 'MessageDelivered'
  | 'DeliveryFailed'
  | 'DeliveryOutcomeUnknown'
  | 'DeliveryGivenUp'
  | 'ContactTaskCreated'
  | 'ContactTaskCompleted'
>;

export type MessageRecipient = EventData<'MessageQueued'>['recipient'];
export type MessagePurpose = EventData<'MessageQueued'>['purpose'];
export type MessageAbout = NonNullable<EventData<'MessageQueued'>['about']>;
export type Transport = EventData<'MessageQueued'>['transport'];
export type FailureReason = EventData<'DeliveryFailed'>['reason'];

/** How far a message is. A message whose transport is a task ends with the task. */
export type Delivery =
  | { status: 'queued' }
  | { status: 'attempted'; attempt: number; transportMessageId: string }
  | { status: 'failed'; attempt: number; transportMessageId: string; failedAt: string }
  | { status: 'unknown'; attempt: number }
  | { status: 'delivered'; attempt: number }
  | { status: 'given-up'; reason: FailureReason }
  | { status: 'told'; outcome: EventData<'ContactTaskCompleted'>['outcome'] };

export interface Message {
  messageId: string;
  recipient: MessageRecipient;
  transport: Transport;
  round: number;
  step: Step | 0;
  delivery: Delivery;
}

/** How the reporter is reached. Contact and tracking code are sealed and therefore not part of the state. */
export interface Recipient {
  replyBy: EventData<'RecipientNoted'>['replyBy'];
  language: EventData<'RecipientNoted'>['language'];
  registerNumber?: string;
}

export interface KnownCase {
  status: 'known';
  kecamatan: string;
  recipient: Recipient;
  sealed: boolean;
  messages: Readonly<Record<string, Message>>;
  /** Message of each task. */
  tasks: Readonly<Record<string, string>>;
}

/** What notification knows of a case: nothing until its complaint was registered. */
export type NotificationState = { status: 'absent' } | KnownCase;

export const noRecipient: NotificationState = { status: 'absent' };

const noteRecipient = (
  state: NotificationState,
  { data, metadata }: Recorded<EventOf<'RecipientNoted'>>,
): KnownCase => {
  const before = state.status === 'known' ? state : undefined;
  const registerNumber = data.registerNumber ?? before?.recipient.registerNumber;
  return {
    status: 'known',
    kecamatan: before?.kecamatan ?? metadata.kecamatan,
    recipient: {
      replyBy: data.replyBy,
      language: data.language,
      ...(registerNumber === undefined ? {} : { registerNumber }),
    },
    sealed: data.sealed ?? before?.sealed ?? false,
    messages: before?.messages ?? {},
    tasks: before?.tasks ?? {},
  };
};

const withMessage = (state: KnownCase, message: Message): KnownCase => ({
  ...state,
  messages: { ...state.messages, [message.messageId]: message },
});

const withDelivery = (state: KnownCase, messageId: string, delivery: Delivery): KnownCase => {
  const message = state.messages[messageId];
  return message ? withMessage(state, { ...message, delivery }) : state;
};

const queued = ({ data, metadata }: Recorded<EventOf<'MessageQueued'>>): Message => ({
  messageId: data.messageId,
  recipient: data.recipient,
  transport: data.transport,
  round: metadata.round,
  step: metadata.step as Step | 0,
  delivery: { status: 'queued' },
});

const transportIdOf = (state: KnownCase, messageId: string): string => {
  const delivery = state.messages[messageId]?.delivery;
  return delivery && 'transportMessageId' in delivery ? delivery.transportMessageId : '';
};

const evolveKnown = (state: KnownCase, event: Recorded<NotificationEvent>): KnownCase => {
  switch (event.type) {
    case 'RecipientNoted':
      return noteRecipient(state, event);
    case 'MessageQueued':
      return withMessage(state, queued(event));
    case 'DeliveryAttempted': {
      const { messageId, attempt, transportMessageId } = event.data;
      return withDelivery(state, messageId, { status: 'attempted', attempt, transportMessageId });
    }
    case 'MessageDelivered': {
      const { messageId, attempt } = event.data;
      return withDelivery(state, messageId, { status: 'delivered', attempt });
    }
    case 'DeliveryFailed': {
      const { messageId, attempt } = event.data;
      return withDelivery(state, messageId, {
        status: 'failed',
        attempt,
        transportMessageId: transportIdOf(state, messageId),
        failedAt: event.metadata.occurredAt,
      });
    }
    case 'DeliveryOutcomeUnknown': {
      const { messageId, attempt } = event.data;
      return withDelivery(state, messageId, { status: 'unknown', attempt });
    }
    case 'DeliveryGivenUp': {
      const { messageId, reason } = event.data;
      return withDelivery(state, messageId, { status: 'given-up', reason });
    }
    case 'ContactTaskCreated': {
      const { taskId, messageId } = event.data;
      return { ...state, tasks: { ...state.tasks, [taskId]: messageId } };
    }
    case 'ContactTaskCompleted': {
      const { taskId, outcome } = event.data;
      return withDelivery(state, state.tasks[taskId] ?? '', { status: 'told', outcome });
    }
    default:
      // Stored by a later version of Aduan.
      return state;
  }
};

/** Folds the stream of a case's messages. */
export const evolve = (
  state: NotificationState,
  event: Recorded<NotificationEvent>,
): NotificationState => {
  if (event.type === 'RecipientNoted') return noteRecipient(state, event);
  return state.status === 'known' ? evolveKnown(state, event) : state;
};

/** Whether nothing more will be tried by itself. */
export const isSettled = ({ delivery }: Message): boolean =>
  delivery.status !== 'queued' && delivery.status !== 'attempted' && delivery.status !== 'failed';

/** Whether the message waits, and nobody is sending it at this moment. */
export const isWaiting = ({ delivery }: Message): boolean =>
  delivery.status === 'queued' || delivery.status === 'failed';

/** An officer who is told when a case enters the queue of his role. */
export interface ListedOfficer {
  accountId: string;
  role: Role;
}
