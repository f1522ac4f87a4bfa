import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { FileStore } from '#libs/attachments';
import type { ServiceName } from '#libs/contracts';
import type { EventStore, NumberSeries, Sealer } from '#libs/eventsourcing';
import type { NatsConnection } from '#libs/messaging';
import type { ErasureJournal, KeyVault, SecretStore } from '#libs/privacy';
import type { Config } from './config.js';
import type { ReferenceData } from './reference-data.js';

/**
 * What every service works with. A class so that Nest can inject it by type; made once per service by `openKit`.
 */
export class ServiceKit {
  readonly name!: ServiceName;
  readonly config!: Config;
  readonly logger!: Logger;
  readonly store!: EventStore;
  /** MongoDB; only views, sla and portal keep documents of their own there. */
  readonly mongo!: Connection;
  readonly nats!: NatsConnection;
  readonly vault!: KeyVault;
  readonly secrets!: SecretStore;
  /** Where erasures are noted besides their events; only the service that erases writes it. */
  readonly erasures!: ErasureJournal;
  /** Attachments and documents, encrypted. */
  readonly files!: FileStore;
  readonly sealer!: Sealer;
  readonly reference!: ReferenceData;
  readonly numbers!: NumberSeries;
  readonly actorKey!: Uint8Array;
  /** The clock; injected, so that tests can move it. */
  readonly now!: () => Date;

  constructor(parts: {
    [K in keyof ServiceKit]: ServiceKit[K];
  }) {
    Object.assign(this, parts);
  }
}
