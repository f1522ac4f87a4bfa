import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { isHeldOut, measured, readCorpus, trained, type Example, type Measured } from '#libs/hints';

const percent = (part: number): string => `${(part * 100).toFixed(0)} %`.padStart(6);

const line = (name: string, { texts, ...of }: Measured): string =>
  `${name.padEnd(24)} ${String(texts).padStart(5)}` +
  ` ${percent(of.exactCoverage)} ${percent(of.exactPrecision)}` +
  ` ${percent(of.mainCoverage)} ${percent(of.mainPrecision)}`;

const demoTexts = (): Example[] => {
  const source = new URL('../../../../deploy/demo/complaints.yaml', import.meta.url);
  const lines = parse(readFileSync(fileURLToPath(source), 'utf8')) as string[];
  return lines.map((each) => {
    const [, , , categoryId = '', , ...texts] = each.split(' | ');
    return { categoryId, text: texts.join('. ') };
  });
};

const corpus = readCorpus();
const model = trained(corpus.filter((each) => !isHeldOut(each)));
const held = measured(model, corpus.filter(isHeldOut));
const head = `${'texts'.padEnd(24)}     n  exact  right   main  right`;
const mains = [...new Set(corpus.map(({ categoryId }) => categoryId.split('.')[0] ?? ''))].sort();
const of = (main: string) =>
  corpus.filter((each) => isHeldOut(each) && each.categoryId.startsWith(`${main}.`));
const confused = held.confused.map(({ suggested, right }) => `  ${suggested} (right: ${right})`);
process.stdout.write(
  [
    head,
    line('held out', held),
    ...mains.map((main) => line(`  ${main}`, measured(model, of(main)))),
    line('demo', measured(model, demoTexts())),
    'Wrong on the held-out part:',
    ...confused.sort(),
    '',
  ].join('\n'),
);
