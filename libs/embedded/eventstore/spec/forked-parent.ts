import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { compiledMain } from './server-process.js';

/** A parent that forks the server, says its process id and is killed as soon as the server is ready. */
const PARENT = `
  const { fork } = require('node:child_process');
  const child = fork(process.argv[1], process.argv.slice(2), { stdio: 'ignore' });
  child.once('message', () => process.stdout.write(String(child.pid)));
  setInterval(() => undefined, 1000);
`;

/** Lets a parent process fork the server and be killed; returns the server's process id. */
export async function forked(data: string): Promise<{ serverPid: number }> {
  const parent = spawn(
    process.execPath,
    ['-e', PARENT, compiledMain(), '--port', '0', '--data', data],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
  const ended = once(parent, 'exit');
  parent.kill('SIGKILL');
  await ended;
  return { serverPid: Number(pid.toString('utf8')) };
}
