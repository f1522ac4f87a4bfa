import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { startServers, type Servers } from '#libs/embedded/servers';
import { readConfig, type Config } from '#libs/service';
import { readAddresses } from '../local/addresses.js';
import { openDataFolder } from '../local/data-folder.js';
import { localSecrets } from '../local/secrets.js';
import { Refused } from './command.js';
import { say } from './output.js';

/** What a command works on: the settings of a service, and whether services are certain not to run. */
export interface Installation {
  config: Config;
  /** Data folder of the local system; undefined where the settings come from the environment. */
  data?: string;
  /** The servers were started for this command: no service of Aduan is on them. */
  alone: boolean;
  close(): Promise<void>;
}

const servers = ['ADUAN_ESDB_URL', 'ADUAN_MONGODB_URI', 'ADUAN_NATS_URL'] as const;

/** Whether the environment says where the servers are. */
export const isFromEnvironment = (environment: NodeJS.ProcessEnv = process.env): boolean =>
  servers.some((name) => environment[name] ?? environment[`${name}_FILE`]);

const defaultFolder = '.aduan/data';

/** The folder of the local system that the command line means. */
export const dataFolderOf = (given: string | undefined): string =>
  resolve(given ?? process.env['ADUAN_DATA'] ?? defaultFolder);

/** Keys of a data folder; one without any is no data folder, and none are made. Throws Refused. */
const keysOf = (data: string) => {
  if (!existsSync(join(data, 'secrets.json')))
    throw new Refused(
      `${data} has no secrets.json, so it is not the data folder of a local system: give one with --data, or say in the ` +
        'environment where the servers are (ADUAN_ESDB_URL, ADUAN_MONGODB_URI, ADUAN_NATS_URL)',
    );
  return localSecrets(data);
};

type Where = Pick<Servers, 'esdbUrl' | 'mongoUri' | 'natsUrl'>;

const localConfig = (data: string, where: Where): Config => {
  const { masterKey, actorKey } = keysOf(data);
  return readConfig({
    ADUAN_ESDB_URL: where.esdbUrl,
    ADUAN_MONGODB_URI: where.mongoUri,
    ADUAN_NATS_URL: where.natsUrl,
    ADUAN_MASTER_KEY: masterKey,
    ADUAN_ACTOR_KEY: actorKey,
    // A command's own messages are its output; what libraries log would stand in between.
    ADUAN_LOG_LEVEL: 'silent',
    ADUAN_ERASURE_JOURNAL: join(data, 'erasures.jsonl'),
    ADUAN_FILES: join(data, 'files'),
  });
};

const onDataFolder = async (data: string, needsAlone: boolean): Promise<Installation> => {
  keysOf(data);
  const running = readAddresses(data);
  if (running && needsAlone)
    throw new Refused(
      `Aduan runs on ${data} (process ${running.pid}): stop it first, this command needs it still`,
    );
  if (running)
    return {
      config: localConfig(data, running),
      data,
      alone: false,
      close: () => Promise.resolve(),
    };
  openDataFolder(data);
  say(`nothing runs on ${data}: its servers are started for this command`);
  const started = await startServers({ data, logger: pino({ level: 'silent' }) });
  const close = (): Promise<void> => started.close();
  return { config: localConfig(data, started), data, alone: true, close };
};

/**
 * The installation that the command line means: `--data DIR`, else the environment's servers, else the local system's usual
 * folder. The servers of a data folder on which nothing runs are started until `close`. `needsAlone` refuses a data folder
 * on which services run. Throws Refused and ConfigError.
 */
export const openInstallation = async (
  given: string | undefined,
  options: { needsAlone?: boolean } = {},
): Promise<Installation> => {
  if (given !== undefined || !isFromEnvironment())
    return onDataFolder(dataFolderOf(given), options.needsAlone ?? false);
  const config = { ...readConfig(), ADUAN_LOG_LEVEL: 'silent' as const };
  return { config, alone: false, close: () => Promise.resolve() };
};
