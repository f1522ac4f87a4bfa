import { join } from 'node:path';
import { startServers, type Servers } from '#libs/embedded/servers';
import {
  serviceLogger,
  type readEsignConfig,
  type Config,
  type CreateService,
  type RunningService,
  type ServiceStatus,
} from '#libs/service';
import { create as coordination } from '../../services/coordination/src/create.js';
import { create as intake } from '../../services/intake/src/create.js';
import { create as notification } from '../../services/notification/src/create.js';
import { create as portal, type RunningPortal } from '../../services/portal/src/create.js';
import { create as resolution } from '../../services/resolution/src/create.js';
import { create as sla } from '../../services/sla/src/create.js';
import { readKecamatan } from '../../services/sla/src/seeds/kabupaten-files.js';
import { create as triage } from '../../services/triage/src/create.js';
import { create as views } from '../../services/views/src/create.js';
import { removeAddresses, writeAddresses } from './addresses.js';
import { openDataFolder } from './data-folder.js';
import { localSecrets } from './secrets.js';

/** The whole system in this process, on three embedded servers. */
export interface LocalSystem {
  portal: RunningPortal;
  services: RunningService[];
  servers: Servers;
  config: Config;
  close(): Promise<void>;
}

export interface LocalOptions {
  /** Folder of everything that is kept. */
  data: string;
  /** HTTP port of the portal; 0 takes a free one. */
  port: number;
  kabupaten: string;
  now?: () => Date;
  /** The signing service, where there is one to try. */
  esign?: ReturnType<typeof readEsignConfig>;
  /** Progress, one line each. */
  say?: (line: string) => void;
}

/** Services in the order in which they start: sla first, for it seeds the rules. */
const creators: [string, CreateService][] = [
  ['sla', sla],
  ['intake', intake],
  ['triage', triage],
  ['coordination', coordination],
  ['resolution', resolution],
  ['notification', notification],
  ['views', views],
];

const configOf = (options: LocalOptions, servers: Servers): Config => {
  const { masterKey, actorKey } = localSecrets(options.data);
  return {
    ADUAN_ESDB_URL: servers.esdbUrl,
    ADUAN_MONGODB_URI: servers.mongoUri,
    ADUAN_NATS_URL: servers.natsUrl,
    ADUAN_MASTER_KEY: masterKey,
    ADUAN_ACTOR_KEY: actorKey,
    ADUAN_REPLICAS: '1',
    // The data folder belongs to one process at a time: its servers see to that.
    ADUAN_INSTANCE: 'local',
    ADUAN_KABUPATEN: options.kabupaten,
    ADUAN_LOG_LEVEL: 'info',
    ADUAN_LOG_FILE: join(options.data, 'logs/aduan.log'),
    ADUAN_PORT: options.port,
    ADUAN_HOST: '127.0.0.1',
    ADUAN_HEALTH_PORT: 0,
    ADUAN_MAIL_FROM: 'aduan@localhost.localdomain',
    ADUAN_MAIL_FOLDER: join(options.data, 'mail'),
    ADUAN_FILES: join(options.data, 'files'),
    ADUAN_FILES_REGION: 'us-east-1',
    ADUAN_ERASURE_JOURNAL: join(options.data, 'erasures.jsonl'),
    ...options.esign,
  };
};

const lookMs = 10_000;
const stuckAfter = 6;

/**
 * Waits for the rules as long as the history is being looked through, which takes minutes in a large store without a list
 * of kecamatan. Throws an Error when nothing came for a minute.
 */
const waitForRules = async (
  reference: RunningPortal['kit']['reference'],
  say: (line: string) => void,
): Promise<void> => {
  let before = -1;
  for (let still = 0; !(await reference.whenReady(lookMs));) {
    still = reference.progress > before ? 0 : still + 1;
    before = reference.progress;
    if (still >= stuckAfter) throw new Error('the event store gives no procedure of any kecamatan');
    say(`looking for the kecamatan in the history, ${before} looks so far …`);
  }
};

/** Starts everything; what was started is stopped again when a later part fails. Throws clear Errors. */
export const startLocal = async (options: LocalOptions): Promise<LocalSystem> => {
  const say = options.say ?? ((): void => undefined);
  const clock = options.now ? { now: options.now } : {};
  // A mistake in the file is told before anything is made.
  await readKecamatan(options.kabupaten);
  openDataFolder(options.data);
  // The keys come first: a folder whose keys are lost is refused before anything touches it.
  localSecrets(options.data);
  const logger = serviceLogger('local', {
    ADUAN_LOG_LEVEL: 'info',
    ADUAN_LOG_FILE: join(options.data, 'logs/aduan.log'),
  });
  say('starting the event store, document and message servers …');
  const servers = await startServers({ data: options.data, logger });
  const services: RunningService[] = [];
  const close = async (): Promise<void> => {
    for (const service of services.toReversed()) await service.close();
    await servers.close();
    removeAddresses(options.data);
  };
  try {
    const config = configOf(options, servers);
    for (const [name, create] of creators) {
      say(`starting ${name} …`);
      services.push(await create(config, clock));
    }
    say('starting portal …');
    const neighbours = (): ServiceStatus[] =>
      services.filter((each) => each !== door).map((each) => each.status());
    const door: RunningPortal = await portal(config, { ...clock, neighbours });
    services.push(door);
    await waitForRules(door.kit.reference, say);
    const { esdbUrl, mongoUri, natsUrl } = servers;
    writeAddresses(options.data, { pid: process.pid, esdbUrl, mongoUri, natsUrl, url: door.url });
    return { portal: door, services, servers, config, close };
  } catch (error) {
    await close();
    throw error;
  }
};
