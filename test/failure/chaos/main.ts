import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gather, settle } from '../check/gather.js';
import { judge, verdictLines } from '../check/verdict.js';
import { Flow } from '../restart/flow.js';
import { DeployedSystem } from '../system/deployed.js';
import { describeFault, inflict, type Fault } from '../system/faults.js';
import { scheduleOf } from './schedule.js';

const usage = `Breaks Aduan at random while complaints flow, then judges what is left.

  npm run chaos -- [--minutes 30] [--seed 7] [--keep]

  --minutes  how long faults are made (1 to 1440); three a minute at most, then it settles and is judged
  --seed     whole number that decides the faults; the same one gives the same faults
  --keep     keep the data folder even when everything holds

Exit code 0: everything holds. 1: something is broken (data and logs are kept). 2: wrong use.`;

const faultsPerMinute = 3;

class UsageError extends Error {}

const whole = (text: string, name: string, least: number, most: number): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new UsageError(`--${name} needs a whole number from ${least} to ${most}, not '${text}'`);
  return value;
};

const options = () => {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: 'string', default: '30' },
        seed: { type: 'string', default: '7' },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const minutes = whole(values.minutes, 'minutes', 1, 1_440);
    const seed = whole(values.seed, 'seed', 0, 2 ** 32 - 1);
    return { minutes, seed, keep: values.keep, help: values.help };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message);
  }
};

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const started = Date.now();
const note = (line: string): void =>
  print(`[${((Date.now() - started) / 1_000).toFixed(0).padStart(5)} s] ${line}`);

/** Makes the faults at their complaints until all are made or the time is over; gives how many were made. */
const breakThings = async (
  system: DeployedSystem,
  flow: Flow,
  schedule: Fault[],
  until: number,
): Promise<number> => {
  let made = 0;
  for (const fault of schedule) {
    if (Date.now() > until) return made;
    await flow.more(fault.after, 'registered');
    note(`fault ${made + 1}: ${describeFault(fault)}`);
    await inflict(system, fault);
    made += 1;
  }
  return made;
};

const run = async (data: string, minutes: number, seed: number): Promise<boolean> => {
  const schedule = scheduleOf(seed, minutes * faultsPerMinute);
  print(`seed ${seed}, ${minutes} minutes, ${schedule.length} faults at most:`);
  schedule.forEach((fault, index) => print(`${index + 1}. ${describeFault(fault)}`));
  note(`starting in ${data} …`);
  const system = await DeployedSystem.start(data);
  try {
    const flow = new Flow();
    flow.start(await system.offices(), 10);
    const made = await breakThings(system, flow, schedule, started + minutes * 60_000);
    await flow.finish();
    note(`${made} of ${schedule.length} faults made, ${flow.registered} complaints, settling …`);
    await settle(system);
    const verdict = judge(await gather(system, flow));
    const endings = Object.entries(system.endings()).map(([name, times]) => `${name}: ${times}`);
    note('verdict:');
    const whole = { ...verdict, 'no process gave up by itself': endings };
    for (const line of verdictLines(whole)) print(line);
    return Object.values(whole).every((against) => against.length === 0);
  } finally {
    await system.close();
  }
};

const main = async (): Promise<number> => {
  const { minutes, seed, keep, help } = options();
  if (help) {
    print(usage);
    return 0;
  }
  const data = mkdtempSync(join(tmpdir(), 'aduan-chaos-'));
  const holds = await run(data, minutes, seed).catch((error: unknown) => {
    process.stderr.write(`aduan: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  });
  if (holds && !keep) rmSync(data, { recursive: true, force: true });
  else print(`data and logs: ${data}`);
  return holds ? 0 : 1;
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`aduan: ${(error as Error).message}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${usage}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
