import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { cacheFolder, obtainNatsServer, startEmbeddedNats } from './index.js';

const usage = 'usage: main.js --port 4222 --data .aduan/nats';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4222' }, data: { type: 'string' } },
  });
  const port = Number(values.port);
  if (!values.data || !Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(usage);
  const logger = pino({ name: 'nats' });
  const binary = await obtainNatsServer({ cache: cacheFolder(), log: (line) => logger.info(line) });
  const server = await startEmbeddedNats({ port, data: values.data, binary: binary.path, logger });
  process.send?.({ ready: true, port: server.port, url: server.url });
  let isClosing = false;
  const close = (): void => {
    if (isClosing) return;
    isClosing = true;
    void server.close().then(() => process.exit(0));
  };
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(event, close);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
