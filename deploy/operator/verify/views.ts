import { isDeepStrictEqual } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from '#libs/eventsourcing';
import { checkpointsOf, documentsOf, plain, positionToString, type View } from '#libs/projections';
import type { ServiceKit } from '#libs/service';
import { viewNames, viewOf, type ViewName } from '../../../services/views/src/views.js';
import { Progress } from '../output.js';
import { dropShadow, Shadow } from './shadow.js';

const patienceMs = 30_000;
/** While people work, documents change between two looks; what differs is looked at again so often. */
const rounds = 8;
const mostTold = 100;

/** Waits until the view in use has come as far. */
const waitForView = async (
  kit: ServiceKit,
  name: ViewName,
  place: Position | undefined,
): Promise<string | undefined> => {
  if (!place) return undefined;
  const wanted = positionToString(place);
  const until = Date.now() + patienceMs;
  for (;;) {
    const stored = await checkpointsOf(kit.mongo).findOne({ _id: name });
    if (stored && !stored.building && stored.position >= wanted) return undefined;
    if (Date.now() > until) return `view ${name} is behind: it has not come to what is stored`;
    await delay(200);
  }
};

interface Keyed {
  key: string;
  doc: object;
}

/** Documents in the order of their keys, one after the other. */
async function* sorted(kit: ServiceKit, view: View<object>): AsyncGenerator<Keyed, undefined> {
  for await (const stored of documentsOf(kit.mongo, view).find().sort({ _id: 1 })) {
    const { _id: key } = stored;
    yield { key, doc: plain(stored as never) };
  }
  return undefined;
}

/** Before, at or after: what has ended comes after everything. */
const orderOf = (x: Keyed | undefined, y: Keyed | undefined): number => {
  if (!x) return 1;
  return y ? Buffer.compare(Buffer.from(x.key), Buffer.from(y.key)) : -1;
};

/** Keys whose documents differ, by one pass over both in the order of the keys. */
const differing = async (kit: ServiceKit, used: View<object>, shadow: View<object>) => {
  const [a, b] = [sorted(kit, used), sorted(kit, shadow)];
  const keys = new Set<string>();
  let count = 0;
  let x = (await a.next()).value;
  let y = (await b.next()).value;
  while (x || y) {
    const order = orderOf(x, y);
    const first = order <= 0 ? x : y;
    if (first && (order !== 0 || !isDeepStrictEqual(x?.doc, y?.doc))) keys.add(first.key);
    if (order <= 0) x = (await a.next()).value;
    if (order >= 0) y = (await b.next()).value;
    count += 1;
  }
  return { keys, count };
};

/** Of the keys, those whose documents differ still. */
const stillDiffering = async (
  kit: ServiceKit,
  views: [View<object>, View<object>],
  keys: ReadonlySet<string>,
): Promise<Set<string>> => {
  const still = new Set<string>();
  for (const key of keys) {
    const [x, y] = await Promise.all(
      views.map((view) => documentsOf(kit.mongo, view).findOne({ _id: key } as never)),
    );
    const same = x && y ? isDeepStrictEqual(plain(x), plain(y)) : !x && !y;
    if (!same) still.add(key);
  }
  return still;
};

const compared = async (
  kit: ServiceKit,
  name: ViewName,
  shadow: Shadow,
  end: Position,
): Promise<{ documents: number; problems: string[] }> => {
  const late = await waitForView(kit, name, await shadow.reach(end));
  if (late !== undefined) return { documents: 0, problems: [late] };
  const views: [View<object>, View<object>] = [viewOf(name), shadow.view];
  const { keys, count } = await differing(kit, ...views);
  let open = keys;
  for (let round = 1; round < rounds && open.size > 0; round += 1) {
    await delay(100 * round);
    const now = (await kit.store.end()) ?? end;
    await waitForView(kit, name, await shadow.reach(now));
    open = await stillDiffering(kit, views, open);
  }
  const problems = [...open].map((key) => `view ${name}: ${key} is not what the events say`);
  return { documents: count, problems: problems.slice(0, mostTold) };
};

/**
 * Builds each view from the first event under another name and compares it, document by document, with the one in use, at the same
 * place. Answers what differs, by key. What was built is removed.
 */
export const verifyViews = async (
  kit: ServiceKit,
  end: Position,
): Promise<{ documents: number; problems: string[] }> => {
  const all = { documents: 0, problems: [] as string[] };
  for (const name of viewNames) {
    await dropShadow(kit, `verify_${name}`);
    const shadow = new Shadow(kit, name, end);
    const progress = new Progress(`documents of view ${name}`);
    try {
      const { documents, problems } = await compared(kit, name, shadow, end);
      progress.at(documents);
      all.documents += documents;
      all.problems.push(...problems);
    } catch (error) {
      all.problems.push(`view ${name} ${(error as Error).message}`);
    } finally {
      await shadow.drop();
    }
    progress.done();
  }
  return all;
};
