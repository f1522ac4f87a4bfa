import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openKit, readConfig } from '#libs/service';
import { ApiClient } from '../../../deploy/demo/api-client.js';
import { demoPassword, makeDemoAccounts } from '../../../deploy/local/accounts.js';
import { Accounts } from '../../../services/portal/src/sessions/accounts.js';
import { Sessions } from '../../../services/portal/src/sessions/sessions.js';
import type { Officers } from '../restart/flow.js';
import { freePort } from './family.js';
import {
  serverNames,
  serviceNames,
  type PartName,
  type ServerName,
  type ServiceName,
} from './names.js';
import { officesOf } from './offices.js';
import { Part } from './part.js';
import { Receiver } from './receiver.js';

const root = process.cwd();
const kabupaten = join(root, 'deploy/kabupaten/penajam-paser-utara.yaml');

export interface Addresses {
  esdb: string;
  mongo: string;
  nats: string;
  url: string;
}

const environment = (data: string, addresses: Addresses, hook: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ADUAN_ESDB_URL: addresses.esdb,
  ADUAN_MONGODB_URI: addresses.mongo,
  ADUAN_NATS_URL: addresses.nats,
  ADUAN_MASTER_KEY: randomBytes(32).toString('base64'),
  ADUAN_ACTOR_KEY: randomBytes(32).toString('base64'),
  ADUAN_KABUPATEN: kabupaten,
  ADUAN_PORT: new URL(addresses.url).port,
  ADUAN_MAIL_FOLDER: join(data, 'mail'),
  ADUAN_FILES: join(data, 'files'),
  ADUAN_ERASURE_JOURNAL: join(data, 'erasures.jsonl'),
  ADUAN_WEBHOOK_URL: hook,
  ADUAN_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
  ADUAN_LOG_LEVEL: 'info',
});

/** Aduan as it is deployed: three servers and every service as processes of their own. Needs `npm run build`. */
export class DeployedSystem {
  private readonly parts = new Map<PartName, Part>();
  private readonly leaving: Part[] = [];

  private constructor(
    readonly data: string,
    readonly addresses: Addresses,
    private readonly env: NodeJS.ProcessEnv,
    readonly subscriber: Receiver,
  ) {}

  /** Starts everything in a folder of its own and makes the demo accounts. Whatever runs is stopped when a part fails. */
  static async start(data: string, changes: NodeJS.ProcessEnv = {}): Promise<DeployedSystem> {
    const [esdb, mongo, nats, portal] = await Promise.all([1, 2, 3, 4].map(() => freePort()));
    const addresses = {
      esdb: `esdb://127.0.0.1:${esdb}?tls=false`,
      mongo: `mongodb://127.0.0.1:${mongo}/aduan?directConnection=true`,
      nats: `nats://127.0.0.1:${nats}`,
      url: `http://localhost:${portal}`,
    };
    mkdirSync(join(data, 'logs'), { recursive: true, mode: 0o700 });
    const subscriber = new Receiver();
    const env = { ...environment(data, addresses, await subscriber.listen()), ...changes };
    const system = new DeployedSystem(data, addresses, env, subscriber);
    try {
      const ports = { eventstore: esdb, mongo, nats };
      await Promise.all(
        serverNames.map((name) => system.server(name, Number(ports[name])).start()),
      );
      await system.service('sla').start();
      const others = serviceNames.filter((name) => name !== 'sla');
      await Promise.all(others.map((name) => system.service(name).start()));
      await system.makeAccounts();
      return system;
    } catch (error) {
      await system.close();
      throw error;
    }
  }

  private server(name: ServerName, port: number): Part {
    const program = join(root, 'dist/libs/embedded', name, 'main.js');
    const args = ['--port', String(port), '--data', join(this.data, name)];
    return this.made(name, program, args);
  }

  private service(name: ServiceName): Part {
    return this.made(name, join(root, 'dist/services', name, 'src/main.js'), []);
  }

  private made(name: PartName, program: string, args: string[]): Part {
    const log = join(this.data, 'logs', `${name}.log`);
    const part = new Part({ name, program, args, env: this.env, log });
    this.parts.set(name, part);
    return part;
  }

  private async makeAccounts(): Promise<void> {
    const config = readConfig({
      ...this.env,
      ADUAN_LOG_FILE: join(this.data, 'logs/accounts.log'),
    });
    const opened = await openKit('portal', config);
    const { kit } = opened;
    try {
      await kit.reference.whenReady(30_000);
      const sessions = new Sessions(kit.mongo, kit.store, kit.now);
      await makeDemoAccounts({ accounts: new Accounts(kit, sessions) });
    } finally {
      await opened.close();
    }
  }

  /** The process of that name. */
  part(name: PartName): Part {
    const part = this.parts.get(name);
    if (!part) throw new Error(`no part ${name}`);
    return part;
  }

  /** A second process of a service beside the first, which is killed by `takeOver`. */
  async second(name: ServiceName): Promise<void> {
    const first = this.part(name);
    await this.service(name).start();
    this.leaving.push(first);
  }

  /** Kills -9 every process that another one stands beside. */
  async takeOver(): Promise<void> {
    await Promise.all(this.leaving.splice(0).map((part) => part.kill()));
  }

  /** How often processes ended without having been killed, by name. */
  endings(): Record<string, number> {
    const ended = [...this.parts.values()].filter((part) => part.ended > 0);
    return Object.fromEntries(ended.map((part) => [part.name, part.ended]));
  }

  /** Signed in as one of the demo accounts. */
  as(login: string): Promise<ApiClient> {
    return new ApiClient(this.addresses.url).signIn(login, demoPassword);
  }

  /** The officers of both demo kecamatan. */
  offices(): Promise<Officers[]> {
    return officesOf((login) => this.as(login));
  }

  /** kill -9 of everything. */
  async close(): Promise<void> {
    await this.takeOver();
    for (const part of this.parts.values()) part.thaw();
    await Promise.all([...this.parts.values()].map((part) => part.kill()));
    await this.subscriber.close();
  }
}
