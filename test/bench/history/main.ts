import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shown } from '../shared/figures.js';
import { openHistory } from './folder.js';
import { loadHistory } from './loading.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { complaints: { type: 'string', default: '10000' }, data: { type: 'string' } },
  });
  const complaints = Number(values.complaints);
  const folder = resolve(values.data ?? `.aduan/bench/history-${complaints}`);
  const history = await openHistory(folder, complaints, say);
  const loaded = await loadHistory(folder, history);
  say(`${shown(loaded.events)} events, ${shown(loaded.eventsPerSecond)}/s`);
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`aduan: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
