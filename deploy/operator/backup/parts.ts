import type { Connection } from 'mongoose';
import { comparePositions, type EventStore, type Position } from '#libs/eventsourcing';
import { readVault } from '#libs/privacy';
import { ContentSum } from './content-sum.js';
import { allPrefixes, recordOf, type Part } from './format.js';

/** Lines of a part: whose it is, the records, and what they were; the last line proves that nothing is missing. */
export async function* partLines(
  backup: string,
  part: Part,
  records: AsyncIterable<unknown>,
  sum: ContentSum,
): AsyncGenerator<string> {
  yield JSON.stringify({ backup, part });
  for await (const record of records) {
    sum.add(record);
    yield JSON.stringify(record);
  }
  yield JSON.stringify({ end: sum.count, sum: sum.text });
}

/** Records of every event of Aduan up to a place in `$all`, in the order of the store. */
export async function* eventRecords(
  store: Pick<EventStore, 'follow'>,
  end: Position | undefined,
  seen: (count: number) => void,
) {
  if (!end) return;
  const stop = new AbortController();
  const options = { after: 'start', prefixes: allPrefixes, signal: stop.signal } as const;
  let count = 0;
  try {
    for await (const item of store.follow(options)) {
      // What is stored after the subscription began may come before it has caught up.
      if (item.kind === 'caughtUp') return;
      if (item.kind !== 'event') continue;
      if (comparePositions(item.event.position, end) > 0) return;
      yield recordOf(item.event);
      seen((count += 1));
    }
  } finally {
    stop.abort();
  }
}

/** Records of the vault as they are written: times as text. */
export async function* vaultRecords(connection: Connection): AsyncGenerator {
  for await (const record of readVault(connection)) yield JSON.parse(JSON.stringify(record));
}
