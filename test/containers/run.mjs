// `npm run test:containers`: the image, the trial stack of compose, the servers' contracts in containers, the Kubernetes files.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, say, setUp } from '../../deploy/local/setup.mjs';
import { openDocker } from './docker.mjs';

setUp();
// What is built is imported only now.
const { dropImages, prepareBases, prepareImages } = await import('./images.mjs');
const { compose, kustomize } = await import('./tools.mjs');

const results = join(root, '.aduan/test-results');
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0 };

/** Runs specs and adds their counts; specs that did not run to their end count as one failure. */
const specs = (name, args, environment) => {
  say(`${name} …`);
  const file = join(results, `containers-${name.replaceAll(/\W+/g, '-')}.json`);
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...args, ...reporters], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ADUAN_TESTCONTAINERS: '', ...environment },
  });
  try {
    const counts = JSON.parse(readFileSync(file, 'utf8'));
    total.passed += counts.numPassedTests;
    total.failed += counts.numFailedTests;
    if (status !== 0 && counts.numFailedTests === 0) total.failed += 1;
  } catch {
    total.failed += 1;
  }
};

const containers = ['--project', 'containers'];
const contracts = ['--project', 'int', '-t', 'container', 'contract.int.spec.ts'];

/** What this machine must give: without it nothing is known of Aduan, neither good nor bad. */
const given = async () => {
  try {
    return { bases: await prepareBases(), command: await compose() };
  } catch (error) {
    say(`SKIPPED: everything in containers, for what they need cannot be had: ${error.message}`);
    return undefined;
  }
};

const withDocker = async () => {
  const machine = await given();
  if (!machine) return;
  const images = prepareImages(machine.bases);
  const on = {
    ADUAN_CONTAINERS: '1',
    ADUAN_COMPOSE: machine.command.join(' '),
    ADUAN_IMAGE: images.aduan,
    ADUAN_NATS_IMAGE: images.nats,
    TESTCONTAINERS_RYUK_DISABLED: 'true',
  };
  try {
    specs('contracts on the embedded servers and NATS', contracts, {
      ...on,
      ADUAN_TESTCONTAINERS: 'embedded',
    });
    if (images.esdb && images.mongo) {
      const official = { ADUAN_ESDB_IMAGE: images.esdb, ADUAN_MONGO_IMAGE: images.mongo };
      specs('contracts on the official images', contracts, {
        ...on,
        ...official,
        ADUAN_TESTCONTAINERS: '1',
      });
    } else say('NOT RUN: contracts on EventStoreDB and MongoDB, for their images cannot be pulled');
    specs('image', [...containers, 'image'], on);
    specs('journey', [...containers, 'journey'], on);
  } finally {
    dropImages(images);
  }
};

try {
  specs('k8s', [...containers, 'k8s'], {
    ADUAN_CONTAINERS: '1',
    ADUAN_KUSTOMIZE: await kustomize(),
  });
} catch (error) {
  say(`SKIPPED: Kubernetes files: ${error.message}`);
}
const docker = await openDocker();
if (docker.reason) say(`SKIPPED: everything in containers, for ${docker.reason}`);
else {
  try {
    await withDocker();
  } catch (error) {
    process.stderr.write(`aduan: ${error.message}\n`);
    total.failed += 1;
  } finally {
    await docker.stop();
  }
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
if (total.failed > 0) process.exitCode = 1;
