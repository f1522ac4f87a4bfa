import { slaParts } from '../../services/sla/src/sla-parts.js';
import { chosen, readArgs, type Command } from './command.js';
import { print, printJson } from './output.js';
import { withKit } from './with-kit.js';

const rebuild = async (args: string[]): Promise<number> => {
  const { values } = readArgs(args, {});
  return withKit(values.data, 'sla', async (kit) => {
    const { timers, keeper } = slaParts(kit);
    await timers.prepare();
    const events = await keeper.rebuild(new AbortController().signal);
    if (values.json) printJson({ events });
    else print(`timers are built anew from ${events} events`);
    return 0;
  });
};

/** Timers of the service sla. */
export const timers: Command = {
  summary: 'clocks: rebuild',
  help: `timers rebuild

Builds the timers anew from the events; the service sla may run meanwhile.`,
  run: async (args) => {
    const [run, rest] = chosen({ rebuild }, args);
    return run(rest);
  },
};
