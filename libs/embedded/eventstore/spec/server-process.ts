import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll } from 'vitest';

const LIBRARY = fileURLToPath(new URL('..', import.meta.url));

const leftovers: string[] = [];
afterAll(() => {
  for (const folder of leftovers.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Makes an empty folder that goes when the spec file is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'eventstore-'));
  leftovers.push(folder);
  return folder;
}

let compiled: string | undefined;

/**
 * Compiles the library's sources to JavaScript once per test file, so that a child process runs exactly what is under
 * test, built or not. The output lies inside the repository, where packages are found.
 */
export function compiledMain(): string {
  if (compiled) return compiled;
  const parent = join(LIBRARY, '../../../.aduan');
  mkdirSync(parent, { recursive: true });
  const out = mkdtempSync(join(parent, 'eventstore-test-'));
  leftovers.push(out);
  const sources = [
    'main.ts',
    'index.ts',
    ...readdirSync(join(LIBRARY, 'src')).map((f) => `src/${f}`),
  ];
  for (const source of sources.filter((file) => !file.endsWith('.spec.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(LIBRARY, source), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const target = join(out, source.replace(/\.ts$/u, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  compiled = join(out, 'main.js');
  return compiled;
}

/** A server in a process of its own. */
export interface ServerProcess {
  child: ChildProcess;
  port: number;
  url: string;
  /** Everything printed so far, both streams. */
  output: () => string;
  kill(signal: NodeJS.Signals): Promise<{ code: number | null; signal: string | null }>;
}

/** Runs the command with these arguments until it ends. */
export async function run(args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [compiledMain(), ...args], { stdio: 'pipe' });
  const output = record(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

/** Starts the command and waits until it says that it is ready. */
export async function startProcess(data: string, port = 0): Promise<ServerProcess> {
  const child = spawn(process.execPath, [compiledMain(), '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = record(child);
  const bound = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { type: string; port: number }) => resolve(message.port));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output()}`)));
  });
  return {
    child,
    port: bound,
    url: `esdb://127.0.0.1:${bound}?tls=false`,
    output,
    kill: (signal) => kill(child, signal),
  };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null)
    return { code: child.exitCode, signal: child.signalCode };
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  child.kill(signal);
  const [code, by] = await ended;
  return { code, signal: by };
}

function record(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => {
    text += chunk.toString('utf8');
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}
