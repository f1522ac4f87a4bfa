import { fileURLToPath } from 'node:url';
import { programOf } from './commands.js';

// Runs the program in this very process, so that a container has one process and its signals reach it.
try {
  const [node = process.execPath, , word, ...args] = process.argv;
  const program = new URL(`../../${programOf(word)}`, import.meta.url);
  process.argv = [node, fileURLToPath(program), ...args];
  await import(program.href);
} catch (error) {
  process.stderr.write(`aduan: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
