// `npm run test:failure`: set-up, then the whole failure suite: what `npm test` runs of it, and what takes longer.
// With `-- --longer` only the latter, for whoever has just run `npm test`.
import { run, say, setUp } from './setup.mjs';

setUp();
say('getting nats-server …');
run(process.execPath, ['dist/deploy/local/obtain.js']);
const vitest = (...args) =>
  run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args]);
const rest = process.argv.slice(2).filter((word) => word !== '--longer');
if (rest.length === process.argv.slice(2).length) {
  say('failure: every part killed, stopped, frozen and doubled while complaints flow …');
  vitest('--project', 'unit', '--project', 'e2e', 'test/failure');
}
say('failure: everything delivered again, views rebuilt while live, a clock that jumps …');
vitest('--project', 'failure', ...rest);
say('done');
