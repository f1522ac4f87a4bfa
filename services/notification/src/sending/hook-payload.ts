import type { Hook } from '../transports/transport.js';
import type { Queued } from './outbox.js';

/**
 * What a subscriber is told of a fact: which case, what happened, when. Nothing of the reporter and nobody's words; `type` is
 * `aduan.` and the purpose.
 */
export const hookOf = ({ complaintId, event, data, state, message }: Queued): Hook => ({
  webhookId: hookId(message.messageId),
  payload: JSON.stringify({
    type: `aduan.${data.purpose}`,
    timestamp: event.metadata.occurredAt,
    data: {
      complaintId,
      registerNumber: state.recipient.registerNumber,
      kecamatan: event.metadata.kecamatan,
      factId: data.factId,
      round: message.round,
      ...(message.step === 0 ? {} : { step: message.step }),
      ...data.about,
    },
  }),
});

/** Id by which a subscriber knows a repeated message. */
export const hookId = (messageId: string): string => `msg_${messageId}`;
