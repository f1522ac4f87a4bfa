import { connect } from 'nats';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ApiClient } from '../../../deploy/demo/api-client.js';
import { walk, type Officers } from '../../../deploy/demo/walk.js';
import { demoPassword } from '../../../deploy/local/accounts.js';
import { readAddresses } from '../../../deploy/local/addresses.js';
import { catchUp } from '../live/catch-up.js';
import { LightClient } from '../live/http.js';
import { familyMemory } from '../live/memory.js';
import { startLive } from '../live/system.js';
import { scriptAt } from '../history/record.js';
import { summaryOf, type Summary } from '../shared/figures.js';
import { rateOf } from '../shared/rounds.js';
import { registrationOf } from './office.js';

export interface WholeRates {
  startSeconds: number;
  memory: Record<string, number>;
  /** Seven steps of a complaint, a second, by so many clients. */
  lifecyclesPerSecond: number;
  clients: number;
  /** From stored in the event store until a subscriber of NATS has it, in ms. */
  relayLag: Summary;
}

const clients = 8;
const walkMs = 25_000;
const settleMs = 3_000;

const officersAt = async (url: string): Promise<Officers> => {
  const of = (role: string) => new ApiClient(url).signIn(`${role}.waru`, demoPassword);
  const [petugas, tim, kasi, camat] = [
    await of('petugas'),
    await of('tim'),
    await of('kasi'),
    await of('camat'),
  ];
  const early = { step1: petugas, step2: tim, step3: kasi, step4: tim };
  return { ...early, step5: kasi, step6: camat, step7: petugas };
};

/** Subscribes to what the relays publish and notes how old each event is. */
const lagWatch = async (natsUrl: string): Promise<() => Promise<number[]>> => {
  const connection = await connect({ servers: natsUrl });
  const lags: number[] = [];
  const subscription = connection.subscribe('aduan.>', {
    callback: (_, message) => {
      const { created } = JSON.parse(message.string()) as { created?: string };
      if (created) lags.push(Date.now() - Date.parse(created));
    },
  });
  await connection.flush();
  return async () => {
    subscription.unsubscribe();
    await connection.close();
    return lags;
  };
};

/** The local system as `npm start` runs it: start time, memory at rest, lifecycles, relay lag. */
export const wholeRates = async (
  folder: string,
  say: (line: string) => void,
): Promise<WholeRates> => {
  const data = join(folder, 'whole');
  await startLive(data, join(folder, 'whole.log')).then((first) => first.stop());
  const system = await startLive(data, join(folder, 'whole.log'));
  const client = new LightClient(system.url, 4);
  try {
    await catchUp(client, 0);
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    const memory = familyMemory(system.pid);
    say(`${clients} clients walk complaints through all seven steps`);
    const officers = await officersAt(system.url);
    const lags = await lagWatch(readAddresses(data)?.natsUrl ?? '');
    const script = scriptAt(() => new Date());
    const lifecyclesPerSecond = await rateOf(clients, walkMs, async (index) => {
      const registered = await officers.step1.register(registrationOf(index), randomUUID());
      await walk(String(registered.body['complaintId']), officers, script, 'closed', registered);
    });
    const relayLag = summaryOf(await lags());
    return { startSeconds: system.startMs / 1_000, memory, lifecyclesPerSecond, clients, relayLag };
  } finally {
    client.close();
    await system.stop();
  }
};
