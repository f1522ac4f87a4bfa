import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Logger } from 'pino';
import { listenHost } from '#libs/embedded/host';
import { CommandError } from './errors.js';
import { Cursors } from './commands/cursors.js';
import type { Engine } from './commands/engine.js';
import { errorReply } from './commands/table.js';
import { Deadline, Executor } from './executor.js';
import { Connection } from './net/connection.js';
import { Catalog } from './storage/catalog.js';
import { Database } from './storage/database.js';
import { parseIndexSpec } from './storage/index-spec.js';

/** How the embedded server is started. */
export interface EmbeddedMongoOptions {
  /** 0 asks for a free port. */
  port: number;
  /** IP address to listen on, loopback by itself; any other one only where `listenHost` lets it. */
  host?: string;
  /** Folder of the data; one process at a time uses it. */
  data: string;
  logger: Logger;
}

/** A running embedded server. */
export interface EmbeddedMongo {
  port: number;
  uri: string;
  close(): Promise<void>;
}

/** The port is taken: the message says which. */
export class PortInUse extends Error {}

/**
 * Starts a server that speaks a subset of MongoDB's wire protocol over one SQLite file, on 127.0.0.1 by itself. For
 * development, demonstrations and tests: one process, one machine, no users.
 * @throws HostRefused, DataFolderError when the folder cannot be used, PortInUse when the port is taken
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { logger } = options;
  const host = listenHost(options.host);
  const database = Database.open(options.data);
  const connections = new Set<Connection>();
  const deadline = new Deadline();
  const engine = createEngine(database, deadline, () => connections.size);
  const executor = new Executor(engine, deadline, logger);
  const server = createServer((socket) => accept(socket, connections, executor, logger));
  try {
    await listen(server, host, options.port);
  } catch (error) {
    database.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  logger.warn(
    { port, data: options.data },
    'embedded MongoDB is for development and tests, not for production',
  );
  return {
    port,
    uri: `mongodb://${host}:${port}/?directConnection=true`,
    close: () => close(server, connections, executor, database),
  };
}

function createEngine(database: Database, deadline: Deadline, connections: () => number): Engine {
  const catalog = new Catalog(database, parseIndexSpec);
  return {
    database,
    catalog,
    cursors: new Cursors(Date.now),
    reading: {
      database,
      examined: { keys: 0, documents: 0 },
      checkDeadline: () => deadline.check(),
      isLive: (collection) => catalog.find(collection.namespace) === collection,
    },
    startedAt: Date.now(),
    connections,
  };
}

let lastConnectionId = 0;

function accept(
  socket: Socket,
  connections: Set<Connection>,
  executor: Executor,
  logger: Logger,
): void {
  lastConnectionId += 1;
  const connectionId = lastConnectionId;
  const connection = new Connection(socket, logger, {
    command: (command, answer) => executor.submit({ command, connectionId, answer }),
    refusal: (error) =>
      errorReply(
        error instanceof CommandError ? error : new CommandError('InternalError', error.message),
      ),
    closed: () => connections.delete(connection),
  });
  connections.add(connection);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new PortInUse(`port ${port} on ${host} is already in use`) : error);
    });
    server.listen(port, host, () => resolve());
  });
}

function close(
  server: Server,
  connections: Set<Connection>,
  executor: Executor,
  database: Database,
): Promise<void> {
  return new Promise((resolve) => {
    executor.flush();
    server.close(() => {
      executor.flush();
      database.close();
      resolve();
    });
    for (const connection of connections) connection.end();
  });
}
