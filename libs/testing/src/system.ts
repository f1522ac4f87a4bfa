import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import {
  commandContracts,
  commandSubject,
  type Actor,
  type CommandInput,
  type CommandReply,
  type CommandRequest,
  type CommandType,
  type ServiceName,
} from '#libs/contracts';
import { startServers, type Servers } from '#libs/embedded/servers';
import {
  derivedId,
  envelop,
  signActor,
  type AnyEvent,
  type Decision,
  type StoredEvent,
} from '#libs/eventsourcing';
import { Relay, request } from '#libs/messaging';
import type { Config, ServiceKit } from '#libs/service';
import { kabupatenFile } from './occasion.js';

/** The three embedded servers on free ports in a folder of their own, with settings for services. */
export interface TestServers {
  servers: Servers;
  config: Config;
  folder: string;
  close(): Promise<void>;
}

/** Starts the embedded servers (built: `npm run build`). Give this 60 s in `beforeAll`. */
export const startTestServers = async (changes: Partial<Config> = {}): Promise<TestServers> => {
  const folder = mkdtempSync(join(tmpdir(), 'aduan-spec-'));
  const servers = await startServers({ data: folder, logger: pino({ level: 'silent' }) });
  const config: Config = {
    ADUAN_ESDB_URL: servers.esdbUrl,
    ADUAN_MONGODB_URI: servers.mongoUri,
    ADUAN_NATS_URL: servers.natsUrl,
    ADUAN_MASTER_KEY: randomBytes(32).toString('base64'),
    ADUAN_ACTOR_KEY: randomBytes(32).toString('base64'),
    ADUAN_REPLICAS: '1',
    ADUAN_KABUPATEN: kabupatenFile,
    ADUAN_LOG_LEVEL: 'warn',
    ADUAN_LOG_FILE: join(folder, 'logs/services.log'),
    ADUAN_PORT: 0,
    ADUAN_HOST: '127.0.0.1',
    ADUAN_HEALTH_PORT: 0,
    ADUAN_MAIL_FROM: 'aduan@localhost.localdomain',
    ADUAN_MAIL_FOLDER: join(folder, 'mail'),
    ADUAN_FILES: join(folder, 'files'),
    ADUAN_FILES_REGION: 'us-east-1',
    ...changes,
  };
  const close = async (): Promise<void> => {
    await servers.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { servers, config, folder, close };
};

export interface Sent<T extends CommandType> {
  type: T;
  by: Actor;
  body: CommandInput<T>;
  kecamatan?: string;
  complaintId?: string;
  /** A new key each time where it is left out. */
  key?: string;
  expectedRevision?: bigint;
  /** Needed for commands of the holder. */
  service?: ServiceName;
}

/** Sends a command to its service as the portal would. */
export const sendCommand = async <T extends CommandType>(
  kit: ServiceKit,
  sent: Sent<T>,
): Promise<CommandReply> => {
  const owner = commandContracts[sent.type].service;
  const service = sent.service ?? (owner === 'holder' ? kit.name : owner);
  const message: CommandRequest = {
    type: sent.type,
    kecamatan: sent.kecamatan ?? (sent.by.kecamatan === '*' ? '64.09.02' : sent.by.kecamatan),
    key: sent.key ?? randomUUID(),
    caller: sent.by.id,
    body: sent.body,
    actor: await signActor(sent.by, kit.actorKey),
    correlationId: randomUUID(),
    ...(sent.complaintId === undefined ? {} : { complaintId: sent.complaintId }),
    ...(sent.expectedRevision === undefined
      ? {}
      : { expectedRevision: sent.expectedRevision.toString() }),
  };
  return request<CommandReply>(kit.nats, commandSubject(service), message, { timeoutMs: 15_000 });
};

/** Every event of a stream. */
export const readStream = async (kit: ServiceKit, streamId: string): Promise<StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const event of kit.store.readStream(streamId)) events.push(event);
  return events;
};

/**
 * A service that is not there: its events are written to its stream and relayed as the service itself would do it.
 */
export const foreignService = (kit: ServiceKit, service: ServiceName) => {
  const relay = new Relay({
    service,
    prefixes: [`${service}-`],
    store: kit.store,
    connection: kit.nats,
    logger: kit.logger,
  });
  relay.start();
  return {
    stop: () => relay.stop(),
    /** Appends to `<service>-<complaintId>`; `at` is the moment, UTC. */
    happened: async (
      complaintId: string,
      events: Decision<AnyEvent>[],
      where: { kecamatan?: string; at?: string; streamId?: string } = {},
    ): Promise<void> => {
      const streamId = where.streamId ?? `${service}-${complaintId}`;
      const before = await readStream(kit, streamId);
      const at = where.at ?? kit.now().toISOString();
      const enveloped = await envelop(events, {
        streamId,
        sealer: kit.sealer,
        occurredAt: at,
        recordedAt: at,
        context: {
          kecamatan: where.kecamatan ?? '64.09.02',
          complaintId,
          actor: { id: `system:${service}`, role: 'system', kecamatan: '*' },
          commandKey: derivedId('foreign', streamId, String(before.length)),
          correlationId: 'spec',
        },
      });
      await kit.store.append(streamId, enveloped, before.at(-1)?.revision ?? 'no_stream');
    },
  };
};

export { eventually } from '#libs/testing/eventually';
