import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { ApiClient } from './api-client.js';
import { complaintsOf, feed, type DemoOfficers } from './feed.js';
import { demoPassword } from '../local/accounts.js';

const usage = `Feeds sixty complaints through the HTTP API of a running Aduan (npm start) and takes them to different stages.

  npm run demo -- [--url http://localhost:8080]

Twice is as good as once: nothing is doubled.`;

const width = 30;

const bar = (done: number, of: number, what: string): void => {
  const filled = Math.round((done / of) * width);
  const line = `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${done}/${of} ${what}`;
  process.stdout.write(process.stdout.isTTY ? `\r${line.padEnd(100)}` : `${line}\n`);
};

const officersOf = async (url: string, place: string): Promise<DemoOfficers> => {
  const signIn = (role: string) => new ApiClient(url).signIn(`${role}.${place}`, demoPassword);
  const [petugas, tim, kasi, camat] = await Promise.all(
    ['petugas', 'tim', 'kasi', 'camat'].map(signIn),
  );
  if (!petugas || !tim || !kasi || !camat) throw new Error('sign-in failed');
  return { petugas, tim, kasi, camat };
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: process.env['ADUAN_URL'] ?? 'http://localhost:8080' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${usage}\n`);
  const url = values.url.replace(/\/$/, '');
  await fetch(`${url}/health`).catch(() => {
    throw new Error(`nothing answers at ${url}: start Aduan first (npm start), or give --url`);
  });
  const source = new URL('../../../deploy/demo/complaints.yaml', import.meta.url);
  const complaints = complaintsOf(parse(readFileSync(fileURLToPath(source), 'utf8')));
  const officers = {
    '64.09.02': await officersOf(url, 'waru'),
    '64.09.01': await officersOf(url, 'penajam'),
  };
  const counts = await feed(url, complaints, officers, bar);
  process.stdout.write('\n');
  for (const [stage, count] of counts)
    process.stdout.write(`${String(count).padStart(4)} ${stage}\n`);
};

main().catch((error: unknown) => {
  process.stderr.write(`\naduan: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
