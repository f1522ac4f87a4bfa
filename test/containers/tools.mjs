// Programs for the tests: those of this machine, else Debian's packages unpacked below .aduan/cache, without root.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { unpackPackages } from '../../dist/libs/embedded/nats/index.js';
import { root, say } from '../../deploy/local/setup.mjs';
import { attempt } from './docker.mjs';

const cache = join(root, '.aduan/cache/containers');
const suite = 'trixie';

const unpacked = async (name, path) => {
  const file = join(cache, path);
  if (!existsSync(file)) await unpackPackages([name], suite, cache, say);
  return file;
};

/** The command line of compose v2.24 or newer, as words. Throws an Error when there is none. */
export const compose = async () => {
  const { ok, output } = attempt('docker', ['compose', 'version', '--short']);
  const [, major, minor] = /(\d+)\.(\d+)\./.exec(output) ?? [];
  if (ok && (Number(major) > 2 || Number(minor) >= 24)) return ['docker', 'compose'];
  return [await unpacked('docker-compose', 'usr/libexec/docker/cli-plugins/docker-compose')];
};

/** Path of kustomize 5. Throws an Error when there is none. */
export const kustomize = async () => {
  if (attempt('kustomize', ['version']).output.includes('v5.')) return 'kustomize';
  return unpacked('kustomize', 'usr/bin/kustomize');
};
