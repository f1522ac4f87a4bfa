import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { answersWithJetStream } from './ports.js';

export interface RunningServer {
  child: ChildProcess;
  pid: number;
  exited: Promise<void>;
}

/**
 * Ends nats-server when its parent is gone, however that happened: a small shell waits at the end of a
 * pipe whose other end only the parent holds, and `exec` keeps the server's process id. A line on the
 * pipe tells it that the server ended first: its process id may belong to someone else by then.
 */
export const watchdog =
  'exec 3<&0; (read -r ended <&3 || kill -TERM $$) >/dev/null 2>&1 & exec "$0" "$@" 3<&- </dev/null';

const quote = (text: string): string => JSON.stringify(text);

/** Writes the server's configuration: loopback only, JetStream in the data folder, every write synced. */
export async function writeConfig(data: string, port: number): Promise<string> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const file = join(data, 'nats-server.conf');
  const lines = [
    `listen: ${quote(`127.0.0.1:${port}`)}`,
    'server_name: "aduan-embedded"',
    'max_payload: 1048576',
    // sync_interval always: fsync before the acknowledgement, about 3,500 messages/s on a plain disk.
    `jetstream { store_dir: ${quote(join(data, 'jetstream'))}, sync_interval: always }`,
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

/**
 * Starts nats-server and waits until JetStream answers.
 * Throws an Error with the server's last lines when it ends before that or takes longer than `withinMs`.
 */
export async function runServer(options: {
  binary: string;
  config: string;
  port: number;
  logger: Logger;
  withinMs?: number;
}): Promise<RunningServer> {
  const child = spawn('sh', ['-c', watchdog, options.binary, '-c', options.config], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let hasExited = false;
  const exited = new Promise<void>((resolve) => {
    const end = (): void => {
      hasExited = true;
      child.stdin?.end('ended\n');
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  child.stdin?.on('error', () => undefined);
  const lastLines = passLog(child, options.logger);
  const deadline = Date.now() + (options.withinMs ?? 30_000);
  while (!(await answersWithJetStream(options.port))) {
    const isLate = Date.now() > deadline;
    if (isLate) child.kill('SIGKILL');
    if (hasExited || isLate) {
      throw new Error(
        `nats-server did not ${isLate ? 'become ready in time' : 'start'}: ${lastLines.join(' | ') || 'it wrote nothing'}`,
      );
    }
    await sleep(30);
  }
  return { child, pid: child.pid ?? 0, exited };
}

/** Passes on what the server writes, warnings as warnings; keeps the last lines for an error message. */
function passLog(child: ChildProcess, logger: Logger): string[] {
  const last: string[] = [];
  if (!child.stderr) return last;
  createInterface({ input: child.stderr }).on('line', (line) => {
    const text = line.replace(/^\[\d+\] \d{4}\/\d\d\/\d\d [\d:.]+ /, '');
    last.push(text);
    if (last.length > 5) last.shift();
    if (/^\[(ERR|FTL|WRN)\]/.test(text)) logger.warn({ nats: text }, 'nats-server warns');
    else logger.debug({ nats: text }, 'nats-server');
  });
  return last;
}

/** Ends the server in an orderly way; by force after 5 s. */
export async function endServer(server: RunningServer): Promise<void> {
  server.child.kill('SIGTERM');
  const force = setTimeout(() => server.child.kill('SIGKILL'), 5_000);
  await server.exited;
  clearTimeout(force);
}
