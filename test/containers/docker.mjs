// A Docker engine to test with: the one that runs, else one that is started here and stopped again.
import { spawn, spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, say } from '../../deploy/local/setup.mjs';

const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
const startsWithinMs = 60_000;

/** Runs a program; gives whether it did well and what it printed. */
export const attempt = (command, args, options = {}) => {
  const { status, stdout, stderr } = spawnSync(command, args, { ...quiet, ...options });
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}`.trim() };
};

/** Runs a program that must do well. Throws an Error with the end of what it printed. */
export const must = (command, args, options = {}) => {
  const { ok, output } = attempt(command, args, { maxBuffer: 64 * 1024 * 1024, ...options });
  if (ok) return output;
  const what = `${command} ${args.slice(0, 4).join(' ')}`;
  throw new Error(`${what} failed:\n${output.split('\n').slice(-25).join('\n')}`);
};

const answers = () => attempt('docker', ['info', '--format', '{{.ServerVersion}}']).ok;
const isThere = (tool) => attempt('sh', ['-c', `command -v ${tool}`]).ok;

// In CI the machine is ours; anywhere else nobody asked for packages to be installed.
const install = () => {
  if (process.env.CI !== 'true' || !isThere('apt-get')) return;
  say('installing docker.io, iptables, debootstrap …');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const packages = ['docker.io', 'iptables', 'debootstrap'];
  attempt('apt-get', ['update', '-qq'], { env: environment });
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  attempt('apt-get', args, { env: environment });
};

const start = async () => {
  say('starting dockerd …');
  const log = openSync(join(root, '.aduan/test-results/dockerd.log'), 'w');
  const child = spawn('dockerd', [], { stdio: ['ignore', log, log] });
  let hasEnded = false;
  child.once('exit', () => (hasEnded = true));
  child.once('error', () => (hasEnded = true));
  for (const deadline = Date.now() + startsWithinMs; Date.now() < deadline; await sleep(200)) {
    if (hasEnded) return undefined;
    if (answers()) return child;
  }
  child.kill('SIGTERM');
  return undefined;
};

const stopper = (child) => async () => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
};

/** `{ stop }` when Docker can be used now, else `{ reason }` why not. */
export const openDocker = async () => {
  if (isThere('docker') && answers()) return { stop: () => Promise.resolve() };
  if (process.getuid?.() !== 0)
    return { reason: 'no Docker engine answers, and only root can start one' };
  if (!isThere('dockerd') || !isThere('debootstrap')) install();
  if (!isThere('dockerd'))
    return { reason: 'Docker is not installed (apt-get install docker.io iptables debootstrap)' };
  const child = await start();
  if (!child) return { reason: 'dockerd does not run here (.aduan/test-results/dockerd.log)' };
  return { stop: stopper(child) };
};
