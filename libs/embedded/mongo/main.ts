import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { HostRefused } from '#libs/embedded/host';
import { DataFolderError, PortInUse, startEmbeddedMongo, type EmbeddedMongo } from './index.js';

const HELP = `Embedded MongoDB for development and tests (not for production).

  node dist/libs/embedded/mongo/main.js [--port PORT] [--data FOLDER] [--host ADDRESS]

  --port PORT     port (default 27017; 0 takes a free one)
  --data FOLDER   folder of the data (default .aduan/mongo)
  --host ADDRESS  IP address to listen on (default 127.0.0.1); any but loopback only with ADUAN_EMBEDDED_NETWORK=private,
                  for there are no users and no TLS
  --help          this text
`;

interface Arguments {
  port: number;
  data: string;
  host: string;
  help: boolean;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '27017' },
      data: { type: 'string', default: '.aduan/mongo' },
      host: { type: 'string', default: '127.0.0.1' },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535)
    throw new TypeError(`--port needs a number from 0 to 65535, not '${values.port}'`);
  return { port, data: values.data, host: values.host, help: values.help };
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function argumentsOrExit(): Arguments {
  try {
    return readArguments();
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

async function startOrExit({ port, data, host }: Arguments): Promise<EmbeddedMongo> {
  const logger = pino(
    { name: 'embedded-mongo', level: process.env['LOG_LEVEL'] ?? 'info' },
    pino.destination(2),
  );
  try {
    return await startEmbeddedMongo({ port, host, data, logger });
  } catch (error) {
    const known = [DataFolderError, PortInUse, HostRefused];
    if (error instanceof Error && known.some((kind) => error instanceof kind))
      return fail(error.message);
    throw error;
  }
}

const options = argumentsOrExit();
if (options.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const server = await startOrExit(options);
let stopping: Promise<void> | undefined;
const stop = (): void => {
  stopping ??= server.close().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
process.stdout.write(`embedded MongoDB: ${server.uri}\n`);
process.send?.({ type: 'ready', port: server.port });
