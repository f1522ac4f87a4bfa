import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './run.js';

interface Owner {
  /** The nats-server. */
  pid: number;
  /** The process that started it and ends it. */
  startedBy: number;
}

const fileIn = (data: string): string => join(data, 'nats-server.pid.json');

/** Notes which nats-server uses the data folder, for whoever starts there next. */
export async function notePid(data: string, owner: Owner): Promise<void> {
  await writeFile(fileIn(data), JSON.stringify(owner));
}

export async function forgetPid(data: string): Promise<void> {
  await rm(fileIn(data), { force: true });
}

/**
 * Makes sure that no other nats-server writes to the data folder: one whose starter was killed is
 * ended, one whose starter lives is an Error. A pid that now belongs to another program is ignored.
 */
export async function clearStale(data: string): Promise<void> {
  const owner = await readOwner(data);
  if (!owner || !(await usesFolder(owner.pid, data))) return;
  if (owner.startedBy !== process.pid && isAlive(owner.startedBy)) {
    throw new Error(
      `The data folder ${data} is used by the nats-server with process id ${owner.pid}, started by process ${owner.startedBy}. Stop that first.`,
    );
  }
  signal(owner.pid, 'SIGTERM');
  // A zombie has no command line any more: it no longer uses the folder.
  for (let waited = 0; await usesFolder(owner.pid, data); waited += 50) {
    if (waited === 5_000) signal(owner.pid, 'SIGKILL');
    if (waited > 10_000) throw new Error(`nats-server ${owner.pid} does not end`);
    await sleep(50);
  }
}

async function readOwner(data: string): Promise<Owner | undefined> {
  try {
    const value = JSON.parse(await readFile(fileIn(data), 'utf8')) as Partial<Owner>;
    const isWhole = Number.isInteger(value.pid) && Number.isInteger(value.startedBy);
    return isWhole ? { pid: value.pid ?? 0, startedBy: value.startedBy ?? 0 } : undefined;
  } catch {
    return undefined;
  }
}

async function usesFolder(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  const command = fromProc ?? (await run('ps', ['-o', 'command=', '-p', String(pid)])).output;
  return command.includes(data);
}

/** Whether a process runs; a zombie still counts, and one of another user too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Ended by itself meanwhile.
  }
}
