import { EventStoreDBClient, START, streamNameFilter } from '@eventstore/db-client';
import mongoose from 'mongoose';
import { Projector, SharedFollow } from '#libs/projections';
import { ServiceKit } from '#libs/service';
import { ViewRunner } from '../../../services/views/src/runtime/view-runner.js';
import { openedOnce, openerOf } from '../../../services/views/src/shared/opener.js';
import { viewOf, type ViewName } from '../../../services/views/src/views.js';
import { perSecond } from '../shared/figures.js';
import type { Office } from './office.js';

export interface ProjectorRates {
  events: number;
  raw: number;
  /** The view that does most with each event, alone. */
  one: number;
  /** All views at once. */
  all: number;
}

const hardest: ViewName = 'complaints';

const raw = async (client: EventStoreDBClient): Promise<{ events: number; rate: number }> => {
  const { prefixes } = viewOf(hardest);
  const filter = streamNameFilter({ prefixes: [...prefixes], checkpointInterval: 32 });
  const began = performance.now();
  let events = 0;
  const caughtUp = new Promise<void>((resolve, reject) => {
    const subscription = client.subscribeToAll({ fromPosition: START, filter });
    subscription.on('data', ({ event }) => void (events += event ? 1 : 0));
    subscription.once('error', reject);
    subscription.once('caughtUp', () => {
      subscription.once('close', () => resolve());
      void subscription.unsubscribe();
      resolve();
    });
  });
  await caughtUp;
  return { events, rate: perSecond(events, performance.now() - began) };
};

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
};

const database = async (office: Office, name: string): Promise<mongoose.Connection> => {
  const uri = office.config.ADUAN_MONGODB_URI.replace('/aduan?', `/${name}?`);
  return mongoose.createConnection(uri).asPromise();
};

const oneView = async (office: Office, name: string): Promise<number> => {
  const connection = await database(office, name);
  const { store, sealer, logger } = office.kit;
  const open = openedOnce(openerOf(sealer));
  const view = viewOf(hardest);
  const projector = new Projector({
    view,
    store: new SharedFollow(store),
    connection,
    open,
    logger,
  });
  const began = performance.now();
  projector.start();
  await until(() => projector.status().caughtUp);
  const ms = performance.now() - began;
  await projector.stop();
  await connection.close();
  return ms;
};

const allViews = async (office: Office, name: string): Promise<number> => {
  const connection = await database(office, name);
  const runner = new ViewRunner(
    new ServiceKit(Object.assign({}, office.kit, { mongo: connection })),
  );
  const began = performance.now();
  runner.onApplicationBootstrap();
  await until(() => runner.status().every(({ caughtUp }) => caughtUp));
  const ms = performance.now() - began;
  await runner.onApplicationShutdown();
  await connection.close();
  return ms;
};

/**
 * Catch-up of everything that the office has stored: the client alone, one view, all views; each into an empty database, and each a
 * second time, for the first one measures how code is compiled.
 */
export const projectorRates = async (
  office: Office,
  client: EventStoreDBClient,
): Promise<ProjectorRates> => {
  await raw(client);
  const { events, rate } = await raw(client);
  await oneView(office, 'bench_one_first');
  const one = perSecond(events, await oneView(office, 'bench_one'));
  await allViews(office, 'bench_all_first');
  const all = perSecond(events, await allViews(office, 'bench_all'));
  return { events, raw: rate, one, all };
};
