import { fork, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { familyOf, signalAll } from './family.js';

export interface PartOptions {
  name: string;
  /** Built program. */
  program: string;
  args?: string[];
  env: NodeJS.ProcessEnv;
  /** File that its output goes to. */
  log: string;
}

const readyWithinMs = 120_000;

/** One process of the installation, started again when it ends by itself, as a container or systemd does. */
export class Part {
  private child: ChildProcess | undefined;
  private wanted = false;
  /** How often it ended without having been killed by us. */
  ended = 0;

  constructor(readonly options: PartOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** Starts it and resolves to what it says when it is ready. Throws with its last words when it ends before. */
  async start(): Promise<Record<string, unknown>> {
    const { program, args = [], env, log, name } = this.options;
    const output = openSync(log, 'a');
    const child = fork(program, args, {
      env,
      execArgv: [],
      stdio: ['ignore', output, output, 'ipc'],
    });
    closeSync(output);
    this.child = child;
    this.wanted = true;
    child.once('exit', (code, signal) => this.gone(child, `code ${code}, signal ${signal}`));
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        clearTimeout(late);
        reject(new Error(`${name} ${why}: ${readFileSync(log, 'utf8').slice(-1_000)}`));
      };
      const ended = (): void => fail('ended before it was ready');
      const late = setTimeout(() => fail('was not ready in time'), readyWithinMs);
      child.once('exit', ended);
      child.once('message', (message) => {
        clearTimeout(late);
        child.off('exit', ended);
        resolve(message as Record<string, unknown>);
      });
    });
  }

  private gone(child: ChildProcess, how: string): void {
    if (!this.wanted || this.child !== child) return;
    this.ended += 1;
    appendFileSync(this.options.log, `-- ${this.name} ended by itself: ${how}\n`);
    void (async () => {
      await delay(500);
      while (this.wanted && this.child === child) await this.start().catch(() => delay(500));
    })();
  }

  /** kill -9, of everything that it started too; resolves when it is gone. */
  async kill(): Promise<void> {
    this.wanted = false;
    const { child } = this;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    signalAll(familyOf(child.pid), 'SIGKILL');
    await gone;
  }

  /** Stops the clock of the process, and of everything that it started. */
  freeze(): void {
    if (this.child?.pid) signalAll(familyOf(this.child.pid), 'SIGSTOP');
  }

  /** Lets it go on. */
  thaw(): void {
    if (this.child?.pid) signalAll(familyOf(this.child.pid), 'SIGCONT');
  }
}
