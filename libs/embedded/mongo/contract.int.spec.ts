import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { GenericContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, describe } from 'vitest';
import { aggregatesContract } from './contract/aggregates.js';
import { Context, type Target } from './contract/context.js';
import { documentsContract } from './contract/documents.js';
import { indexesContract } from './contract/indexes.js';
import { modelsContract } from './contract/models.js';
import { queriesContract } from './contract/queries.js';
import { randomContract } from './contract/random.js';
import { refusedContract } from './contract/refused.js';
import { updatesContract } from './contract/updates.js';
import { writesContract } from './contract/writes.js';
import { startEmbeddedMongo } from './index.js';

const embedded: Target = {
  name: 'embedded',
  embedded: true,
  async start() {
    const data = await mkdtemp(join(tmpdir(), 'aduan-mongo-'));
    const server = await startEmbeddedMongo({ port: 0, data, logger: pino({ level: 'silent' }) });
    const stop = async (): Promise<void> => {
      await server.close();
      await rm(data, { recursive: true });
    };
    return { uri: server.uri, stop };
  },
};

const address = process.env['MONGODB_URI'];
const named: Target[] =
  address === undefined
    ? []
    : [
        {
          name: 'MONGODB_URI',
          embedded: false,
          start: () => Promise.resolve({ uri: address, stop: () => Promise.resolve() }),
        },
      ];

const PORT = 27017;
const kind = process.env['ADUAN_TESTCONTAINERS'];
/** Aduan's own image with this server, or (ADUAN_TESTCONTAINERS=1) the official one. */
const image = (): GenericContainer =>
  kind === 'embedded'
    ? new GenericContainer(process.env['ADUAN_IMAGE'] ?? 'aduan:local')
        .withCommand(['embedded-mongo', '--host', '0.0.0.0', '--data', '/var/lib/aduan/data'])
        .withEnvironment({ ADUAN_EMBEDDED_NETWORK: 'private' })
        .withWaitStrategy(Wait.forLogMessage(/embedded MongoDB: /))
    : new GenericContainer(process.env['ADUAN_MONGO_IMAGE'] ?? 'mongo:7').withWaitStrategy(
        Wait.forListeningPorts(),
      );

const container: Target = {
  name: 'container',
  embedded: false,
  async start() {
    const started = await image().withExposedPorts(PORT).start();
    const uri = `mongodb://${started.getHost()}:${started.getMappedPort(PORT)}/?directConnection=true`;
    return {
      uri,
      stop: async () => {
        await started.stop();
      },
    };
  },
};

const targets = [embedded, ...named];
if (kind) targets.push(container);

describe.each(targets)('MongoDB as Aduan uses it: $name', (target) => {
  let open: Context | undefined;
  beforeAll(async () => {
    open = await Context.open(target);
  }, 120_000);
  afterAll(async () => {
    await open?.close();
  });
  const context = (): Context => {
    if (open === undefined) throw new Error('the server is not running');
    return open;
  };

  documentsContract(context);
  queriesContract(context);
  updatesContract(context);
  writesContract(context);
  indexesContract(context);
  aggregatesContract(context);
  modelsContract(context);
  randomContract(context);
  if (target.embedded) refusedContract(context);
});
