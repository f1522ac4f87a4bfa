import { readFile } from 'node:fs/promises';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';
import { readKabupaten } from './kabupaten-file.js';
import type { Kabupaten } from './kabupaten.js';
import { readYaml } from './yaml-source.js';

/**
 * Checks the text of a kabupaten file; `file` is its name in errors.
 * @throws ConfigurationError naming every problem with file, line and reason.
 */
export const parseKabupaten = (text: string, file: string): Kabupaten => {
  const source = readYaml(text, file);
  const result = readKabupaten(source.data);
  if (!Array.isArray(result)) return result;
  const problems = result.map(({ path, reason }) => source.problemAt(path, reason));
  throw new ConfigurationError(once(problems).sort((a, b) => a.line - b.line));
};

// What stands once for several kecamatan (at the top, behind an alias) is checked for each of them.
const once = (problems: ConfigurationProblem[]): ConfigurationProblem[] => {
  const seen = new Map<string, ConfigurationProblem>();
  for (const problem of problems) {
    const key = `${problem.line} ${problem.reason}`;
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()];
};

/**
 * Reads a kabupaten file (`deploy/kabupaten/*.yaml`): kecamatan, procedures, calendar, units, categories.
 * @throws ConfigurationError naming every problem with file, line and reason, also when the file cannot
 *   be read or is not UTF-8.
 */
export const loadKabupaten = async (path: string): Promise<Kabupaten> =>
  parseKabupaten(await readText(path), path);

const readText = async (path: string): Promise<string> => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'cannot be read';
    throw new ConfigurationError([{ file: path, line: 1, path: '', reason }]);
  }
};
