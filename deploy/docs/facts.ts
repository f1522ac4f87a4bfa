import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services, type ServiceName } from '#libs/contracts';

/** Who reacts to what: service → the patterns of its inbox, read from its source. */
export const reactions = (root: string): Map<string, ServiceName[]> => {
  const found = new Map<string, ServiceName[]>();
  for (const service of services) {
    for (const pattern of patternsOf(join(root, 'services', service, 'src')))
      found.set(pattern, [...(found.get(pattern) ?? []), service]);
  }
  return found;
};

const patternsOf = (folder: string): string[] => {
  const files = readSources(folder);
  const all = files.flatMap((text) =>
    [...text.matchAll(/@EventPattern(?:<\w+>)?\(\s*'([a-z]+\/\w+)'\s*\)/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  return [...new Set(all)];
};

const readSources = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?<!\.spec)\.ts$/.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  } catch {
    return [];
  }
};
