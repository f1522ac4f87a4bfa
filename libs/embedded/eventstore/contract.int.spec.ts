import { EventStoreDBClient } from '@eventstore/db-client';
import { GenericContainer, Wait } from 'testcontainers';
import { describe, it } from 'vitest';
import { eventStoreContract } from './contract/contract.js';
import { startProcess, temporaryFolder } from './spec/server-process.js';

const { ESDB_URL, ADUAN_TESTCONTAINERS, ADUAN_ESDB_IMAGE, ADUAN_IMAGE } = process.env;
const PORT = 2113;

eventStoreContract(
  'embedded',
  async () => {
    const data = temporaryFolder();
    let server = await startProcess(data);
    return {
      client: EventStoreDBClient.connectionString(server.url),
      restart: async () => {
        await server.kill('SIGKILL');
        server = await startProcess(data, server.port);
      },
      close: async () => {
        await server.kill('SIGTERM');
      },
    };
  },
  { canRestart: true },
);

if (ESDB_URL)
  eventStoreContract(
    `ESDB_URL ${ESDB_URL}`,
    async () => ({ client: EventStoreDBClient.connectionString(ESDB_URL) }),
    { canRestart: false },
  );
else
  describe('EventStoreDB contract: ESDB_URL', () => {
    it.skip('ESDB_URL names no server');
  });

/** Aduan's own image with this server, or (ADUAN_TESTCONTAINERS=1) the official one. */
const container = (): GenericContainer =>
  ADUAN_TESTCONTAINERS === 'embedded'
    ? new GenericContainer(ADUAN_IMAGE ?? 'aduan:local')
        .withCommand(['embedded-eventstore', '--host', '0.0.0.0', '--data', '/var/lib/aduan/data'])
        .withEnvironment({ ADUAN_EMBEDDED_NETWORK: 'private' })
        .withWaitStrategy(Wait.forLogMessage(/^ready /))
    : new GenericContainer(ADUAN_ESDB_IMAGE ?? 'eventstore/eventstore:23.10.1-bookworm-slim')
        .withEnvironment({ EVENTSTORE_INSECURE: 'true', EVENTSTORE_MEM_DB: 'false' })
        .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204));

if (ADUAN_TESTCONTAINERS)
  eventStoreContract(
    'container',
    async () => {
      const started = await container().withExposedPorts(PORT).start();
      const url = `esdb://${started.getHost()}:${started.getMappedPort(PORT)}?tls=false`;
      return {
        client: EventStoreDBClient.connectionString(url),
        close: async () => {
          await started.stop();
        },
      };
    },
    { canRestart: false },
  );
else
  describe('EventStoreDB contract: container', () => {
    it.skip('ADUAN_TESTCONTAINERS is neither 1 nor embedded');
  });
