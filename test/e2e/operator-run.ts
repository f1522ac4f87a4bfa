import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/deploy/operator/main.js', import.meta.url));

/** What a command of the operator said, and how it ended. */
export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** Runs `npm run aduan -- …` as built, without the environment's own settings. */
export const aduan = (
  args: string[],
  options: {
    environment?: Record<string, string>;
    input?: string;
    /** Killed with -9 as soon as it says this on standard error. */
    killAt?: RegExp;
  } = {},
): Promise<Said> =>
  new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const environment = { PATH, HOME, ...options.environment };
    const child = spawn(process.execPath, [program, ...args], { env: environment });
    const said: Said = { code: null, out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => {
      said.err += chunk.toString('utf8');
      if (options.killAt?.test(said.err)) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...said, code }));
    child.stdin.end(options.input ?? '');
  });
