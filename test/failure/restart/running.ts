import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readAddresses } from '../../../deploy/local/addresses.js';
import { familyOf, signalAll } from '../system/family.js';

const program = fileURLToPath(new URL('../../../dist/deploy/local/main.js', import.meta.url));

/** What `npm start` runs. */
export class RunningSystem {
  private constructor(private readonly main: ChildProcess) {}

  /** Starts it; resolves when it says that it is ready. Throws with its last words when it ends before. */
  static async start(options: { port: number; data: string; log: string }): Promise<RunningSystem> {
    const { port, data, log } = options;
    const output = openSync(log, 'a');
    const main = fork(program, ['--port', String(port), '--data', data], {
      // The test runner's own switches would have it look for sources.
      execArgv: [],
      stdio: ['ignore', output, output, 'ipc'],
    });
    closeSync(output);
    await new Promise<void>((resolve, reject) => {
      const ended = (code: number | null): void =>
        reject(new Error(`ended with ${code}: ${readFileSync(log, 'utf8').slice(-1_000)}`));
      main.once('exit', ended);
      main.on('message', (message: { type?: string }) => {
        if (message.type !== 'ready') return;
        main.off('exit', ended);
        resolve();
      });
    });
    return new RunningSystem(main);
  }

  /** kill -9: the main process alone (its servers find out), or everything at the same moment. */
  async kill(what: 'main process' | 'everything'): Promise<void> {
    const { pid } = this.main;
    if (pid === undefined || this.main.exitCode !== null || this.main.signalCode !== null) return;
    const gone = new Promise((resolve) => this.main.once('exit', resolve));
    signalAll(what === 'everything' ? familyOf(pid) : [pid], 'SIGKILL');
    await gone;
  }

  /** Ctrl-C; resolves to the exit code. */
  stop(): Promise<number | null> {
    return new Promise((resolve) => {
      this.main.once('exit', resolve);
      this.main.kill('SIGINT');
    });
  }
}

/** Addresses of the three servers that run on a data folder now. Throws when nothing runs there. */
export const addressesIn = (data: string): { esdb: string; mongo: string; nats: string } => {
  const { esdbUrl, mongoUri, natsUrl } = readAddresses(data) ?? {};
  if (!esdbUrl || !mongoUri || !natsUrl) throw new Error(`nothing runs on ${data}`);
  return { esdb: esdbUrl, mongo: mongoUri, nats: natsUrl };
};
