import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'nats';
import { commandKeyOf } from '#libs/eventsourcing';
import { everyEvent, type Raw } from '../../e2e/stored.js';
import { ViewReader, viewNames } from '../../e2e/views.js';
import type { Flow } from '../restart/flow.js';
import { messagesIn } from '../restart/messages.js';
import type { DeployedSystem } from '../system/deployed.js';
import type { Acknowledged, ConsumerState, Evidence, Received } from './evidence.js';
import { allEnded, nobodyStuck } from './flowing.js';
import { outcomesShown } from './told.js';

/** Durable consumers of stream ADUAN. */
const consumersIn = async (url: string): Promise<ConsumerState[]> => {
  const connection = await connect({ servers: url });
  try {
    const manager = await connection.jetstreamManager();
    const found: ConsumerState[] = [];
    for await (const info of manager.consumers.list('ADUAN')) {
      if (info.config.durable_name === undefined) continue;
      const { name, num_pending: pending, num_ack_pending: unanswered } = info;
      found.push({ name, pending, unanswered });
    }
    return found;
  } finally {
    await connection.close();
  }
};

/** E-mails in a folder, by the Message-ID in their header. */
const emailsIn = (folder: string): Received[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => {
      const id = /^Message-ID: <([^>]+)>/im.exec(readFileSync(join(folder, name), 'utf8'))?.[1];
      return { transport: 'email', id: id ?? `${name} without Message-ID` };
    });

/** What clients were told to be done. */
export const acknowledgedBy = (flow: Flow): Acknowledged[] =>
  flow.given
    .filter(({ answer }) => answer !== undefined)
    .map(({ type, by, kecamatan, key, complaintId, answer }) => {
      const number = answer?.registerNumber ?? answer?.number;
      const commandKey = commandKeyOf(by, kecamatan, type, key);
      return { type, commandKey, complaintId, ...(number === undefined ? {} : { number }) };
    });

/** No evidence: for whoever looks at a part of it. */
export const nothing: Evidence = {
  acknowledged: [],
  events: [],
  messages: [],
  deadLetters: 0,
  consumers: [],
  views: [],
  received: [],
};

/** What is not at rest yet, as the servers tell it. */
const unrest = async (system: DeployedSystem): Promise<{ events: Raw[]; moves: string[] }> => {
  const { esdb, nats } = system.addresses;
  const [events, consumers, { messages }] = [
    await everyEvent(esdb),
    await consumersIn(nats),
    await messagesIn(nats),
  ];
  const seen = { ...nothing, events, consumers };
  const moves = [...allEnded(seen), ...nobodyStuck(seen), ...outcomesShown(seen)];
  if (messages.length !== events.length)
    moves.push(`${events.length - messages.length} events are not relayed`);
  // Behind is not wrong: what is compared with a rebuild is what they show once they have caught up.
  const { body } = await (await system.as('admin')).must('GET', '/views');
  for (const { name, caughtUp } of body['views'] as { name: string; caughtUp: boolean }[])
    if (!caughtUp) moves.push(`${name} has not caught up`);
  return { events, moves };
};

/** Waits until nothing moves any more; when it does not come to that, what still moves is left to the checks. */
export const settle = async (system: DeployedSystem, withinMs = 90_000): Promise<void> => {
  const until = Date.now() + withinMs;
  let before = -1;
  for (;;) {
    const { events, moves } = await unrest(system);
    if ((moves.length === 0 && events.length === before) || Date.now() > until) return;
    before = events.length;
    await delay(500);
  }
};

const rebuiltViews = async (system: DeployedSystem): Promise<Evidence['views']> => {
  const admin = await system.as('admin');
  const reader = await ViewReader.open(system.addresses.mongo);
  const views: Evidence['views'] = [];
  try {
    for (const name of await viewNames(admin)) {
      const before = await reader.documents(name);
      await reader.rebuild(name, admin);
      views.push({ name, before, rebuilt: await reader.documents(name) });
    }
    return views;
  } finally {
    await reader.close();
  }
};

/** Everything that can be known from outside once the system has settled. */
export const gather = async (system: DeployedSystem, flow: Flow): Promise<Evidence> => {
  const { esdb, nats } = system.addresses;
  const views = await rebuiltViews(system);
  const { messages, dead } = await messagesIn(nats);
  return {
    acknowledged: acknowledgedBy(flow),
    events: await everyEvent(esdb),
    messages,
    deadLetters: dead,
    consumers: await consumersIn(nats),
    views,
    received: [...system.subscriber.received, ...emailsIn(join(system.data, 'mail'))],
  };
};
