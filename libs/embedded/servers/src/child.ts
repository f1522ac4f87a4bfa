import { fork, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';

export type ServerName = 'eventstore' | 'mongo' | 'nats';

export interface ChildOptions {
  name: ServerName;
  /** Folder of this server's data. */
  data: string;
  /** 0 takes a free port at the first start and keeps it. */
  port: number;
  /** Where its output goes. */
  logFile: string;
  logger: Logger;
  /** Called when the server cannot be kept running; the message is for people. */
  onGivenUp?: (error: Error) => void;
}

const readyWithinMs = 60_000;

const rootFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder))
    folder = dirname(folder);
  return folder;
};

const programOf = (name: ServerName): string => {
  const program = join(rootFolder(), 'dist/libs/embedded', name, 'main.js');
  if (!existsSync(program)) throw new Error(`${program} is missing: run npm run build first`);
  return program;
};

/**
 * One embedded server as a child process that ends with us. It is started again on the same port when it dies, with a growing
 * pause, until `close`.
 */
export class ServerChild {
  private child: ChildProcess | undefined;
  private closing = false;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  port: number;

  constructor(private readonly options: ChildOptions) {
    this.port = options.port;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts the server and resolves when it accepts calls. Throws with the server's own last words. */
  async start(): Promise<void> {
    const { name, data, logFile } = this.options;
    for (const folder of [data, dirname(logFile)])
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    const log = openSync(logFile, 'a');
    const child = fork(programOf(name), ['--port', String(this.port), '--data', data], {
      // A test runner's own switches would have the built program look for sources.
      execArgv: [],
      stdio: ['ignore', log, 'pipe', 'ipc'],
      // Ctrl-C in a terminal reaches a whole process group: the servers must outlive the services that use them.
      detached: true,
    });
    closeSync(log);
    this.child = child;
    this.port = await this.ready(child);
    this.failures = 0;
    child.once('exit', () => this.died());
  }

  private ready(child: ChildProcess): Promise<number> {
    return new Promise((resolve, reject) => {
      const { name, logFile } = this.options;
      let lastWords = '';
      child.stderr?.on('data', (chunk: Buffer) => {
        lastWords = (lastWords + chunk.toString('utf8')).slice(-2_000);
        appendFileSync(logFile, chunk);
      });
      const fail = (reason: string): void => {
        clearTimeout(timer);
        reject(new Error(`embedded ${name} ${reason}${lastWords ? `:\n${lastWords.trim()}` : ''}`));
      };
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        fail('was not ready in time');
      }, readyWithinMs);
      child.once('error', (error) => fail(error.message));
      const ended = (): void => fail('did not start');
      child.once('exit', ended);
      child.on('message', (message: { port?: unknown }) => {
        if (typeof message.port !== 'number') return;
        clearTimeout(timer);
        child.off('exit', ended);
        resolve(message.port);
      });
    });
  }

  private died(): void {
    if (this.closing) return;
    const { name, logger } = this.options;
    this.failures += 1;
    const pause = Math.min(5_000, 50 * 2 ** this.failures);
    logger.warn({ server: name, pause }, 'embedded server ended, starting it again');
    this.timer = setTimeout(() => {
      this.start().catch((error: unknown) => {
        logger.error({ err: error, server: name }, 'embedded server does not start');
        if (this.failures > 10) this.options.onGivenUp?.(error as Error);
        else this.died();
      });
    }, pause);
  }

  /** Sends a signal, e.g. SIGKILL to see whether everything survives it. */
  kill(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Stops the server; resolves when it is gone. */
  async close(): Promise<void> {
    this.closing = true;
    clearTimeout(this.timer);
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
      child.once('exit', () => {
        clearTimeout(force);
        resolve();
      });
      child.kill('SIGTERM');
    });
  }
}
