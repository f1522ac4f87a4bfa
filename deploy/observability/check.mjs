// `npm run test:observability`: Prometheus on our configuration, rules and their tests, scraping a running local system.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, say, setUp } from '../local/setup.mjs';

const folder = join(root, 'deploy/observability');
const cache = join(root, '.aduan/prometheus');
const program = (name) => join(cache, 'usr/bin', name);

const obtain = async () => {
  if (existsSync(program('prometheus'))) return true;
  const { unpackPackages } = await import(join(root, 'dist/libs/embedded/nats/index.js'));
  const release = readFileSync('/etc/os-release', 'utf8');
  const suite = /^VERSION_CODENAME=(\S+)/m.exec(release)?.[1] ?? 'bookworm';
  await unpackPackages(['prometheus'], suite, cache, say);
  return existsSync(program('prometheus'));
};

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const check = (what, args) => {
  const { status } = spawnSync(program('promtool'), args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${what} failed`);
  say(`${what}: right`);
};

const until = async (what, test) => {
  for (const end = Date.now() + 120_000; Date.now() < end;) {
    if (await test().catch(() => false)) return say(`${what}: right`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`${what}: not within two minutes`);
};

const json = async (url) => (await fetch(url)).json();

const run = async (work, started) => {
  const port = await freePort();
  const web = await freePort();
  const main = join(root, 'dist/deploy/local/main.js');
  const args = [main, '--port', String(port), '--data', join(work, 'data')];
  started.push(spawn(process.execPath, args, { cwd: root, stdio: 'ignore' }));
  const config = readFileSync(join(folder, 'prometheus.yml'), 'utf8')
    .replace('localhost:8080', `localhost:${port}`)
    .replace('rules/', join(folder, 'rules/'))
    .replaceAll('15s', '1s');
  writeFileSync(join(work, 'prometheus.yml'), config);
  const flags = [
    `--config.file=${join(work, 'prometheus.yml')}`,
    `--storage.tsdb.path=${work}/tsdb`,
  ];
  flags.push(`--web.listen-address=127.0.0.1:${web}`);
  started.push(spawn(program('prometheus'), flags, { stdio: 'ignore' }));
  const api = `http://127.0.0.1:${web}/api/v1`;
  await until('every target is up', async () => {
    const { data } = await json(`${api}/targets`);
    const all = data.activeTargets;
    return all.length > 0 && all.every(({ health }) => health === 'up');
  });
  await until('every rule is evaluated without error', async () => {
    const { data } = await json(`${api}/rules`);
    const rules = data.groups.flatMap((group) => group.rules);
    return rules.length > 10 && rules.every(({ health }) => health === 'ok');
  });
};

setUp();
const got = await obtain().catch((error) => say(`Prometheus cannot be had: ${error.message}`));
if (!got) {
  say('SKIPPED: no Prometheus on this machine; configuration and rules were NOT checked');
  process.exit(0);
}
const work = mkdtempSync(join(tmpdir(), 'aduan-observability-'));
const started = [];
let failed = false;
try {
  check('configuration', ['check', 'config', 'prometheus.yml']);
  check('tests of the rules', ['test', 'rules', 'rules/aduan.test.yml']);
  await run(work, started);
} catch (error) {
  failed = true;
  say(error.message);
} finally {
  const ends = started.map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of started) child.kill('SIGTERM');
  await Promise.race([Promise.all(ends), new Promise((resolve) => setTimeout(resolve, 15_000))]);
  rmSync(work, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
