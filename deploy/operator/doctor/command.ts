import { readArgs, type Command } from '../command.js';
import { openInstallation } from '../installation.js';
import { print, printJson } from '../output.js';
import { localFindings, serverFindings } from './checks.js';

const signs = { ok: 'ok     ', warning: 'WARNING', wrong: 'WRONG  ' } as const;

const run = async (args: string[]): Promise<number> => {
  const { values } = readArgs(args, {});
  const installation = await openInstallation(values.data);
  try {
    const { config, data } = installation;
    const findings = [
      ...(await localFindings(config, [data ?? process.cwd()])),
      ...(await serverFindings(config)),
    ];
    if (values.json) printJson(findings);
    else
      for (const { what, state, found, advice } of findings)
        print(`${signs[state]} ${what}: ${found}${advice ? ` -> ${advice}` : ''}`);
    return findings.some(({ state }) => state === 'wrong') ? 1 : 0;
  } finally {
    await installation.close();
  }
};

/** `doctor`. */
export const doctor: Command = {
  summary: 'whether settings, servers, clocks, disks and keys are as they must be, and what to do',
  help: `doctor

Looks at secrets, disks, the erasure journal, the three servers and their versions, the vault and its master key, clocks, dead letters, views and an unfinished
restore. Each line says what to do. Exit code 1 when something is wrong.`,
  run,
};
