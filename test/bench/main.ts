import { EventStoreDBClient } from '@eventstore/db-client';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { machineOf } from './history/results.js';
import { sumOf } from './live/memory.js';
import { commandRates, type CommandRates } from './parts/commands.js';
import { openOffice } from './parts/office.js';
import { projectorRates, type ProjectorRates } from './parts/projecting.js';
import { registerRates, type RegisterRates } from './parts/registering.js';
import { wholeRates, type WholeRates } from './parts/whole.js';
import { duration, shown } from './shared/figures.js';
import { tableOf } from './shared/table.js';

const usage = `Measures the parts of Aduan on this machine, in about four minutes.

  npm run bench

Only ratios within one run mean anything where other programs run too. The results are also kept in .aduan/bench.`;

interface Results {
  commands: CommandRates[];
  registrations: RegisterRates[];
  projectors: ProjectorRates;
  whole: WholeRates;
}

interface Aim {
  what: string;
  value: number;
  aim: number;
  unit: string;
  reached: boolean;
}

const started = performance.now();
const say = (line: string): void =>
  void process.stdout.write(`[${duration(performance.now() - started).padStart(11)}] ${line}\n`);

const atLeast = (what: string, part: number, of: number, aim: number): Aim => {
  const value = (part / of) * 100;
  return { what, value, aim, unit: '%', reached: value >= aim };
};

const aimsOf = ({ commands, registrations, projectors, whole }: Results): Aim[] => {
  const memory = sumOf(whole.memory);
  const atRest = 'local mode at rest, all processes';
  return [
    ...commands.map(({ atOnce, command, readAndAppend }) =>
      atLeast(`command path of raw read and append, ${atOnce} at once`, command, readAndAppend, 60),
    ),
    atLeast('one view of raw catch-up', projectors.one, projectors.raw, 25),
    atLeast('all views together of raw catch-up', projectors.all, projectors.raw, 10),
    ...registrations.map(({ atOnce, http, inProcess }) =>
      atLeast(`register over HTTP of in process, ${atOnce} at once`, http, inProcess, 40),
    ),
    { what: atRest, value: memory, aim: 500, unit: 'MiB', reached: memory <= 500 },
  ];
};

const rowsOf = ({ commands, registrations, projectors, whole }: Results): [string, string][] => [
  ...commands.flatMap(({ atOnce, append, read, readAndAppend, command }): [string, string][] => [
    [`raw append, ${atOnce} at once, /s`, shown(append)],
    [`raw read of a stream, ${atOnce} at once, /s`, shown(read)],
    [`raw read and append, ${atOnce} at once, /s`, shown(readAndAppend)],
    [`command (load, decide, append), ${atOnce} at once, /s`, shown(command)],
  ]),
  ...registrations.flatMap(({ atOnce, http, inProcess }): [string, string][] => [
    [`register in process, ${atOnce} at once, /s`, shown(inProcess)],
    [`register over HTTP, ${atOnce} at once, /s`, shown(http)],
  ]),
  ['events of the catch-up', shown(projectors.events)],
  ['raw catch-up, events/s', shown(projectors.raw)],
  ['one view (complaints) alone, events/s', shown(projectors.one)],
  ['all views together, events/s', shown(projectors.all)],
  [`seven-step lifecycles, ${whole.clients} clients, /s`, shown(whole.lifecyclesPerSecond)],
  ['relay lag p50 / p99, ms', `${shown(whole.relayLag.p50)} / ${shown(whole.relayLag.p99)}`],
  ['second start until ready, s', shown(whole.startSeconds)],
  ...Object.entries(whole.memory).map(([part, size]): [string, string] => [
    `memory at rest: ${part}, MiB`,
    shown(size),
  ]),
];

const report = (results: Results): void => {
  const aims = aimsOf(results);
  const ratios = aims.map(({ what, value, aim, unit, reached }) => [
    what,
    `${shown(value)} ${unit}`,
    `${unit === '%' ? '≥' : '≤'} ${aim} ${unit}`,
    reached ? 'reached' : 'missed',
  ]);
  const folder = resolve('.aduan/bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'bench.json');
  const kept = { at: new Date().toISOString(), machine: machineOf(), ...results, aims };
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  const tables = [
    tableOf(['measured', ''], rowsOf(results)),
    tableOf(['ratio', 'is', 'aim', ''], ratios),
  ];
  process.stdout.write(`\n${tables.join('\n\n')}\n\n${machineOf()}\n${file}\n`);
};

const officeParts = async (folder: string): Promise<Omit<Results, 'whole'>> => {
  say('starting an office');
  const office = await openOffice(join(folder, 'office'));
  // Closed last: the library forgets the appends of all clients of a process when the connection of one ends.
  const client = EventStoreDBClient.connectionString(office.config.ADUAN_ESDB_URL);
  try {
    say('raw append and read against the command path');
    const commands = await commandRates(office, client);
    say('register over HTTP against in process');
    const registrations = await registerRates(office);
    say('catch-up of views against the client alone');
    const projectors = await projectorRates(office, client);
    return { commands, registrations, projectors };
  } finally {
    await office.close();
    await client.dispose();
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) return void process.stdout.write(`${usage}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'aduan-bench-'));
  try {
    const parts = await officeParts(folder);
    say('the whole system');
    report({ ...parts, whole: await wholeRates(folder, say) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`\naduan: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
