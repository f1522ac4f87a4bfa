import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { DataFolderError, PortInUse, startEmbeddedMongo, type EmbeddedMongo } from './index.js';

const HELP = `Embedded MongoDB for development and tests (not for production).

  node dist/libs/embedded/mongo/main.js [--port PORT] [--data FOLDER]

  --port PORT     port on 127.0.0.1 (default 27017; 0 takes a free one)
  --data FOLDER   folder of the data (default .aduan/mongo)
  --help          this text
`;

interface Arguments {
  port: number;
  data: string;
  help: boolean;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '27017' },
      data: { type: 'string', default: '.aduan/mongo' },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535)
    throw new TypeError(`--port needs a number from 0 to 65535, not '${values.port}'`);
  return { port, data: values.data, help: values.help };
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

async function startOrExit({ port, data }: Arguments): Promise<EmbeddedMongo> {
  const logger = pino(
    { name: 'embedded-mongo', level: process.env['LOG_LEVEL'] ?? 'info' },
    pino.destination(2),
  );
  try {
    return await startEmbeddedMongo({ port, data, logger });
  } catch (error) {
    if (error instanceof DataFolderError || error instanceof PortInUse) return fail(error.message);
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
