import { checkpointsOf, Projector, positionFromString } from '#libs/projections';
import type { ServiceKit } from '#libs/service';
import { openerOf, upcastOnly } from '../../services/views/src/shared/opener.js';
import { unopened, viewNames, viewOf, type ViewName } from '../../services/views/src/views.js';
import { chosen, readArgs, Refused, type Command } from './command.js';
import { print, printJson, Progress, table } from './output.js';
import { withKit } from './with-kit.js';

const isView = (name: string): name is ViewName => viewNames.includes(name as ViewName);

/** A projector of a view, as the service has it. */
const projectorOf = (kit: ServiceKit, name: ViewName): Projector<object> => {
  const { store, mongo: connection, logger } = kit;
  const open = unopened.has(name) ? upcastOnly : openerOf(kit.sealer);
  return new Projector({ view: viewOf(name), store, connection, open, logger });
};

const list = async (args: string[]): Promise<number> => {
  const { values } = readArgs(args, {});
  return withKit(values.data, 'views', async ({ mongo }) => {
    const stored = await checkpointsOf(mongo).find().toArray();
    const rows = viewNames.map((name) => {
      const found = stored.find(({ _id }) => _id === name);
      const state = found ? (found.building ? 'being built' : 'built') : 'not built yet';
      const position = found && positionFromString(found.position)?.commit.toString();
      const { version } = viewOf(name);
      return { name, version, state, build: found?.build, events: found?.events, position };
    });
    if (values.json) printJson(rows);
    else
      print(
        table([
          ['VIEW', 'VERSION', 'STATE', 'BUILD', 'EVENTS', 'POSITION'],
          ...rows.map((row) => Object.values(row).map((cell) => String(cell ?? '-'))),
        ]),
      );
    return 0;
  });
};

const rebuildOne = async (kit: ServiceKit, name: ViewName): Promise<void> => {
  const projector = projectorOf(kit, name);
  const progress = new Progress(`view ${name}`, await eventsOf(kit, name));
  let troubled: string | undefined;
  // A projector tries for ever; an operator wants to hear what keeps it.
  const watch = setInterval(() => {
    const now = projector.status().stoppedBecause?.reason;
    if (now !== undefined && now !== troubled) print(`view ${name} does not go on: ${now}`);
    troubled = now;
  }, 1_000);
  try {
    await projector.rebuild(({ events }) => progress.at(events));
  } finally {
    clearInterval(watch);
    await projector.stop();
  }
  progress.done();
};

const eventsOf = async ({ mongo }: ServiceKit, name: ViewName): Promise<number | undefined> =>
  (await checkpointsOf(mongo).findOne({ _id: name }))?.events;

const rebuild = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, {}, { least: 1, most: viewNames.length });
  const unknown = positionals.find((name) => name !== 'all' && !isView(name));
  if (unknown !== undefined)
    throw new Refused(`there is no view ${unknown}; there are: ${viewNames.join(', ')}`);
  const names = positionals.includes('all') ? viewNames : positionals.filter(isView);
  return withKit(values.data, 'views', async (kit) => {
    for (const name of names) await rebuildOne(kit, name);
    if (values.json) printJson({ rebuilt: names });
    return 0;
  });
};

/** Read models. */
export const view: Command = {
  summary: 'read models: list, rebuild NAME … | all',
  help: `view list
view rebuild NAME … | all

Builds views anew from the first event. The service views may run: the view is taken from it and given back at the end.
Whoever asks meanwhile is told that the view is not complete yet.`,
  run: async (args) => {
    const [run, rest] = chosen({ list, rebuild }, args);
    return run(rest);
  },
};
