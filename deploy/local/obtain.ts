import { cacheFolder, obtainNatsServer } from '#libs/embedded/nats';
import { obtainForTests } from './debian-package.js';

const log = (line: string): void => void process.stdout.write(`${line}\n`);

// Fetches nats-server ahead of the tests, so that no test waits for a package server.
try {
  const found = await obtainNatsServer({
    cache: cacheFolder(),
    log,
  });
  process.stdout.write(`nats-server ${found.version} (${found.path})\n`);
} catch (error) {
  process.stderr.write(`aduan: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

obtainForTests(
  {
    program: 'pdftotext',
    probe: ['-v'],
    name: 'poppler-utils',
    for: 'the PDF of Berita Acara and Jawaban is not read',
  },
  log,
);

obtainForTests(
  {
    program: 'chromium',
    probe: ['--version'],
    name: 'chromium',
    for: 'the pages are not looked at in a real browser',
  },
  log,
);
