import { openKit, readConfig } from '#libs/service';
import { slaParts } from './sla-parts.js';

// Builds the timers anew from the events; the service may run meanwhile.
try {
  const open = await openKit('sla', readConfig());
  const { timers, keeper } = slaParts(open.kit);
  await timers.prepare();
  await keeper.rebuild(new AbortController().signal);
  await open.close();
} catch (error) {
  process.stderr.write(`aduan: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
