import { setTimeout as delay } from 'node:timers/promises';
import { perSecond } from '../shared/figures.js';
import { Progress } from '../shared/progress.js';
import type { LightClient } from './http.js';

/** How long the parts took to have everything that was stored before the system started, in seconds. */
export interface CatchUp {
  viewsSeconds: number;
  relaysSeconds: number;
  /** Until every service had dealt with every event. */
  servicesSeconds: number;
  viewEventsPerSecond: number;
  relayEventsPerSecond: number;
}

interface Look {
  behind: number;
  applied: number;
  published: number;
  lagging: number;
  held: number;
  handled: number;
}

const gaugeSum = (text: string, name: string): number =>
  [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? ([\\d.e+]+)$`, 'gm'))].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );

const look = async ({ url }: LightClient): Promise<Look> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return {
    behind: gaugeSum(text, 'aduan_views_behind'),
    applied: gaugeSum(text, 'aduan_views_events_total'),
    published: gaugeSum(text, 'aduan_relay_published_total'),
    lagging: gaugeSum(text, 'aduan_relay_lagging'),
    held: gaugeSum(text, 'aduan_events_held'),
    handled: gaugeSum(text, 'aduan_events_handled_total'),
  };
};

/** Views of which each applies every event. */
const allViews = 9;

/** Looks in a row at which nothing was behind and nothing moved: then all is dealt with. */
const quietLooks = 4;
const betweenMs = 500;

/** Waits until views, relays and services have dealt with everything, with a bar. */
export const catchUp = async (client: LightClient, events: number): Promise<CatchUp> => {
  const began = performance.now();
  const since = (): number => (performance.now() - began) / 1_000;
  const bar = new Progress('events applied by all views', events);
  let [views, relays] = [0, 0];
  let before: Look | undefined;
  let seen = await look(client);
  for (let quiet = 0; quiet < quietLooks;) {
    await delay(betweenMs);
    before = seen;
    seen = await look(client);
    if (seen.behind > 0 || views === 0) views = since();
    if (seen.lagging > 0 || relays === 0) relays = since();
    const moved = seen.handled !== before.handled || seen.published !== before.published;
    quiet = !moved && seen.held + seen.behind + seen.lagging === 0 ? quiet + 1 : 0;
    bar.at(
      Math.min(seen.applied / allViews, events),
      `(${seen.behind} views behind, ${seen.published} relayed, ${seen.handled} handled)`,
    );
  }
  bar.end();
  return {
    viewsSeconds: views,
    relaysSeconds: relays,
    servicesSeconds: since() - (quietLooks * betweenMs) / 1_000,
    viewEventsPerSecond: perSecond(events, views * 1_000),
    relayEventsPerSecond: perSecond(seen.published, relays * 1_000),
  };
};
