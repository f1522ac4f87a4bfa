import {
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.js';
import {
  archiveInUse,
  readDistribution,
  sourceLine,
  suitesToTry,
  type Distribution,
} from './sources.js';
import { isNewEnough, parseVersion, versionOf } from './version.js';

type Log = (line: string) => void;

/**
 * Unpacks the distribution's nats-server package to `target`, without installing it and without
 * needing root: apt works on private lists and state, with the machine's own mirror, proxy and keys.
 * Throws an Error saying what was missing when no suite offers a version that is new enough.
 */
export async function unpackFromApt(
  target: string,
  folder: string,
  log: Log,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const distribution = readDistribution(osRelease);
  if (!distribution) throw new Error('this system is neither Debian nor Ubuntu');
  for (const tool of ['apt-get', 'dpkg']) {
    if ((await run(tool, ['--version'], { env })).code !== 0)
      throw new Error(`${tool} is not there`);
  }
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'apt-'));
  try {
    await unpackInto(target, work, distribution, log);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function unpackInto(
  target: string,
  work: string,
  distribution: Distribution,
  log: Log,
): Promise<void> {
  const archive = archiveInUse(distribution, await aptSourceFiles());
  const refusals: string[] = [];
  for (const suite of suitesToTry(distribution)) {
    log(`reading ${suite} of ${withoutCredentials(archive.uri)} for nats-server`);
    const apt = await privateApt(work, sourceLine(distribution.id, archive, suite));
    const found = await download(apt, work, suite);
    if ('refusal' in found) {
      refusals.push(found.refusal);
      continue;
    }
    await run('dpkg', ['-x', found.package, join(work, 'unpacked')]);
    const version = await moveBinary(join(work, 'unpacked'), target);
    if (version) return;
    refusals.push(`${suite}: the package's nats-server does not run here`);
  }
  throw new Error(refusals.join('; '));
}

async function download(
  apt: Apt,
  work: string,
  suite: string,
): Promise<{ package: string } | { refusal: string }> {
  // The exit code says nothing here: a source may fail partly and still offer the package.
  const updated = await apt('apt-get', ['update']);
  const version = parseVersion((await apt('apt-cache', ['madison', 'nats-server'])).output);
  if (!version) return { refusal: `${suite}: no nats-server (${lastLine(updated.output)})` };
  if (!isNewEnough(version)) return { refusal: `${suite}: only ${version}` };
  const fetched = await apt('apt-get', ['download', 'nats-server']);
  const file = (await readdir(work)).find((name) => name.endsWith('.deb'));
  if (fetched.code !== 0 || !file) return { refusal: `${suite}: ${lastLine(fetched.output)}` };
  return { package: join(work, file) };
}

/**
 * Unpacks packages of a suite of this machine's distribution to `target`, without installing them and without root.
 * Only the named ones, not what they depend on. Throws an Error with apt's last line.
 */
export async function unpackPackages(
  names: string[],
  suite: string,
  target: string,
  log: Log,
): Promise<void> {
  const distribution = readDistribution(await readFile('/etc/os-release', 'utf8').catch(() => ''));
  if (!distribution) throw new Error('this system is neither Debian nor Ubuntu');
  await mkdir(target, { recursive: true });
  const work = await mkdtemp(join(target, 'apt-'));
  try {
    const archive = archiveInUse(distribution, await aptSourceFiles());
    log(`reading ${suite} of ${withoutCredentials(archive.uri)} for ${names.join(', ')}`);
    const apt = await privateApt(work, sourceLine(distribution.id, archive, suite));
    await apt('apt-get', ['update']);
    const fetched = await apt('apt-get', ['download', ...names]);
    if (fetched.code !== 0) throw new Error(`${suite}: ${lastLine(fetched.output)}`);
    const packages = (await readdir(work)).filter((name) => name.endsWith('.deb'));
    for (const each of packages) await run('dpkg', ['-x', join(work, each), target]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

type Apt = (tool: 'apt-get' | 'apt-cache', args: string[]) => ReturnType<typeof run>;

/**
 * apt with nothing of the machine's configuration but how to reach the net (Acquire) and its
 * architecture: hooks of /etc/apt/apt.conf.d would run on, and fail without root.
 */
async function privateApt(work: string, sources: string): Promise<Apt> {
  await mkdir(join(work, 'state/lists/partial'), { recursive: true });
  await mkdir(join(work, 'cache/archives/partial'), { recursive: true });
  await writeFile(join(work, 'status'), '');
  await writeFile(join(work, 'sources.list'), sources);
  const machine = await run('apt-config', ['dump']);
  const kept = machine.output
    .split('\n')
    .filter(
      (line) => /^(Acquire::|APT::Architecture)/.test(line) && !line.includes('IndexTargets'),
    );
  const config = [
    ...kept,
    'Dir::Etc::parts "/dev/null";',
    'Dir::Etc::main "/dev/null";',
    `Dir::Etc::sourcelist "${work}/sources.list";`,
    'Dir::Etc::sourceparts "/dev/null";',
    `Dir::State "${work}/state";`,
    `Dir::State::status "${work}/status";`,
    `Dir::Cache "${work}/cache";`,
    'Acquire::Languages "none";',
    // As root apt would drop to a user that may not read this folder.
    'APT::Sandbox::User "root";',
  ];
  await writeFile(join(work, 'apt.conf'), `${config.join('\n')}\n`);
  return (tool, args) =>
    run(tool, args, { cwd: work, env: { APT_CONFIG: join(work, 'apt.conf') }, timeoutMs: 180_000 });
}

async function aptSourceFiles(): Promise<string[]> {
  const parts = await readdir('/etc/apt/sources.list.d').catch(() => []);
  const paths = parts
    .filter((name) => /\.(list|sources)$/.test(name))
    .map((name) => join('/etc/apt/sources.list.d', name));
  return Promise.all(
    ['/etc/apt/sources.list', ...paths].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
}

/** Copies beside the target and renames, so that a reader never sees half a file. */
async function moveBinary(unpacked: string, target: string): Promise<string | undefined> {
  for (const place of ['usr/sbin', 'usr/bin']) {
    const source = join(unpacked, place, 'nats-server');
    const version = await versionOf(source);
    if (!version) continue;
    const beside = `${target}.${process.pid}`;
    await copyFile(source, beside);
    await rename(beside, target);
    return version;
  }
  return undefined;
}

function lastLine(output: string): string {
  return withoutCredentials(output.trim().split('\n').at(-1) ?? '');
}

function withoutCredentials(text: string): string {
  return text.replaceAll(/\/\/[^/@\s]+@/g, '//');
}
