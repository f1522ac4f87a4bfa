import { pino } from 'pino';
import {
  connectNats,
  dropDeadLetter,
  ensureStreams,
  listDeadLetters,
  NoResponder,
  replayDeadLetter,
  RequestTimedOut,
  showDeadLetter,
  type DeadLetter,
  type NatsConnection,
} from '#libs/messaging';
import { chosen, needed, readArgs, Refused, UsageError, type Command } from './command.js';
import { openInstallation } from './installation.js';
import { print, printJson, table } from './output.js';

const withNats = async <T>(
  data: string | undefined,
  work: (nats: NatsConnection) => Promise<T>,
): Promise<T> => {
  const installation = await openInstallation(data);
  const { config } = installation;
  try {
    const logger = pino({ level: 'silent' });
    const options = { url: config.ADUAN_NATS_URL, name: 'aduan-operator', logger };
    const nats = await connectNats({ ...options, withinMs: 10_000 });
    try {
      await ensureStreams(nats, { replicas: config.ADUAN_REPLICAS === '3' ? 3 : 1 });
      return await work(nats);
    } finally {
      await nats.close();
    }
  } finally {
    await installation.close();
  }
};

const page = 100;

async function* all(nats: NatsConnection, consumer: string | undefined) {
  for (let after = 0; ;) {
    const options = { after, limit: page, ...(consumer === undefined ? {} : { consumer }) };
    const letters = await listDeadLetters(nats, options);
    yield* letters;
    const last = letters.at(-1);
    if (!last || letters.length < page) return;
    after = last.seq;
  }
}

const list = async (args: string[]): Promise<number> => {
  const { values } = readArgs(args, { consumer: { type: 'string' } });
  return withNats(values.data, async (nats) => {
    const letters: DeadLetter[] = [];
    for await (const letter of all(nats, values.consumer)) letters.push(letter);
    if (values.json) printJson(letters);
    else if (letters.length === 0) print('no dead letters');
    else
      print(
        table([
          ['NUMBER', 'SERVICE', 'EVENT', 'COMPLAINT', 'FAILED', 'LAST', 'ERROR'],
          ...letters.map((each) => [
            String(each.seq),
            each.consumer,
            each.eventType,
            each.complaintId,
            `${each.failures} x`,
            each.lastFailure,
            each.error,
          ]),
        ]),
      );
    return 0;
  });
};

const numberOf = (text: string | undefined): number => {
  const seq = Number(needed(text, 'the number'));
  if (!Number.isSafeInteger(seq) || seq < 1) throw new UsageError(`"${text}" is not a number`);
  return seq;
};

const show = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, {}, { least: 1, most: 1 });
  const seq = numberOf(positionals[0]);
  return withNats(values.data, async (nats) => {
    const letter = await showDeadLetter(nats, seq);
    if (!letter) throw new Refused(`there is no dead letter ${seq}`);
    // The payload stays where it is: parts of an event that nobody could handle may not be sealed.
    const { payload, ...rest } = letter;
    const shown = { ...rest, payloadBytes: Buffer.byteLength(payload) };
    if (values.json) printJson(shown);
    else print(table(Object.entries(shown).map(([name, value]) => [name, String(value)])));
    return 0;
  });
};

const replayOne = async (nats: NatsConnection, seq: number): Promise<string | undefined> => {
  try {
    const outcome = await replayDeadLetter(nats, seq);
    return outcome.ok ? undefined : outcome.error;
  } catch (error) {
    if (error instanceof NoResponder) return 'its service does not run';
    if (error instanceof RequestTimedOut)
      return 'its service does not answer; the same may be done again';
    throw error;
  }
};

const replay = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(
    args,
    { consumer: { type: 'string' } },
    { least: 1, most: 100 },
  );
  const every = positionals[0] === 'all';
  const given = every ? [] : positionals.map(numberOf);
  return withNats(values.data, async (nats) => {
    if (every) for await (const { seq } of all(nats, values.consumer)) given.push(seq);
    const outcomes: { seq: number; ok: boolean; error?: string }[] = [];
    for (const seq of given) {
      const error = await replayOne(nats, seq);
      outcomes.push({ seq, ok: error === undefined, ...(error === undefined ? {} : { error }) });
      if (!values.json) print(`${seq}: ${error === undefined ? 'handled' : `kept: ${error}`}`);
    }
    if (values.json) printJson(outcomes);
    return outcomes.every(({ ok }) => ok) ? 0 : 1;
  });
};

const drop = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, {}, { least: 1, most: 100 });
  const given = positionals.map(numberOf);
  return withNats(values.data, async (nats) => {
    const dropped = [];
    for (const seq of given) if (await dropDeadLetter(nats, seq)) dropped.push(seq);
    if (values.json) printJson({ dropped });
    else
      for (const seq of given) print(`${seq}: ${dropped.includes(seq) ? 'dropped' : 'was gone'}`);
    return 0;
  });
};

/** Events that a service could not handle. */
export const deadLetter: Command = {
  summary: 'events that a service could not handle: list, show, replay, drop',
  help: `dead-letter list [--consumer SERVICE]
dead-letter show NUMBER
dead-letter replay NUMBER … | all [--consumer SERVICE]
dead-letter drop NUMBER …

Replay gives an event to its service once more (after the fix); it is kept when it fails again. Drop removes it for good: the
event itself stays in the event store. The content of an event is never shown.`,
  run: async (args) => {
    const [run, rest] = chosen({ list, show, replay, drop }, args);
    return run(rest);
  },
};
