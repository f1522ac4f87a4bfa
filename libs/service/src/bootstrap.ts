import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { DynamicModule, INestMicroservice } from '@nestjs/common';
import type { ServiceName } from '#libs/contracts';
import { AduanTransport, ensureStreams, Relay, rethrowErrors } from '#libs/messaging';
import { startTracing } from '#libs/telemetry';
import { Closing } from './closing.js';
import type { Config } from './config.js';
import { startHealth, type HealthServer } from './health.js';
import type { ServiceKit } from './kit.js';
import { lastWords } from './last-words.js';
import { openKit, type OpenKit } from './open-kit.js';
import { nestLogger } from './logging.js';
import { isServerMissing, refusalOf } from './refusal.js';
import type { RunningService, ServiceStatus } from './running-service.js';

/** A module that can be made for a kit; `<name>.module.ts` of each service is one. */
export interface ServiceModule {
  with(kit: ServiceKit): DynamicModule;
}

export type CreateService = (config: Config, options?: HostOptions) => Promise<RunningService>;

/** What a host may change; a test moves the clock. */
export interface HostOptions {
  now?: () => Date;
}

export interface ServiceHooks {
  /** Runs once the kit is open and before the service listens, e.g. to seed. */
  beforeListen?: (kit: ServiceKit) => Promise<void>;
}

const replicasOf = (config: Config): 1 | 3 => (config.ADUAN_REPLICAS === '3' ? 3 : 1);

// Without it Nest's own filter hides what went wrong from the transport.
const withErrors = (module: DynamicModule): DynamicModule => ({
  ...module,
  providers: [...(module.providers ?? []), rethrowErrors],
});

const relayOf = (open: OpenKit): Relay =>
  new Relay({
    service: open.kit.name,
    prefixes: [`${open.kit.name}-`],
    store: open.kit.store,
    connection: open.kit.nats,
    logger: open.kit.logger,
    replicas: replicasOf(open.kit.config),
  });

/**
 * Starts one service: opens its kit, makes the streams, listens to commands and events, relays its own events. Whatever
 * was opened is closed again when a later part fails.
 */
export const createService = async (
  name: ServiceName,
  module: ServiceModule,
  config: Config,
  options: HostOptions & ServiceHooks = {},
): Promise<RunningService> => {
  const open = await openKit(name, config, options);
  const { kit } = open;
  const closing = new Closing(kit.logger);
  const tracing = await startTracing();
  closing.add('tracing', async () => tracing?.close());
  closing.add('kit', () => open.close());
  try {
    await ensureStreams(kit.nats, { replicas: replicasOf(config) });
    await options.beforeListen?.(kit);
    const transport = new AduanTransport({
      service: name,
      connection: kit.nats,
      logger: kit.logger,
      replicas: replicasOf(config),
      isServerMissing,
      encodeError: (error) => ({ ...refusalOf(error, name, kit.logger).error }),
    });
    const app: INestMicroservice = await NestFactory.createMicroservice(
      withErrors(module.with(kit)),
      {
        strategy: transport,
        logger: nestLogger(kit.logger),
      },
    );
    closing.add('transport', () => app.close());
    await app.listen();
    const relay = relayOf(open);
    relay.start();
    closing.add('relay', () => relay.stop());
    const status = (): ServiceStatus => {
      const parts = { relay: relay.status(), transport: transport.report() };
      return { name, ready: kit.reference.ready && !kit.nats.isClosed(), ...parts };
    };
    return { name, kit, status, close: () => closing.all() };
  } catch (error) {
    await closing.all();
    throw error;
  }
};

/** Runs a service as a process of its own until it is told to stop. Settings that are wrong end it with code 1. */
export const runService = async (create: CreateService): Promise<void> => {
  const { readConfig } = await import('./config.js');
  let health: HealthServer | undefined;
  try {
    const config = readConfig();
    const service = await create(config);
    process.once(
      'uncaughtException',
      lastWords(service.kit.logger, (code) => process.exit(code)),
    );
    health = await startHealth(config, service);
    service.kit.logger.info({ health: health?.port }, `${service.name} is ready`);
    const stop = (): void => {
      void (async () => {
        await health?.close();
        await service.close();
        process.exit(0);
      })();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    if (process.send) process.once('disconnect', stop);
    process.send?.({ type: 'ready', name: service.name, health: health?.port });
  } catch (error) {
    process.stderr.write(`aduan: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
};
