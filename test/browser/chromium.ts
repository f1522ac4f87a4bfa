import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const places = [
  process.env['ADUAN_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser of this machine, or undefined: `npm test` gets Debian's as root. */
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));

if (chromiumPath === undefined)
  process.stderr.write(
    '\n*** NO CHROMIUM: the specs of the pages in a real browser are SKIPPED. Install it (apt-get install chromium), or name one by ADUAN_CHROMIUM. ***\n\n',
  );

/** A headless browser. As root it has no sandbox of its own; only pages of this test are ever opened. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath ?? '',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
