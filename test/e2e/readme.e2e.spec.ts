import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWholeSystem, type WholeSystem } from './system.js';

let whole: WholeSystem;
beforeAll(async () => {
  whole = await startWholeSystem();
}, 120_000);
afterAll(() => whole.close(), 60_000);

const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) console.warn('curl is not installed: the journey of README is NOT tested');

it.skipIf(!hasCurl)(
  'the first complaint of README goes through all seven steps as it is written there',
  async () => {
    const blocks = readFileSync('README.md', 'utf8').matchAll(/```sh\n([\s\S]*?)```/g);
    const journey = [...blocks]
      .map(([, text]) => text ?? '')
      .find((text) => text.startsWith('A=http'));
    if (!journey) throw new Error('README has no journey');
    const script = journey.replace('http://localhost:8080', whole.url);
    // The servers live in this process: it must go on while bash works.
    const shell = spawn('bash', ['-euo', 'pipefail', '-c', script]);
    let output = '';
    shell.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    shell.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    const code = await new Promise((resolve) => shell.once('close', resolve));
    expect(output).toMatch(/REG\/0001\/Kec\.Waru\/\d{4}/);
    expect(output.trimEnd().split('\n').at(-1)).toBe('satisfied');
    expect(code).toBe(0);
  },
  120_000,
);
