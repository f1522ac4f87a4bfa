import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { startEmbeddedEventStore } from './index.js';
import type { EmbeddedEventStore } from './index.js';

const USAGE = `Embedded event store: a single-node server speaking EventStoreDB's gRPC protocol over SQLite.
For development, demonstration and tests. Not for production.

Usage: node dist/libs/embedded/eventstore/main.js [--port 2113] [--data .aduan/eventstore] [--host 127.0.0.1]

  --port   port, 0 for a free one (default 2113)
  --data   data folder, one process per folder (default .aduan/eventstore)
  --host   IP address to listen on; any but loopback only with ADUAN_EMBEDDED_NETWORK=private, for there are no users and no TLS
  --help   this text

It prints "ready" and its address when it accepts appends. There is no HTTP: readiness is an append.
`;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function readArguments(): { port: number; data: string; host: string } {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '2113' },
        data: { type: 'string', default: '.aduan/eventstore' },
        host: { type: 'string', default: '127.0.0.1' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const port = Number(values.port);
    if (!/^\d+$/u.test(values.port) || port > 65_535)
      fail(`--port must be 0 to 65535, not "${values.port}"`);
    return { port, data: values.data, host: values.host };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

/** Ends the process when it is asked to, and when the parent that spawned it with an IPC channel is gone. */
function endWith(server: EmbeddedEventStore): void {
  const end = () => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(`could not close: ${String(error)}`),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
}

async function main(): Promise<void> {
  const { port, data, host } = readArguments();
  const logger = pino({ name: 'embedded-eventstore', level: process.env.LOG_LEVEL ?? 'info' });
  const server = await startEmbeddedEventStore({ port, host, data, logger });
  endWith(server);
  process.send?.({ type: 'ready', port: server.port });
  console.log(`ready ${server.url}`);
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
