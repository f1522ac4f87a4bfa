import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { AduanTransport, RetryLater } from '#libs/messaging';
import { isServerMissing, type ServiceKit } from '#libs/service';
import type { Sender } from './sender.js';

type Handler = (event: StoredEvent) => Promise<void>;

/** An event waits while the reference data is still being read. */
const patient =
  (handle: Handler): Handler =>
  async (event) => {
    try {
      await handle(event);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unavailable')
        throw new RetryLater(error.code);
      throw error;
    }
  };

/**
 * The outbox: notification's own events come back over JetStream and are sent. E-mail, webhooks and repeated attempts have a
 * consumer each, so that none waits for a server of another that is down.
 */
export class OutboxConsumers implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly transports: AduanTransport[];

  constructor(
    private readonly kit: ServiceKit,
    sender: Sender,
  ) {
    this.transports = [
      this.consumer('email', 'MessageQueued', (event) => sender.onQueued(event, 'email')),
      this.consumer('webhook', 'MessageQueued', (event) => sender.onQueued(event, 'webhook')),
      this.consumer('retry', 'DeliveryFailed', (event) => sender.onFailed(event)),
    ];
  }

  onApplicationBootstrap(): void {
    for (const transport of this.transports)
      transport.listen((error) => {
        if (error) throw error;
      });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.transports.map((transport) => transport.close()));
  }

  private consumer(suffix: string, type: string, handle: Handler): AduanTransport {
    const { nats: connection, logger, config } = this.kit;
    const transport = new AduanTransport({
      service: 'notification',
      suffix,
      connection,
      logger,
      replicas: config.ADUAN_REPLICAS === '3' ? 3 : 1,
      isServerMissing,
    });
    transport.addHandler(`notification/${type}`, patient(handle), true);
    return transport;
  }
}
