import { DomainError, errorText } from '#libs/contracts';
import { account } from './account.js';
import { backup, restore } from './backup/commands.js';
import { UsageError, type Command } from './command.js';
import { deadLetter } from './dead-letter.js';
import { doctor } from './doctor/command.js';
import { key } from './key.js';
import { print } from './output.js';
import { timers } from './timers.js';
import { verify } from './verify/command.js';
import { view } from './view.js';

const commands: Record<string, Command> = {
  account,
  view,
  timers,
  'dead-letter': deadLetter,
  key,
  backup,
  restore,
  verify,
  doctor,
};

const widest = Math.max(...Object.keys(commands).map((name) => name.length));

const usage = `npm run aduan -- COMMAND …     (npm run aduan -- COMMAND --help says more)

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(widest)}  ${summary}`)
  .join('\n')}

Which installation: --data DIR (the folder of a local system), else the servers named in the environment as for the services
(ADUAN_ESDB_URL, ADUAN_MONGODB_URI, ADUAN_NATS_URL, keys), else .aduan/data. --json answers for programs where it is useful.
Exit code: 0 done, 1 refused or something is wrong, 2 wrong usage.`;

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h';

const sentence = (error: unknown): string => {
  if (error instanceof DomainError) return errorText(error.code, 'en', error.parameters);
  return error instanceof Error ? error.message : String(error);
};

const run = async ([name, ...args]: string[]): Promise<number> => {
  if (name === undefined || name === 'help' || isHelp(name)) {
    print(usage);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(`aduan: there is no command "${name}"\n\n${usage}\n`);
    return 2;
  }
  if (args.some(isHelp)) {
    print(command.help);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    process.stderr.write(`aduan: ${sentence(error)}\n`);
    if (!(error instanceof UsageError)) return 1;
    process.stderr.write(`\n${command.help}\n`);
    return 2;
  }
};

process.exitCode = await run(process.argv.slice(2));
// Everything was closed; a library's idle connection must not keep the terminal.
process.exit();
