import type { StoredEvent } from '#libs/eventsourcing';
import { RetryLater } from '#libs/messaging';
import type { ServiceKit } from '#libs/service';
import { retryAt } from '../domain/delivery.js';
import type { AttemptResult } from '../domain/orders.js';
import type { Transport } from '../domain/state.js';
import type { Ways } from '../transports/configured.js';
import { addressMail, mailId } from './addressed.js';
import { hookId, hookOf } from './hook-payload.js';
import { readQueued, record, type Queued } from './outbox.js';

export interface SenderOptions {
  /** How often a waiting message looks at the clock again, in ms. */
  recheckMs: number;
}

interface Outgoing {
  transportMessageId: string;
  repeatable: boolean;
  send(): Promise<AttemptResult>;
}

/**
 * Sends what is queued. An attempt is stored, then made, then its result is stored; a crash in between leaves an attempt
 * without a result, which the next start finds: it is made again where that does no harm, and told as unknown otherwise.
 */
export class Sender {
  /** Results that the store could not take yet. */
  private readonly unsettled = new Map<string, AttemptResult>();

  constructor(
    private readonly kit: ServiceKit,
    private readonly ways: Ways,
    private readonly options: SenderOptions,
  ) {}

  /** The first attempt at a message just queued, if it goes by this transport. */
  async onQueued(event: StoredEvent, transport: Transport): Promise<void> {
    if (event.data['transport'] !== transport) return;
    const queued = await this.read(event);
    const delivery = queued?.message.delivery;
    if (!queued || !delivery) return;
    const isFirst = delivery.status === 'attempted' && delivery.attempt === 1;
    if (delivery.status === 'queued' || isFirst) await this.attempt(queued);
  }

  /** The next attempt after one that failed, when it is due; until then the event waits. */
  async onFailed(event: StoredEvent): Promise<void> {
    const failed = Number(event.data['attempt']);
    const queued = await this.read(event);
    const delivery = queued?.message.delivery;
    if (!queued || !delivery) return;
    if (delivery.status === 'attempted' && delivery.attempt === failed + 1)
      return this.attempt(queued);
    if (delivery.status !== 'failed' || delivery.attempt !== failed) return;
    const wait = Date.parse(retryAt(delivery)) - this.kit.now().getTime();
    if (wait > 0)
      throw new RetryLater('the next attempt is not due', Math.min(wait, this.options.recheckMs));
    return this.attempt(queued);
  }

  private read({ metadata, data }: StoredEvent): Promise<Queued | undefined> {
    return readQueued(this.kit, metadata.complaintId ?? '', String(data['messageId']));
  }

  private async attempt(queued: Queued): Promise<void> {
    const { messageId } = queued.message;
    const outgoing = await this.outgoing(queued);
    if (!outgoing) return;
    const { delivery } = queued.message;
    const before = 'attempt' in delivery ? delivery.attempt : 0;
    const isOpen = delivery.status === 'attempted';
    const known = this.unsettled.get(`${messageId} ${before}`);
    if (isOpen && known) return this.settle(queued, before, known);
    const { transportMessageId, repeatable } = outgoing;
    const order = { type: 'BeginAttempt', messageId, transportMessageId, repeatable } as const;
    const begun = await record(this.kit, queued, order, `${before} ${isOpen}`);
    if (begun?.delivery.status !== 'attempted') return;
    await this.settle(queued, begun.delivery.attempt, await outgoing.send());
  }

  private async settle(queued: Queued, attempt: number, result: AttemptResult): Promise<void> {
    const { messageId, transport } = queued.message;
    const key = `${messageId} ${attempt}`;
    this.unsettled.set(key, result);
    const order = { type: 'SettleAttempt', messageId, attempt, result } as const;
    const settled = await record(this.kit, queued, order, `${attempt} ${result.kind}`);
    this.unsettled.delete(key);
    const { status } = settled?.delivery ?? {};
    this.kit.logger.debug({ messageId, transport, attempt, status }, 'message attempted');
  }

  /** What goes out, or nothing when there is nobody to send to, which is then stored. */
  private async outgoing(queued: Queued): Promise<Outgoing | undefined> {
    const { messageId, recipient } = queued.message;
    if (recipient.kind === 'subscriber') {
      const { hook } = this.ways;
      // The subscription ended while the message waited.
      if (!hook) return this.abandon(queued, 'no-address');
      const { repeatable } = hook;
      const send = (): Promise<AttemptResult> => hook.send(hookOf(queued));
      return { transportMessageId: hookId(messageId), repeatable, send };
    }
    const addressed = await addressMail(this.kit, queued);
    if ('nobody' in addressed) return this.abandon(queued, addressed.nobody);
    const { mail, from } = this.ways;
    const { repeatable } = mail;
    const headerId = this.headerId(queued) ?? mailId(messageId, from);
    const send = (): Promise<AttemptResult> => mail.send({ ...addressed.mail, headerId });
    return { transportMessageId: headerId, repeatable, send };
  }

  /** The id of the first attempt stays, even when the sender's address was changed since. */
  private headerId({ message: { delivery } }: Queued): string | undefined {
    return 'transportMessageId' in delivery ? delivery.transportMessageId : undefined;
  }

  private async abandon(
    queued: Queued,
    reason: Extract<AttemptResult, { kind: 'failed' }>['reason'],
  ): Promise<undefined> {
    const { messageId } = queued.message;
    await record(this.kit, queued, { type: 'AbandonMessage', messageId, reason }, reason);
    return undefined;
  }
}
