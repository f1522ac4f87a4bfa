// `npm run test:node`: unit and contract suites on every Node that Aduan supports, and a registration in the built system.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, say, setUp } from './setup.mjs';

const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['20', '22', '24'];

/** The binary of a major version: this one, or npm's package of it, kept in .aduan/node. */
const nodeOf = (major) => {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const name = `node-linux-${process.arch}`;
  const folder = join(root, '.aduan/node', major);
  const binary = join(folder, 'node_modules', name, 'bin/node');
  if (existsSync(binary)) return binary;
  say(`getting Node ${major} (${name}) …`);
  mkdirSync(folder, { recursive: true });
  const args = [
    'i',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
    `${name}@${major}`,
  ];
  spawnSync('npm', args, { stdio: 'inherit', cwd: folder });
  return existsSync(binary) ? binary : undefined;
};

/** Runs some specs with a Node; tells what came of them. */
const suite = (node, major, name, more = []) => {
  say(`Node ${major}: ${name} ${more.join(' ')} …`);
  const file = join(root, `.aduan/test-results/node-${major}-${name}.json`);
  rmSync(file, { force: true });
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', name, ...more];
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = spawnSync(node, [...vitest, ...reporters], { cwd: root, stdio: 'inherit' });
  if (!existsSync(file)) return { text: 'did not run', isGood: false };
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(file, 'utf8'));
  return { text: `${passed} passed, ${failed} failed`, isGood: status === 0 && passed > 0 };
};

setUp();
mkdirSync(join(root, '.aduan/test-results'), { recursive: true });
const rows = wanted.map((major) => {
  const node = nodeOf(major);
  if (!node) return { node: major, unit: 'cannot be had', isGood: false };
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  const unit = suite(node, major, 'unit');
  const int = suite(node, major, 'int');
  const system = suite(node, major, 'e2e', ['test/observability']);
  const isGood = unit.isGood && int.isGood && system.isGood;
  const version = String(stdout).trim();
  return { node: version, unit: unit.text, int: int.text, registration: system.text, isGood };
});
console.table(rows);
process.exit(rows.every(({ isGood }) => isGood) ? 0 : 1);
