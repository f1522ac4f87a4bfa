import { DeliverPolicy, type NatsConnection } from 'nats';
import { setTimeout as delay } from 'node:timers/promises';
import { countMessages, eventStream, Relay } from '#libs/messaging';
import { openKit, type Config, type ServiceKit } from '#libs/service';
import { slaParts } from '../../../services/sla/src/sla-parts.js';
import { perSecond } from '../shared/figures.js';
import { Progress } from '../shared/progress.js';

export interface Settled {
  relayEventsPerSecond: number;
  seconds: number;
}

const services = ['intake', 'triage', 'coordination', 'resolution', 'notification', 'sla'];
const atOnce = 500;
const lookEveryMs = 200;

const relayAll = async ({ store, nats, logger }: ServiceKit, events: number): Promise<Settled> => {
  const connection = nats;
  const began = performance.now();
  const relays = services.map(
    (service) =>
      new Relay({ service, prefixes: [`${service}-`], store, connection, logger, batch: atOnce }),
  );
  const bar = new Progress('events relayed', events);
  for (const relay of relays) relay.start();
  try {
    for (;;) {
      const all = relays.map((relay) => relay.status());
      const stopped = all.find(({ stoppedBecause }) => stoppedBecause !== undefined);
      if (stopped) throw new Error(`a relay stopped: ${stopped.stoppedBecause}`);
      const published = all.reduce((sum, each) => sum + each.published, 0);
      bar.at(Math.min(published, events));
      if (all.every(({ active, lagging }) => active && !lagging) && published > 0) break;
      if (published === 0 && (await countMessages(connection)) >= events) break;
      await delay(lookEveryMs);
    }
    bar.end();
    const ms = performance.now() - began;
    const published = relays.reduce((sum, relay) => sum + relay.status().published, 0);
    return { relayEventsPerSecond: perSecond(published, ms), seconds: ms / 1_000 };
  } finally {
    await Promise.all(relays.map((relay) => relay.stop()));
  }
};

/** Every consumer goes on behind the history: its service dealt with each event when it came. */
const passOver = async (connection: NatsConnection): Promise<void> => {
  const manager = await connection.jetstreamManager();
  for await (const { name, config } of manager.consumers.list(eventStream)) {
    await manager.consumers.delete(eventStream, name);
    const { ack_policy, ack_wait, max_ack_pending, max_deliver } = config;
    const kept = { ack_policy, max_deliver, ...(ack_wait && { ack_wait }) };
    const pending = max_ack_pending === undefined ? {} : { max_ack_pending };
    const wanted = { ...kept, ...pending, durable_name: name, deliver_policy: DeliverPolicy.New };
    await manager.consumers.add(eventStream, wanted);
  }
};

/**
 * Makes the history one whose services have dealt with each event when it came, without doing it all again: relays it, lets the
 * consumers begin behind it, and builds the timers of what is still open.
 */
export const settle = async (config: Config, events: number): Promise<Settled> => {
  const open = await openKit('sla', config);
  try {
    const settled = await relayAll(open.kit, events);
    await passOver(open.kit.nats);
    await slaParts(open.kit).keeper.rebuild(new AbortController().signal);
    return settled;
  } finally {
    await open.close();
  }
};
