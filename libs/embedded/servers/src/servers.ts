import { join } from 'node:path';
import type { Logger } from 'pino';
import { ServerChild, type ServerName } from './child.js';

export interface ServersOptions {
  /** Folder that keeps the data of all three. */
  data: string;
  logger: Logger;
  /** Fixed ports; free ones where left out. */
  ports?: Partial<Record<ServerName, number>>;
  logs?: string;
  onGivenUp?: (error: Error) => void;
}

/** The three embedded servers, each a process of its own. */
export interface Servers {
  esdbUrl: string;
  mongoUri: string;
  natsUrl: string;
  pid(name: ServerName): number | undefined;
  kill(name: ServerName, signal: NodeJS.Signals): void;
  close(): Promise<void>;
}

const names: ServerName[] = ['eventstore', 'mongo', 'nats'];

/** Starts the three embedded servers. When one does not start, the others are stopped and its message is thrown. */
export const startServers = async (options: ServersOptions): Promise<Servers> => {
  const children = Object.fromEntries(
    names.map((name) => [
      name,
      new ServerChild({
        name,
        data: join(options.data, name),
        port: options.ports?.[name] ?? 0,
        logFile: join(options.logs ?? join(options.data, 'logs'), `${name}.log`),
        logger: options.logger,
        ...(options.onGivenUp ? { onGivenUp: options.onGivenUp } : {}),
      }),
    ]),
  ) as Record<ServerName, ServerChild>;
  const close = async (): Promise<void> => {
    await Promise.all(names.map((name) => children[name].close()));
  };
  const started = await Promise.allSettled(names.map((name) => children[name].start()));
  const failed = started.find((result) => result.status === 'rejected');
  if (failed) {
    await close();
    throw failed.reason;
  }
  const at = (name: ServerName): string => `127.0.0.1:${children[name].port}`;
  return {
    esdbUrl: `esdb://${at('eventstore')}?tls=false`,
    mongoUri: `mongodb://${at('mongo')}/aduan?directConnection=true`,
    natsUrl: `nats://${at('nats')}`,
    pid: (name) => children[name].pid,
    kill: (name, signal) => children[name].kill(signal),
    close,
  };
};
