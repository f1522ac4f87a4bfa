// Style sheets and scripts of the pages, bundled under names that hold a hash of their content; the manifest gives the file
// for each plain name. Part of the build.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from './setup.mjs';

const source = join(root, 'services/portal/src/pages');
const target = join(root, 'dist/services/portal/assets');
const copied = new Set(['.svg', '.png', '.webp']);

const bundle = async () => {
  const { metafile } = await build({
    entryPoints: [join(source, 'assets/app.css'), join(source, 'client/app.ts')],
    entryNames: '[name]-[hash]',
    outdir: target,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome100', 'firefox100', 'safari15'],
    tsconfigRaw: {},
    logLevel: 'warning',
    metafile: true,
  });
  return Object.keys(metafile.outputs).map((path) => path.split('/').at(-1));
};

const copy = (folder, name) => {
  const from = join(source, folder, name);
  const type = extname(name);
  const hash = createHash('sha256').update(readFileSync(from)).digest('hex').slice(0, 8);
  const file = `${name.slice(0, -type.length)}-${hash}${type}`;
  copyFileSync(from, join(target, file));
  return file;
};

mkdirSync(target, { recursive: true });
const manifest = {};
for (const file of await bundle()) manifest[file.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, '')] = file;
for (const folder of ['assets', 'assets/pictures'])
  for (const name of existsSync(join(source, folder)) ? readdirSync(join(source, folder)) : [])
    if (copied.has(extname(name))) manifest[name] = copy(folder, name);
// The manifest comes last and whole: a portal that starts meanwhile reads the old one or the new one.
writeFileSync(join(target, 'manifest.json.new'), JSON.stringify(manifest));
renameSync(join(target, 'manifest.json.new'), join(target, 'manifest.json'));
const wanted = new Set(['manifest.json', ...Object.values(manifest)]);
for (const file of readdirSync(target)) if (!wanted.has(file)) rmSync(join(target, file));
