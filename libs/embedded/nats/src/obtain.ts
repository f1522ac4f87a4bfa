import { mkdir } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { unpackFromApt } from './apt.js';
import { isNewEnough, minimumVersion, versionOf } from './version.js';

export interface NatsBinary {
  path: string;
  version: string;
}

export interface ObtainOptions {
  /** Folder that keeps an unpacked nats-server between runs; see `cacheFolder`. */
  cache: string;
  log: (line: string) => void;
  env?: NodeJS.ProcessEnv;
}

const wanted = `nats-server ${minimumVersion.major}.${minimumVersion.minor} or newer`;

/**
 * A nats-server that is new enough: the one named by ADUAN_NATS_SERVER (and then no other), the one
 * on PATH, one unpacked earlier into the cache, else the distribution's package, unpacked there.
 * Throws one Error that says what to install when there is none.
 */
export async function obtainNatsServer(options: ObtainOptions): Promise<NatsBinary> {
  const env = options.env ?? process.env;
  if (env.ADUAN_NATS_SERVER) return named(env.ADUAN_NATS_SERVER);
  const cached = join(resolve(options.cache), 'nats', 'nats-server');
  const found = (await firstUsable(onPath(env))) ?? (await firstUsable([cached]));
  if (found) return found;
  await mkdir(join(resolve(options.cache), 'nats'), { recursive: true });
  const reason = await unpackFromApt(cached, join(resolve(options.cache), 'nats'), options.log, env)
    .then(() => 'the unpacked one does not run')
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const unpacked = await firstUsable([cached]);
  if (unpacked) {
    options.log(`nats-server ${unpacked.version} unpacked to ${unpacked.path}`);
    return unpacked;
  }
  throw new Error(
    `${wanted} was not found and could not be fetched (${reason}). Install it ` +
      '(Debian 13, Ubuntu 24.04 or newer: apt-get install nats-server; otherwise https://nats.io/download) ' +
      'or set ADUAN_NATS_SERVER to its path.',
  );
}

async function named(path: string): Promise<NatsBinary> {
  const version = await versionOf(path);
  if (version && isNewEnough(version)) return { path, version };
  const problem = version ? `is ${version}` : 'is not a nats-server that runs here';
  throw new Error(`ADUAN_NATS_SERVER=${path} ${problem}; ${wanted} is needed.`);
}

/** People without root often lack /usr/sbin on PATH, where Debian puts nats-server. */
function onPath(env: NodeJS.ProcessEnv): string[] {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const debian = folders.includes('/usr/bin') ? ['/usr/sbin'] : [];
  return [...new Set([...folders, ...debian])].map((folder) => join(folder, 'nats-server'));
}

async function firstUsable(paths: string[]): Promise<NatsBinary | undefined> {
  for (const path of paths) {
    const version = await versionOf(path);
    if (version && isNewEnough(version)) return { path, version };
  }
  return undefined;
}
