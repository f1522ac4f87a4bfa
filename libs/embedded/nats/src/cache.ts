import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder where things obtained once per machine are kept: `ADUAN_CACHE`, else `.aduan/cache`
 * in the repository (found upwards from this file, so that built code shares it).
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.ADUAN_CACHE) return resolve(env.ADUAN_CACHE);
  return join(repositoryRoot(dirname(fileURLToPath(import.meta.url))), '.aduan', 'cache');
}

function repositoryRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return process.cwd();
  }
}
