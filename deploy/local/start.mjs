// `npm start`: set-up, then the whole system on embedded servers.
import { spawn } from 'node:child_process';
import { root, setUp, say } from './setup.mjs';

setUp();
// Built by the set-up.
const { heapEnv } = await import('../../dist/deploy/local/heap.js');
say('starting Aduan …');
const child = spawn(process.execPath, ['dist/deploy/local/main.js', ...process.argv.slice(2)], {
  cwd: root,
  env: heapEnv(),
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// Ctrl-C reaches the child by itself; a signal sent to npm alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));
