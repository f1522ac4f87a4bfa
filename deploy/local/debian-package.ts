import { spawnSync, type SpawnSyncReturns } from 'node:child_process';

/** What is needed of this machine; a test puts its own in place. */
export interface Machine {
  isRoot: boolean;
  run: (command: string, args: string[]) => Pick<SpawnSyncReturns<unknown>, 'status' | 'error'>;
}

const thisMachine = (): Machine => ({
  isRoot: process.getuid?.() === 0,
  run: (command, args) =>
    spawnSync(command, args, {
      stdio: 'ignore',
      timeout: 240_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }),
});

const install = ({ run }: Machine, name: string): boolean =>
  run('apt-get', ['install', '-y', '--no-install-recommends', name]).status === 0;

/**
 * Sees that a program is there that only some tests need, from its Debian package where this is root. Says loudly what is
 * skipped otherwise; never throws.
 */
export const obtainForTests = (
  wanted: { program: string; probe: string[]; name: string; for: string },
  log: (line: string) => void,
  machine: Machine = thisMachine(),
): boolean => {
  const { program, probe, name } = wanted;
  const isThere = (): boolean => machine.run(program, probe).error === undefined;
  if (isThere()) return true;
  if (machine.isRoot) {
    log(`installing ${name} …`);
    const done =
      install(machine, name) ||
      (machine.run('apt-get', ['update']).status === 0 && install(machine, name));
    if (done && isThere()) return true;
  }
  log(`SKIPPED: ${wanted.for} (needs ${program}: apt-get install ${name})`);
  return false;
};
