// Set-up of a fresh clone with nothing but Node and npm: packages, build. Plain JavaScript, for nothing is built yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const started = Date.now();

/** One line of progress with the seconds since the start. */
export const say = (line) => {
  process.stdout.write(`[${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s] ${line}\n`);
};

/** Ends with one clear message. */
export const give = (line) => {
  process.stderr.write(`aduan: ${line}\n`);
  process.exit(1);
};

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    give(
      `Node ${process.versions.node} is too old: install Node 20.19 or newer (22 and 24 are tested too)`,
    );
};

/** Runs a program in the repository; ends with its exit code when it fails. */
export const run = (command, args, options = {}) => {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) give(`${command} cannot be started: ${result.error.message}`);
  if (result.status !== 0) {
    say(`${command} ${args.join(' ')} failed`);
    process.exit(result.status ?? 1);
  }
};

const installPackages = () => {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).update(process.versions.modules).digest('hex');
  const stamp = join(root, 'node_modules/.aduan-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installing packages (npm ci; a minute or two with an empty cache) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, wanted);
  say('packages installed');
};

const build = () => {
  mkdirSync(join(root, 'dist'), { recursive: true });
  say('building …');
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  run(process.execPath, ['deploy/local/assets.mjs']);
  say('built');
};

/** Packages and build, each only when something changed. */
export const setUp = () => {
  checkNode();
  installPackages();
  build();
};
