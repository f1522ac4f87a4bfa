import type { Connection } from 'mongoose';
import { pino } from 'pino';
import { openStorage, type OpenStorage } from '#libs/attachments';
import { EventStore } from '#libs/eventsourcing';
import { connectNats, countMessages, heldLeases, type NatsConnection } from '#libs/messaging';
import { KeyVault, parseMasterKey, type MasterKey } from '#libs/privacy';
import { connectMongo, filesSettings, type Config } from '#libs/service';
import { Refused } from '../command.js';
import { allPrefixes } from './format.js';
import { untilNow } from '../until-now.js';
import { filledCollections } from './erasures.js';
import { filePaths } from './stored-files.js';

/** An installation without its services. */
export interface Target {
  store: EventStore;
  mongo: Connection;
  nats: NatsConnection;
  vault: KeyVault;
  master: MasterKey;
  files: OpenStorage['storage'];
  close(): Promise<void>;
}

const withinMs = 30_000;

/** Connects to the three servers; nothing is made. */
export const openTarget = async (config: Config): Promise<Target> => {
  const master = parseMasterKey(config.ADUAN_MASTER_KEY);
  const store = new EventStore(config.ADUAN_ESDB_URL);
  const opened: (() => Promise<unknown>)[] = [() => store.close()];
  const close = async (): Promise<void> => {
    for (const each of opened.splice(0).toReversed()) await each().catch(() => undefined);
  };
  try {
    await store.ready(withinMs);
    const mongo = await connectMongo(config.ADUAN_MONGODB_URI);
    opened.push(() => mongo.close());
    const logger = pino({ level: 'silent' });
    const target = { url: config.ADUAN_NATS_URL, name: 'aduan-operator', logger, withinMs };
    const nats = await connectNats(target);
    opened.push(() => nats.close());
    const files = await openStorage(filesSettings(config));
    opened.push(() => Promise.resolve(files.close()));
    return {
      store,
      mongo,
      nats,
      vault: new KeyVault({ connection: mongo, master }),
      master,
      files: files.storage,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

/** Throws Refused while a service of Aduan runs on these servers. */
export const requireStopped = async (nats: NatsConnection): Promise<void> => {
  const held = await heldLeases(nats);
  if (held.length > 0)
    throw new Refused(`services of Aduan run here (${held.join(', ')}): stop all of them first`);
};

/** Throws Refused while files of complaints are there: a backup that holds them would lie over others. */
export const requireNoFiles = async ({ files }: Target): Promise<void> => {
  for await (const path of filePaths(files))
    throw new Refused(
      `the file store holds files (${path}): a backup is restored into an empty installation only`,
    );
};

/** Throws Refused, naming what is there, unless event store, documents and messages are all empty. */
export const requireEmpty = async ({ store, mongo, nats }: Target): Promise<void> => {
  const where = 'a backup is restored into an empty installation only';
  for await (const { streamId } of untilNow(store, allPrefixes))
    throw new Refused(`the event store holds events (${streamId}): ${where}`);
  const filled = await filledCollections(mongo);
  if (filled.length > 0)
    throw new Refused(`MongoDB holds documents (${filled.join(', ')}): ${where}`);
  const messages = await countMessages(nats);
  if (messages > 0) throw new Refused(`JetStream holds ${messages} messages: ${where}`);
};
