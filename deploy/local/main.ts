import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readEsignConfig } from '#libs/service';
import { demoAccounts, demoPassword, makeDemoAccounts } from './accounts.js';
import { startLocal, type LocalSystem } from './host.js';

const usage = `Starts Aduan on this machine, on embedded servers.

  npm start -- [--port 8080] [--data .aduan/data] [--kabupaten FILE]

Ctrl-C stops it; the data folder keeps everything for the next start.`;

const started = Date.now();
const say = (line: string): void => {
  process.stdout.write(`[${((Date.now() - started) / 1_000).toFixed(1).padStart(6)} s] ${line}\n`);
};

const settings = () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: process.env['ADUAN_PORT'] ?? '8080' },
      data: { type: 'string', default: process.env['ADUAN_DATA'] ?? '.aduan/data' },
      kabupaten: {
        type: 'string',
        default: process.env['ADUAN_KABUPATEN'] ?? 'deploy/kabupaten/penajam-paser-utara.yaml',
      },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port} is not a port number`);
  return { ...values, port, data: resolve(values.data), kabupaten: resolve(values.kabupaten) };
};

// Found out before anything is started: half a minute of start-up for nothing helps nobody.
const requireFree = (port: number): Promise<void> =>
  new Promise((free, taken) => {
    const probe = createServer();
    probe.once('error', () =>
      taken(
        new Error(
          `port ${port} is in use: stop what uses it, or give another one: npm start -- --port 8081`,
        ),
      ),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => free()));
  });

const welcome = (system: LocalSystem, data: string): void => {
  const rows = demoAccounts.map(
    ({ login, role, kecamatan }) =>
      `  ${login.padEnd(22)} ${role.padEnd(12)} ${kecamatan === '*' ? 'kabupaten' : kecamatan}`,
  );
  process.stdout.write(
    [
      '',
      `Aduan: ${system.portal.url}`,
      '',
      `Demo accounts, password ${demoPassword}`,
      ...rows,
      '',
      `API         ${system.portal.url}/api/openapi.json`,
      `Data        ${data}`,
      `Letters     ${system.config.ADUAN_MAIL_FOLDER} (.eml files; nothing is sent)`,
      `Log         ${system.config.ADUAN_LOG_FILE}`,
      '',
      'The embedded servers are for trials and tests, not for production. Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
};

const main = async (): Promise<void> => {
  const options = settings();
  if (options.help) return void process.stdout.write(`${usage}\n`);
  if (options.port !== 0) await requireFree(options.port);
  const system = await startLocal({ ...options, esign: readEsignConfig(), say });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    say('stopping …');
    system.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  if (process.send) process.on('disconnect', stop);
  say('making the demo accounts …');
  await makeDemoAccounts(system.portal);
  say('ready');
  welcome(system, options.data);
  process.send?.({ type: 'ready', url: system.portal.url });
};

main().catch((error: unknown) => {
  process.stderr.write(`aduan: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
