import { once } from 'node:events';
import { createServer, isIPv6 } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import { listenHost } from '#libs/embedded/host';
import { AppendService } from './append-service.js';
import type { Faults } from './append-service.js';
import { Committer } from './committer.js';
import { LiveHub } from './live.js';
import { addServices, OpenCalls } from './services.js';
import { Store } from './store.js';

/** Frames that may wait for a slow live subscriber before it is dropped: 32 + 32 on the real server. */
const SUBSCRIBER_BUFFER = 64;
/** Above this many bytes a message is not even collected; between the protocol's limit and this it is refused politely. */
const HARD_MESSAGE_LIMIT = 32 * 1024 * 1024;
/** How long a shutdown waits for clients to take their last answers, in ms. */
const SHUTDOWN_GRACE = 500;

export interface EmbeddedEventStoreOptions {
  /** TCP port; 0 takes a free one. */
  port: number;
  /** IP address to listen on, loopback by itself; any other one only where `listenHost` lets it. */
  host?: string;
  /** Data folder, made if it is not there; one process per folder. */
  data: string;
  logger: Logger;
  /** Frames that may wait for a slow live subscriber before it is dropped (default 64). */
  subscriberBuffer?: number;
  /** Faults of the real server that tests ask for; none by default. */
  faults?: Faults;
}

export interface EmbeddedEventStore {
  port: number;
  /** Connection string for the official client. */
  url: string;
  /** Commits what waits, ends all calls with UNAVAILABLE and closes the data folder. */
  close(): Promise<void>;
}

/** The port cannot be listened on. */
export class PortError extends Error {}

/**
 * Tries the port before gRPC does, which would print a line of its own and hide the reason.
 * @throws PortError
 */
async function probe(host: string, port: number): Promise<void> {
  const trial = createServer();
  try {
    trial.listen(port, host);
    await once(trial, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'the port is in use' : message;
    throw new PortError(`cannot listen on ${host}:${port}: ${reason}`, { cause: error });
  } finally {
    trial.close();
  }
}

async function bind(server: Server, host: string, port: number): Promise<number> {
  if (port !== 0) await probe(host, port);
  return new Promise<number>((resolve, reject) => {
    server.bindAsync(
      `${isIPv6(host) ? `[${host}]` : host}:${port}`,
      ServerCredentials.createInsecure(),
      (error, bound) => {
        if (error) reject(new PortError(`cannot listen on ${host}:${port}: ${error.message}`));
        else resolve(bound);
      },
    );
  });
}

async function shutDown(server: Server, calls: OpenCalls, committer: Committer): Promise<void> {
  committer.drain();
  const graceful = new Promise<void>((resolve) => {
    server.tryShutdown(() => resolve());
  });
  calls.endAll();
  const timer = setTimeout(() => server.forceShutdown(), SHUTDOWN_GRACE);
  await graceful;
  clearTimeout(timer);
}

/**
 * Starts a single-node server that speaks EventStoreDB's gRPC protocol and keeps its events in SQLite. For development,
 * demonstration and tests, not for production: one process, loopback only by itself, no TLS, credentials are ignored.
 * @throws HostRefused, DataFolderError when the data folder cannot be used, PortError when the port cannot
 */
export async function startEmbeddedEventStore(
  options: EmbeddedEventStoreOptions,
): Promise<EmbeddedEventStore> {
  const { logger } = options;
  const host = listenHost(options.host);
  const store = Store.open(options.data);
  const hub = new LiveHub();
  const committer = new Committer(store, (written) => hub.publish(written), logger);
  const server = new Server({
    'grpc.max_receive_message_length': HARD_MESSAGE_LIMIT,
    'grpc.max_send_message_length': -1,
  });
  const calls = new OpenCalls();
  let port = options.port;
  addServices(
    server,
    {
      store,
      hub,
      buffer: options.subscriberBuffer ?? SUBSCRIBER_BUFFER,
      appends: new AppendService(store, committer, options.faults ?? {}),
      logger,
      port: () => port,
    },
    calls,
  );
  try {
    port = await bind(server, host, options.port);
  } catch (error) {
    store.close();
    throw error;
  }
  const url = `esdb://${host}:${port}?tls=false`;
  logger.warn({ url }, 'embedded event store is listening; it is not for production');
  let closing: Promise<void> | undefined;
  return {
    port,
    url,
    close: () => (closing ??= shutDown(server, calls, committer).finally(() => store.close())),
  };
}
