// `npm test`: set-up, checks, every suite. Each part says what it does and how long it took.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say, setUp } from './setup.mjs';

setUp();
const bin = (name) => join(root, 'node_modules', name);
const node = process.execPath;

say('checking types …');
run(node, [bin('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit']);
say('checking style …');
run('npm', ['run', '--silent', 'lint']);
say('checking generated documents …');
run(node, ['dist/deploy/docs/main.js', '--check']);
say('getting nats-server …');
run(node, ['dist/deploy/local/obtain.js']);
say(
  `running the tests of ${readdirSync(join(root, 'services')).length} services and their libraries …`,
);
run(node, [bin('vitest/vitest.mjs'), 'run', ...process.argv.slice(2)]);
say('all tests passed');
