// `npm test`: set-up, checks, every suite. Each part says what it does; the last line counts the tests.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { give, root, run, say, setUp } from './setup.mjs';

setUp();
const bin = (name) => join(root, 'node_modules', name);
const node = process.execPath;

say('checking types …');
run(node, [bin('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit']);
run(node, [bin('typescript/bin/tsc'), '-p', 'services/portal/src/pages/client']);
say('checking style …');
run('npm', ['run', '--silent', 'lint']);
say('checking generated documents …');
run(node, ['dist/deploy/docs/main.js', '--check']);
say('getting nats-server …');
run(node, ['dist/deploy/local/obtain.js']);

const results = join(root, '.aduan/test-results');
mkdirSync(results, { recursive: true });

/** Runs one level of specs and gives its counts. */
const suite = (name, meaning) => {
  say(`${name}: ${meaning} …`);
  const file = join(results, `${name}.json`);
  rmSync(file, { force: true });
  const args = ['run', '--project', name, '--reporter=default', '--reporter=json'];
  const more = [`--outputFile.json=${file}`, ...process.argv.slice(2)];
  const { status } = spawnSync(node, [bin('vitest/vitest.mjs'), ...args, ...more], {
    cwd: root,
    stdio: 'inherit',
  });
  let counts;
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    give(`${name}: the tests did not run to their end`);
  }
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = counts;
  return { passed, failed, skipped, status };
};

const levels = [
  suite('unit', 'pure specs of deciders, views, calendar, codecs'),
  suite('int', 'specs with real servers'),
  suite('e2e', 'journeys through the whole system'),
];
const sum = (of) => levels.reduce((total, level) => total + level[of], 0);
say('done');
process.stdout.write(
  `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`,
);
if (levels.some(({ status }) => status !== 0)) process.exit(1);
