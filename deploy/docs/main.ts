import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../services/portal/src/openapi/document.js';
import { asyncApiDocument } from './asyncapi.js';
import { catalogue } from './catalogue.js';
import { reactions } from './facts.js';

// Writes docs/generated, or with --check says which of its files are stale.
const root = process.cwd();
const folder = join(root, 'docs/generated');
const found = reactions(root);
const json = (document: object): string => `${JSON.stringify(document, null, 1)}\n`;
const files: Record<string, string> = {
  'events.md': catalogue(found),
  'asyncapi.json': json(asyncApiDocument(found)),
  'openapi.json': json(openApiDocument()),
};

const read = (file: string): string => {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    return '';
  }
};

if (process.argv.includes('--check')) {
  const stale = Object.keys(files).filter((file) => read(file) !== files[file]);
  if (stale.length > 0) {
    process.stderr.write(`docs/generated is stale (${stale.join(', ')}): run npm run docs\n`);
    process.exit(1);
  }
} else {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}
