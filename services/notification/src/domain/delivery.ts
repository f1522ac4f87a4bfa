import type { Decision } from '#libs/eventsourcing';
import { decision } from './decision.js';
import type { AbandonMessage, BeginAttempt, SettleAttempt } from './orders.js';
import {
  isSettled,
  type Message,
  type NotificationEvent,
  type NotificationState,
} from './state.js';

/** After so many failures a message is given up. */
export const maxAttempts = 8;

const firstPauseMs = 30_000;
const longestPauseMs = 24 * 3_600_000;

/** When the next attempt is due after the n-th failed: 30 s, then four times longer each, a day at most. */
export const retryAt = (failed: { attempt: number; failedAt: string }): string => {
  const pause = Math.min(longestPauseMs, firstPauseMs * 4 ** (failed.attempt - 1));
  return new Date(Date.parse(failed.failedAt) + pause).toISOString();
};

const messageOf = (state: NotificationState, messageId: string): Message | undefined =>
  state.status === 'known' ? state.messages[messageId] : undefined;

/**
 * Stored before a message is sent. An attempt whose result was never stored is sent again where that does no harm; of an
 * e-mail nobody can tell whether it went out, so it is not sent again by itself.
 */
export const beginAttempt = (
  order: BeginAttempt,
  state: NotificationState,
): Decision<NotificationEvent>[] => {
  const message = messageOf(state, order.messageId);
  if (!message) return [];
  const { messageId, delivery } = message;
  switch (delivery.status) {
    case 'queued':
      return [attempted(message, 1, order.transportMessageId)];
    case 'failed':
      return [attempted(message, delivery.attempt + 1, delivery.transportMessageId)];
    case 'attempted': {
      const { attempt } = delivery;
      if (order.repeatable) return [];
      return [decision('DeliveryOutcomeUnknown', { messageId, attempt }, message)];
    }
    default:
      return [];
  }
};

const attempted = (
  message: Message,
  attempt: number,
  transportMessageId: string,
): Decision<NotificationEvent> =>
  decision(
    'DeliveryAttempted',
    { messageId: message.messageId, attempt, transportMessageId },
    message,
  );

/** Stores what came of an attempt; an answer that was held for lost may still come. */
export const settleAttempt = (
  order: SettleAttempt,
  state: NotificationState,
): Decision<NotificationEvent>[] => {
  const message = messageOf(state, order.messageId);
  if (!message) return [];
  const { delivery } = message;
  if (delivery.status !== 'attempted' && delivery.status !== 'unknown') return [];
  if (delivery.attempt !== order.attempt) return [];
  if (delivery.status === 'unknown' && order.result.kind === 'unknown') return [];
  return settled(order, message);
};

/** Gives up a message that nobody can be sent. */
export const abandonMessage = (
  { messageId, reason }: AbandonMessage,
  state: NotificationState,
): Decision<NotificationEvent>[] => {
  const message = messageOf(state, messageId);
  if (!message || isSettled(message)) return [];
  return [decision('DeliveryGivenUp', { messageId, reason }, message)];
};

const settled = (order: SettleAttempt, message: Message): Decision<NotificationEvent>[] => {
  const { messageId, attempt, result } = order;
  switch (result.kind) {
    case 'delivered':
      return [decision('MessageDelivered', { messageId, attempt }, message)];
    case 'unknown':
      return [decision('DeliveryOutcomeUnknown', { messageId, attempt }, message)];
    case 'failed': {
      const { reason, permanent } = result;
      const isLast = permanent || attempt >= maxAttempts || message.delivery.status === 'unknown';
      return isLast
        ? [decision('DeliveryGivenUp', { messageId, reason }, message)]
        : [decision('DeliveryFailed', { messageId, attempt, reason }, message)];
    }
  }
};
