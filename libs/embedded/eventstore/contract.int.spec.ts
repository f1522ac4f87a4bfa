import { EventStoreDBClient } from '@eventstore/db-client';
import { GenericContainer, Wait } from 'testcontainers';
import { describe, it } from 'vitest';
import { eventStoreContract } from './contract/contract.js';
import { startProcess, temporaryFolder } from './spec/server-process.js';

const { ESDB_URL, ADUAN_TESTCONTAINERS, ADUAN_ESDB_IMAGE } = process.env;
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

if (ADUAN_TESTCONTAINERS === '1')
  eventStoreContract(
    'container',
    async () => {
      const container = await new GenericContainer(
        ADUAN_ESDB_IMAGE ?? 'eventstore/eventstore:23.10.6-jammy',
      )
        .withEnvironment({ EVENTSTORE_INSECURE: 'true', EVENTSTORE_MEM_DB: 'false' })
        .withExposedPorts(PORT)
        .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204))
        .start();
      const url = `esdb://${container.getHost()}:${container.getMappedPort(PORT)}?tls=false`;
      return {
        client: EventStoreDBClient.connectionString(url),
        close: async () => {
          await container.stop();
        },
      };
    },
    { canRestart: false },
  );
else
  describe('EventStoreDB contract: container', () => {
    it.skip('ADUAN_TESTCONTAINERS is not 1');
  });
