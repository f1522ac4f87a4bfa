import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { heapEnv } from '../../../deploy/local/heap.js';

const program = fileURLToPath(new URL('../../../deploy/local/main.js', import.meta.url));

/** What `npm start` runs, as a process of its own. */
export interface LiveSystem {
  url: string;
  pid: number;
  /** From its start until it was ready, in ms. */
  startMs: number;
  stop(): Promise<void>;
}

const readyUrl = (main: ChildProcess, log: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null): void =>
      reject(
        new Error(`the system ended with ${code}: ${readFileSync(log, 'utf8').slice(-1_000)}`),
      );
    main.once('exit', ended);
    main.on('message', (message: { type?: string; url?: string }) => {
      if (message.type !== 'ready' || !message.url) return;
      main.off('exit', ended);
      resolve(message.url);
    });
  });

/** Starts the whole system on a data folder; resolves when it says that it is ready. Throws with its last words. */
export const startLive = async (data: string, log: string): Promise<LiveSystem> => {
  const began = performance.now();
  const output = openSync(log, 'a');
  const main = fork(program, ['--port', '0', '--data', data], {
    execArgv: [],
    env: heapEnv(),
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  const url = await readyUrl(main, log);
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      main.once('exit', () => resolve());
      main.kill('SIGTERM');
    });
  return { url, pid: main.pid ?? 0, startMs: performance.now() - began, stop };
};
