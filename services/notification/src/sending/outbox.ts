import { systemActor, type EventData } from '#libs/contracts';
import {
  derivedId,
  handleCommand,
  load,
  type CommandContext,
  type StoredEvent,
} from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { notificationDecider } from '../domain/decide.js';
import { notificationStream } from '../domain/stream.js';
import type { AbandonMessage, BeginAttempt, SettleAttempt } from '../domain/orders.js';
import type { KnownCase, Message } from '../domain/state.js';

/** A message with everything that was stored of its case. */
export interface Queued {
  state: KnownCase;
  message: Message;
  /** The MessageQueued event; its text is sealed. */
  event: StoredEvent;
  data: EventData<'MessageQueued'>;
  /** The whole stream. */
  events: StoredEvent[];
  complaintId: string;
}

/** Reads a message and its case. Undefined when there is no such message. */
export const readQueued = async (
  kit: Pick<ServiceKit, 'store'>,
  complaintId: string,
  messageId: string,
): Promise<Queued | undefined> => {
  const streamId = notificationStream(complaintId);
  const { state, events } = await load(kit.store, notificationDecider, streamId);
  if (state.status === 'absent') return undefined;
  const message = state.messages[messageId];
  const event = events.find(
    ({ type, data }) => type === 'MessageQueued' && data['messageId'] === messageId,
  );
  if (!message || !event) return undefined;
  const data = event.data as EventData<'MessageQueued'>;
  return { state, message, event, data, events, complaintId };
};

/** Stores a step of the delivery; the same step again is no news. Returns the message as it is then. */
export const record = async (
  kit: Pick<ServiceKit, 'store' | 'sealer' | 'now'>,
  queued: Queued,
  order: BeginAttempt | SettleAttempt | AbandonMessage,
  occasion: string,
): Promise<Message | undefined> => {
  const { complaintId, event } = queued;
  const { kecamatan, correlationId, traceparent } = event.metadata;
  const context: CommandContext = {
    kecamatan,
    complaintId,
    actor: systemActor('notification'),
    commandKey: derivedId('delivery', order.messageId, order.type, occasion),
    correlationId,
    causationId: event.id,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  const { state } = await handleCommand({
    store: kit.store,
    sealer: kit.sealer,
    now: kit.now,
    decider: notificationDecider,
    streamId: notificationStream(complaintId),
    command: order,
    context,
  });
  return state.status === 'known' ? state.messages[order.messageId] : undefined;
};
