import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A text whose category is known. */
export interface Example {
  categoryId: string;
  text: string;
}

/** The folder of labelled texts, seen from the source and from dist. Throws where it is missing. */
const dataFolder = (from = dirname(fileURLToPath(import.meta.url))): string => {
  const here = join(from, 'libs', 'hints', 'data');
  if (existsSync(here)) return here;
  if (dirname(from) === from) throw new Error('libs/hints/data is missing');
  return dataFolder(dirname(from));
};

const exampleOf = (line: string, file: string): Example => {
  const [categoryId, text, ...more] = line.split('\t');
  if (!categoryId || !text || more.length > 0) throw new Error(`${file}: not a line: ${line}`);
  return { categoryId, text };
};

/** The labelled texts of the repository, in order of files and lines. Throws for a line of another shape. */
export const readCorpus = (folder = dataFolder()): Example[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.startsWith('#'))
        .map((line) => exampleOf(line, name)),
    );

const partOf = (text: string): number => createHash('sha256').update(text).digest().readUInt8(0);

/** Whether a text is kept from the training: about one of five, by its hash, for ever the same. */
export const isHeldOut = ({ text }: Example): boolean => partOf(text) % 5 === 0;

/** In which of `folds` parts a training text is, by its hash. */
export const foldOf = ({ text }: Example, folds: number): number =>
  Math.floor(partOf(text) / 5) % folds;
