import type { Connection } from 'mongoose';
import { FileStore, openStorage } from '#libs/attachments';
import type { ServiceName } from '#libs/contracts';
import { actorKey, EventStore, NumberSeries } from '#libs/eventsourcing';
import { connectNats } from '#libs/messaging';
import { createSealer, ErasureJournal, KeyVault, parseMasterKey, SecretStore } from '#libs/privacy';
import { Closing } from './closing.js';
import { filesSettings, type Config } from './config.js';
import { ServiceKit } from './kit.js';
import { serviceLogger } from './logging.js';
import { connectMongo } from './mongo.js';
import { checkMongo, checkNats, connectionError } from './preflight.js';
import { ReferenceData } from './reference-data.js';
import { requireNoRestore } from './restore-mark.js';

export interface OpenKit {
  kit: ServiceKit;
  close(): Promise<void>;
}

const waitForStoreMs = 60_000;

const openMongo = (config: Config): Promise<Connection> =>
  connectMongo(config.ADUAN_MONGODB_URI).catch((error: unknown) => {
    throw connectionError('MongoDB', 'ADUAN_MONGODB_URI', error);
  });

const storeReady = (store: EventStore): Promise<void> =>
  store.ready(waitForStoreMs).catch((error: unknown) => {
    throw connectionError('EventStoreDB', 'ADUAN_ESDB_URL', error);
  });

const vaultOf = async (connection: Connection, masterKey: string) => {
  const master = parseMasterKey(masterKey);
  const vault = new KeyVault({ connection, master });
  await vault.check();
  const secrets = new SecretStore({ connection, master });
  await secrets.prepare();
  return { vault, secrets };
};

/**
 * Opens what a service works with: event store, vault, NATS, reference data. Throws a clear error for a wrong address, a
 * wrong master key or a server that does not come; whatever was opened by then is closed.
 */
export const openKit = async (
  name: ServiceName,
  config: Config,
  options: { now?: () => Date } = {},
): Promise<OpenKit> => {
  const logger = serviceLogger(name, config);
  const now = options.now ?? (() => new Date());
  const closing = new Closing(logger);
  const close = (): Promise<void> => closing.all();
  try {
    const key = actorKey(config.ADUAN_ACTOR_KEY);
    const store = new EventStore(config.ADUAN_ESDB_URL);
    closing.add('event store', () => store.close());
    await storeReady(store);
    const mongo = await openMongo(config);
    closing.add('mongo', () => mongo.close());
    await checkMongo(mongo);
    await requireNoRestore(mongo);
    const { vault, secrets } = await vaultOf(mongo, config.ADUAN_MASTER_KEY);
    const nats = await connectNats({ url: config.ADUAN_NATS_URL, name: `aduan-${name}`, logger });
    closing.add('nats', () => nats.close());
    checkNats(nats);
    const reference = new ReferenceData(store, logger);
    reference.start();
    closing.add('reference data', () => reference.stop());
    const sealer = createSealer({ vault });
    const opened = await openStorage(filesSettings(config));
    closing.add('file storage', () => Promise.resolve(opened.close()));
    const files = new FileStore(opened.storage, vault);
    const numbers = new NumberSeries(store, sealer, now, name);
    const erasures = new ErasureJournal(config.ADUAN_ERASURE_JOURNAL);
    const parts = { name, config, logger, store, mongo, nats, vault, secrets, erasures, files };
    const kit = new ServiceKit({ ...parts, sealer, reference, numbers, actorKey: key, now });
    return { kit, close };
  } catch (error) {
    await close();
    throw error;
  }
};
