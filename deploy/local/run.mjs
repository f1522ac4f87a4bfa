// Runs one built program, e.g. `node deploy/local/run.mjs services/intake/src/main.js --help`; builds first where nothing is built.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { give, root, setUp } from './setup.mjs';

const [program, ...args] = process.argv.slice(2);
if (!program) give('run.mjs needs the program, e.g. services/intake/src/main.js');
const file = join(root, 'dist', program);
if (!existsSync(file)) setUp();
const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' });
// Ctrl-C reaches the child by itself; a signal sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));
