import type { AttemptResult } from '../domain/orders.js';

export type { AttemptResult };

/** An e-mail to one person. */
export interface Mail {
  /** Id of the message; the same at every attempt. */
  messageId: string;
  /** What stands between the angle brackets of the Message-ID header. */
  headerId: string;
  from: string;
  to: string;
  subject: string;
  body: string;
  /** When the message was queued, so that every attempt sends the same bytes. */
  date: Date;
}

/** A fact told to a subscriber, free of personal data. */
export interface Hook {
  /** Stands in the `webhook-id` header; the same at every attempt. */
  webhookId: string;
  payload: string;
}

/** A way out of Aduan. `send` never throws. */
export interface WayOut<Item> {
  /** Whether sending the same item twice does no harm. */
  readonly repeatable: boolean;
  send(item: Item): Promise<AttemptResult>;
}

export type MailWay = WayOut<Mail>;
export type HookWay = WayOut<Hook>;

export const delivered: AttemptResult = { kind: 'delivered' };

/** An attempt that failed for certain. */
export const failed = (
  reason: Extract<AttemptResult, { kind: 'failed' }>['reason'],
  permanent = false,
): AttemptResult => ({ kind: 'failed', reason, permanent });
