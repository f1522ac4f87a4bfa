import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ConfigurationError,
  enabledKecamatan,
  loadKabupaten,
  type EnabledKecamatan,
} from '#libs/procedure';

/** A kecamatan that takes part, and the file that says so. */
export interface SeededKecamatan extends EnabledKecamatan {
  file: string;
}

const refuse = (file: string, reason: string): ConfigurationError =>
  new ConfigurationError([{ file, line: 1, path: '', reason }]);

/** The file itself, or the YAML files of the folder. */
const filesAt = async (path: string): Promise<string[]> => {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /\.ya?ml$/.test(name)).sort();
  if (names.length === 0) throw refuse(path, 'holds no .yaml file');
  return names.map((name) => join(path, name));
};

/**
 * Reads every kabupaten file at a path (one file, or a folder of them) and gives the kecamatan that take part.
 * Throws ConfigurationError naming file, line and reason of everything that is wrong, two files for one kecamatan included.
 */
export const readKecamatan = async (path: string): Promise<SeededKecamatan[]> => {
  const seeded: SeededKecamatan[] = [];
  for (const file of await filesAt(path)) {
    for (const kecamatan of enabledKecamatan(await loadKabupaten(file))) {
      const other = seeded.find(({ code }) => code === kecamatan.code);
      if (other) throw refuse(file, `kecamatan ${kecamatan.code} stands in ${other.file} already`);
      seeded.push({ ...kecamatan, file });
    }
  }
  return seeded;
};
