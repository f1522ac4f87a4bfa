import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { duration, shown } from '../shared/figures.js';
import { keep, openHistory } from './folder.js';
import { loadHistory } from './loading.js';
import { measure } from './measure.js';
import { historyTable, keepResult, machineOf, resultsIn } from './results.js';

const usage = `Loads a history of complaints, then measures the system on it.

  npm run bench:history -- --complaints 100000 [--data DIR] [--hold 60] [--burst 60] [--load-only] [--replay]

  --complaints  how many (default 10000); their stories are recorded from the system itself
  --data        folder of the history (default .aduan/bench/history-<complaints>); a load that was cut off goes on
  --hold        seconds for which the highest rate must hold
  --burst       seconds of the burst
  --load-only   stop when everything is loaded
  --replay      let the services deal with every event of the history again, as after a restore into an empty NATS;
                otherwise their consumers begin behind it, for they dealt with each event when it came

Results are kept in .aduan/bench and printed side by side.`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const positive = (name: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 10_000_000)
    throw new Error(`--${name} ${text} is not a whole number from 1 to 10000000`);
  return value;
};

const settings = () => {
  const { values } = parseArgs({
    options: {
      complaints: { type: 'string', default: '10000' },
      data: { type: 'string' },
      hold: { type: 'string', default: '60' },
      burst: { type: 'string', default: '60' },
      'load-only': { type: 'boolean', default: false },
      replay: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const complaints = positive('complaints', values.complaints);
  return {
    complaints,
    hold: positive('hold', values.hold),
    burst: positive('burst', values.burst),
    folder: resolve(values.data ?? `.aduan/bench/history-${complaints}`),
    loadOnly: values['load-only'],
    replay: values.replay,
    help: values.help,
  };
};

const main = async (): Promise<void> => {
  const { complaints, hold, burst, folder, loadOnly, replay, help } = settings();
  if (help) return say(usage);
  const history = await openHistory(folder, complaints, say);
  if (history.measured)
    throw new Error(`${folder} was measured already: delete it, or choose another --data`);
  const loaded = await loadHistory(folder, history, replay);
  const rate = shown(loaded.eventsPerSecond);
  say(`${shown(loaded.events)} events loaded in ${duration(loaded.seconds * 1_000)}, ${rate}/s`);
  if (loadOnly) return;
  keep(folder, { ...history, measured: true });
  const events = loaded.totalEvents;
  const measured = await measure({ folder, complaints, events, hold, burst, say });
  const results = resolve('.aduan/bench');
  const at = new Date().toISOString();
  const machine = machineOf();
  const file = keepResult(results, { ...measured, complaints, events, loaded, at, machine });
  say(`\n${historyTable(resultsIn(results))}\n\n${machine}\n${join(file)}`);
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`\naduan: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
