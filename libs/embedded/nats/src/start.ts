import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { clearStale, forgetPid, notePid } from './pidfile.js';
import { reservePort } from './ports.js';
import { endServer, runServer, writeConfig, type RunningServer } from './server.js';

export interface EmbeddedNatsOptions {
  /** 0 for any free port. */
  port: number;
  /** Folder for JetStream, the configuration and the process id; made when missing. */
  data: string;
  /** Path of a nats-server, from `obtainNatsServer`. */
  binary: string;
  logger: Logger;
}

export interface EmbeddedNats {
  readonly port: number;
  readonly url: string;
  /** Process id of the nats-server that runs now; another one after a restart. */
  readonly pid: number;
  /** Stops the server and waits for its end. */
  close(): Promise<void>;
}

const longestPauseMs = 10_000;
/** A server that ran this long was healthy: the next restart is immediate again. */
const healthyMs = 30_000;

/**
 * Runs nats-server on 127.0.0.1 for development and tests: not for production (one node, no TLS,
 * no accounts). It is started again, on the same port, whenever it ends, and ends with this process.
 * Throws an Error that says what to do when the port is taken, the data folder is in use or it does not start.
 */
export async function startEmbeddedNats(options: EmbeddedNatsOptions): Promise<EmbeddedNats> {
  const data = resolve(options.data);
  const { binary, logger } = options;
  await mkdir(data, { recursive: true, mode: 0o700 });
  await clearStale(data);
  const port = await reservePort(options.port);
  const config = await writeConfig(data, port);
  const run = async (): Promise<RunningServer> => {
    const started = await runServer({ binary, config, port, logger });
    await notePid(data, { pid: started.pid, startedBy: process.pid });
    return started;
  };
  const stopping = new AbortController();
  let server = await run();
  logger.info({ port, data, pid: server.pid }, 'nats-server runs (embedded, not for production)');
  const supervision = supervise({
    current: () => server,
    run,
    replace: (next) => (server = next),
    stopping: stopping.signal,
    logger,
  });
  return {
    port,
    url: `nats://127.0.0.1:${port}`,
    get pid() {
      return server.pid;
    },
    async close() {
      stopping.abort();
      await endServer(server);
      await supervision;
      await endServer(server);
      await forgetPid(data);
    },
  };
}

/** Starts the server again whenever it ends, for ever, with growing pauses while it keeps ending. */
async function supervise(watch: {
  current: () => RunningServer;
  run: () => Promise<RunningServer>;
  replace: (next: RunningServer) => void;
  stopping: AbortSignal;
  logger: Logger;
}): Promise<void> {
  const { stopping, logger } = watch;
  let pauseMs = 0;
  let startedAt = Date.now();
  for (;;) {
    if (!stopping.aborted) await watch.current().exited;
    if (stopping.aborted) return;
    pauseMs = Date.now() - startedAt > healthyMs ? 0 : Math.min(longestPauseMs, pauseMs * 2 || 100);
    logger.warn({ pauseMs }, 'nats-server ended; starting it again');
    await sleep(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    startedAt = Date.now();
    try {
      watch.replace(await watch.run());
    } catch (error) {
      logger.warn({ err: error }, 'nats-server did not start');
    }
  }
}
