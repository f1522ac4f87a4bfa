import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import {
  commandSubject,
  type Actor,
  type CommandReply,
  type CommandRequest,
} from '#libs/contracts';
import { startServers, type Servers } from '#libs/embedded/servers';
import { signActor } from '#libs/eventsourcing';
import { openKit, readConfig, type Config, type OpenKit, type ServiceKit } from '#libs/service';
import { makeDemoAccounts } from '../../../deploy/local/accounts.js';
import { startLocal } from '../../../deploy/local/host.js';
import { localSecrets } from '../../../deploy/local/secrets.js';
import { IntakeCommands } from '../../../services/intake/src/commands/intake.commands.js';
import { kabupatenFile } from '../history/folder.js';
import { wordsOf } from '../history/words.js';

/** The three servers with rules and accounts in them, and intake's kit in this process. Nothing else runs. */
export interface Office {
  servers: Servers;
  config: Config;
  environment: Record<string, string>;
  kit: ServiceKit;
  close(): Promise<void>;
}

const petugas: Actor = { id: 'bench', role: 'petugas', kecamatan: '64.09.02' };

/** Body of a registration with invented words. */
export const registrationOf = (index: number) => {
  const { subject, description, name } = wordsOf(index);
  return {
    kecamatan: '64.09.02',
    caseType: 'complaint',
    channel: 'phone',
    villageCode: '64.09.02.1003',
    subject,
    description,
    reporter: { name, phone: '081234567890' },
  } as const;
};

/** Registers a complaint in this process: what intake does with a request, without NATS. Throws an Error when refused. */
export const registerHere = async (kit: ServiceKit, index: number): Promise<CommandReply> => {
  const body = registrationOf(index);
  const request: CommandRequest = {
    type: 'RegisterComplaint',
    kecamatan: body.kecamatan,
    key: randomUUID(),
    caller: petugas.id,
    body,
    actor: await signActor(petugas, kit.actorKey),
    correlationId: randomUUID(),
  };
  const reply = await new IntakeCommands(kit).handle(request);
  if (!reply.ok) throw new Error(`${commandSubject('intake')}: ${reply.error.code}`);
  return reply;
};

const seed = async (data: string): Promise<void> => {
  const system = await startLocal({ data, port: 0, kabupaten: kabupatenFile });
  try {
    await makeDemoAccounts(system.portal);
  } finally {
    await system.close();
  }
};

/** The settings under which services find the servers and keys of a data folder. */
export const environmentOf = (data: string, servers: Servers): Record<string, string> => {
  const { masterKey, actorKey } = localSecrets(data);
  return {
    ADUAN_ESDB_URL: servers.esdbUrl,
    ADUAN_MONGODB_URI: servers.mongoUri,
    ADUAN_NATS_URL: servers.natsUrl,
    ADUAN_MASTER_KEY: masterKey,
    ADUAN_ACTOR_KEY: actorKey,
    ADUAN_KABUPATEN: kabupatenFile,
    ADUAN_LOG_LEVEL: 'warn',
    ADUAN_LOG_FILE: join(data, 'logs/bench.log'),
    ADUAN_MAIL_FOLDER: join(data, 'mail'),
    ADUAN_FILES: join(data, 'files'),
  };
};

/** Opens an office in a folder that is not there yet. */
export const openOffice = async (data: string): Promise<Office> => {
  await seed(data);
  const servers = await startServers({ data, logger: pino({ level: 'silent' }) });
  let open: OpenKit | undefined;
  const close = async (): Promise<void> => {
    await open?.close();
    await servers.close();
  };
  try {
    const environment = environmentOf(data, servers);
    const config = readConfig(environment);
    open = await openKit('intake', config);
    await open.kit.reference.whenReady(30_000);
    return { servers, config, environment, kit: open.kit, close };
  } catch (error) {
    await close();
    throw error;
  }
};
