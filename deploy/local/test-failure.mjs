// `npm run test:failure`: set-up, then the whole failure suite: what `npm test` runs of it, and what takes longer.
import { run, say, setUp } from './setup.mjs';

setUp();
say('getting nats-server …');
run(process.execPath, ['dist/deploy/local/obtain.js']);
const vitest = (...args) =>
  run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args]);
say('failure: every part killed, stopped, frozen and doubled while complaints flow …');
vitest('--project', 'unit', '--project', 'e2e', 'test/failure');
say('failure: messages, clocks, disks …');
vitest('--project', 'failure', ...process.argv.slice(2));
say('done');
