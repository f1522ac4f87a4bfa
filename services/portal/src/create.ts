import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  createService,
  type Config,
  type HostOptions,
  type RunningService,
  type ServiceStatus,
} from '#libs/service';
import { Staging } from './files/staging.js';
import { Uploads } from './files/uploads.js';
import { startHttp } from './http/http-app.js';
import { sweepDrafts } from './pages/reporter/drafts.js';
import { PortalModule } from './portal.module.js';
import { Accounts } from './sessions/accounts.js';
import { Sessions } from './sessions/sessions.js';

/** The portal as its host sees it. */
export interface RunningPortal extends RunningService {
  /** Address that it listens on. */
  url: string;
  /** For the local start, which makes its first accounts without anybody to sign in. */
  accounts: Accounts;
}

export interface PortalOptions extends HostOptions {
  /** Other services in the same process, for metrics. */
  neighbours?: () => ServiceStatus[];
}

const sweepEveryMs = 10 * 60_000;

const urlOf = (app: NestFastifyApplication, host: string): string => {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${port}`;
};

// A rule that somebody sets and nobody keeps is worse than none.
const refuseUnconnected = (config: Config): void => {
  const set = (['ADUAN_SECOND_FACTOR_ROLES', 'ADUAN_OIDC_ISSUER'] as const).filter(
    (name) => config[name] !== undefined,
  );
  if (set.length > 0)
    throw new Error(`${set.join(', ')}: not supported yet; start the portal without`);
};

/** Starts the portal: the relay of its accounts, and the HTTP door. */
export const create = async (
  config: Config,
  options: PortalOptions = {},
): Promise<RunningPortal> => {
  refuseUnconnected(config);
  const service = await createService('portal', PortalModule, config, options);
  try {
    const { kit } = service;
    const sessions = new Sessions(kit.mongo, kit.store, kit.now, {
      hours: config.ADUAN_SESSION_HOURS,
      idleMinutes: config.ADUAN_SESSION_IDLE_MINUTES,
    });
    await sessions.prepare();
    const neighbours = (): ServiceStatus[] => [service.status(), ...(options.neighbours?.() ?? [])];
    const app = await startHttp(kit, sessions, neighbours);
    const sweep = setInterval(() => {
      Promise.all([
        sessions.sweep(),
        app.get(Uploads).sweep(),
        app.get(Staging).sweep(),
        sweepDrafts(kit),
      ]).catch((err: unknown) =>
        kit.logger.warn({ err }, 'old sessions, uploads or drafts stay a while'),
      );
    }, sweepEveryMs);
    sweep.unref();
    const close = async (): Promise<void> => {
      clearInterval(sweep);
      await app.close();
      await service.close();
    };
    const accounts = new Accounts(kit, sessions);
    return { ...service, url: urlOf(app, config.ADUAN_HOST), accounts, close };
  } catch (error) {
    await service.close();
    throw error;
  }
};
