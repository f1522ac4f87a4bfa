// `npm run test:browser`: every page, by everybody who may open it, on a phone and on a desk, in both languages.
import { run, say, setUp } from './setup.mjs';

setUp();
say('getting nats-server and Chromium …');
run(process.execPath, ['dist/deploy/local/obtain.js']);
say('every page in a real browser …');
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'browser'];
run(process.execPath, [...vitest, ...process.argv.slice(2)]);
say('done');
