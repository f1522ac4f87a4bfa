import { readArgs, type Command } from '../command.js';
import { print, printJson } from '../output.js';
import { withKit } from '../with-kit.js';
import { verifyMessages } from './messages.js';
import { verifyNumbers } from './numbers.js';
import { verifyPapers } from './papers.js';
import { verifyViews } from './views.js';

const run = async (args: string[]): Promise<number> => {
  const { values } = readArgs(args, { 'without-views': { type: 'boolean', default: false } });
  return withKit(values.data, 'views', async (kit) => {
    const end = await kit.store.end();
    if (!end) {
      print('the event store is empty');
      return 0;
    }
    const { numbers, problems: ofNumbers } = await verifyNumbers(kit, end);
    const { events, problems: ofMessages } = await verifyMessages(kit, end);
    const { papers, problems: ofPapers } = await verifyPapers(kit, end);
    const nothing = { documents: 0, problems: [] as string[] };
    const seen = values['without-views'] ? nothing : await verifyViews(kit, end);
    const problems = [...ofNumbers, ...ofMessages, ...ofPapers, ...seen.problems];
    const { documents } = seen;
    if (values.json) printJson({ events, numbers, papers, documents, problems });
    else {
      for (const problem of problems) print(problem);
      const counted = `${events} events, ${numbers} numbers, ${papers} papers, ${documents} documents`;
      print(problems.length === 0 ? `${counted}: all agree` : `${counted}: see above`);
    }
    return problems.length === 0 ? 0 : 1;
  });
};

/** `verify`. */
export const verify: Command = {
  summary: 'whether store, messages, numbers, papers and views agree',
  help: `verify [--without-views]

Up to the end of the event store as it is now: every event is in JetStream once and in the order of its stream, numbers have no hole, every
Berita Acara and signed file is the one whose SHA-256 its event told, and every view equals one that is built from the first event beside
it (removed afterwards). Changes nothing; people may work meanwhile. Names what differs by id; exit code 1 then.`,
  run,
};
