import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const mebibyte = 1024;

/** Resident memory of a process in MiB; 0 where it has ended. */
export const residentOf = (pid: number): number => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / mebibyte;
  } catch {
    return 0;
  }
};

const nameOf = (pid: number): string => {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return (
      /embedded\/(\w+)\/main/.exec(line)?.[1] ??
      (line.includes('nats-server') ? 'nats-server' : 'services')
    );
  } catch {
    return 'gone';
  }
};

/** Resident memory in MiB of a process and of everything that it started, by part. */
export const familyMemory = (pid: number): Record<string, number> => {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' });
  const rows = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , name]) => name !== 'ps')
    .map(([id, parent]) => [Number(id), Number(parent)] as const);
  const below = (parent: number): number[] =>
    rows.filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  const parts: Record<string, number> = {};
  for (const each of [pid, ...below(pid)]) {
    const name = nameOf(each) === 'nats' ? 'nats launcher' : nameOf(each);
    parts[name] = (parts[name] ?? 0) + residentOf(each);
  }
  return parts;
};

export const sumOf = (parts: Record<string, number>): number =>
  Object.values(parts).reduce((sum, each) => sum + each, 0);

/** Looks every half second and remembers the largest sum, with its parts. */
export class MemoryWatch {
  peak = 0;
  parts: Record<string, number> = {};
  private readonly timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.timer = setInterval(() => {
      const parts = familyMemory(pid);
      if (sumOf(parts) <= this.peak) return;
      this.peak = sumOf(parts);
      this.parts = parts;
    }, 500);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
