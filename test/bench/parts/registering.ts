import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ApiClient } from '../../../deploy/demo/api-client.js';
import { demoPassword } from '../../../deploy/local/accounts.js';
import { LightClient } from '../live/http.js';
import { freePort } from '../../failure/system/family.js';
import { rateOf } from '../shared/rounds.js';
import { registerHere, registrationOf, type Office } from './office.js';

export interface RegisterRates {
  atOnce: number;
  http: number;
  inProcess: number;
}

const roundMs = 3_000;

const startService = (name: string, environment: Record<string, string>): Promise<ChildProcess> => {
  const program = fileURLToPath(new URL(`../../../services/${name}/src/main.js`, import.meta.url));
  const child = fork(program, [], {
    execArgv: [],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
    child.on('message', (message: { type?: string }) => message.type === 'ready' && resolve(child));
  });
};

const stopService = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

const compare = async (
  office: Office,
  client: LightClient,
  token: string,
): Promise<RegisterRates[]> => {
  const overHttp = async (index: number): Promise<void> => {
    const body = registrationOf(index);
    const key = randomUUID();
    const reply = await client.call({ method: 'POST', path: '/complaints', token, key, body });
    if (reply.status !== 201) throw new Error(`registration: ${reply.status}`);
  };
  const inProcess = (index: number) => registerHere(office.kit, index);
  await rateOf(8, roundMs / 3, overHttp);
  const rates: RegisterRates[] = [];
  for (const atOnce of [1, 8, 32]) {
    const here = await rateOf(atOnce, roundMs, inProcess);
    const http = await rateOf(atOnce, roundMs, overHttp);
    rates.push({ atOnce, http, inProcess: here });
  }
  return rates;
};

/**
 * Registrations over HTTP, by the processes portal and intake as deployed, against the same command called in this process
 * while those run too.
 */
export const registerRates = async (office: Office): Promise<RegisterRates[]> => {
  const port = await freePort();
  const started: ChildProcess[] = [];
  const client = new LightClient(`http://127.0.0.1:${port}`, 64);
  try {
    started.push(await startService('intake', office.environment));
    started.push(await startService('portal', { ...office.environment, ADUAN_PORT: String(port) }));
    const { token } = await new ApiClient(client.url).signIn('petugas.waru', demoPassword);
    return await compare(office, client, token ?? '');
  } finally {
    client.close();
    await Promise.all(started.map(stopService));
  }
};
