import { cacheFolder, obtainNatsServer } from '#libs/embedded/nats';

// Fetches nats-server ahead of the tests, so that no test waits for a package server.
try {
  const found = await obtainNatsServer({
    cache: cacheFolder(),
    log: (line) => process.stdout.write(`${line}\n`),
  });
  process.stdout.write(`nats-server ${found.version} (${found.path})\n`);
} catch (error) {
  process.stderr.write(`aduan: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
