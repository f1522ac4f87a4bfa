import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readQr from 'jsqr';
import { PNG } from 'pngjs';

/** Whether Debian's poppler-utils are here, with which a PDF is read as others read it. */
export const canReadPaper = spawnSync('pdftotext', ['-v']).error === undefined;

if (!canReadPaper)
  process.stderr.write(
    '\nSKIPPED: the PDF specs need poppler-utils (apt-get install poppler-utils); nothing of the paper is checked\n\n',
  );

const run = (command: string, args: string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return stdout;
};

/** What a reader sees of a PDF. */
export interface Paper {
  /** Text of each page, as it is laid out. */
  pages: string[];
  /** The text in one line. */
  text: string;
  fonts: { name: string; embedded: boolean }[];
  /** What the QR code on a page says; undefined where there is none. */
  qr(page: number): string | undefined;
}

const withFile = <T>(bytes: Uint8Array, use: (file: string, folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'aduan-paper-'));
  try {
    const file = join(folder, 'paper.pdf');
    writeFileSync(file, bytes);
    return use(file, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const fontsOf = (file: string): Paper['fonts'] =>
  run('pdffonts', [file])
    .split('\n')
    .slice(2)
    .filter((line) => line !== '')
    .map((line) => {
      const [name = ''] = line.split(/\s+/);
      return { name, embedded: line.slice(55).trim().split(/\s+/)[1] === 'yes' };
    });

const qrOf = (bytes: Uint8Array, page: number): string | undefined =>
  withFile(bytes, (file, folder) => {
    run('pdftoppm', [
      '-r',
      '150',
      '-png',
      '-f',
      `${page}`,
      '-l',
      `${page}`,
      file,
      join(folder, 'page'),
    ]);
    const name = readdirSync(folder).find((each) => each.endsWith('.png'));
    const { data, width, height } = PNG.sync.read(readFileSync(join(folder, name ?? '')));
    return readQr.default(new Uint8ClampedArray(data), width, height)?.data;
  });

/** Reads a PDF with poppler. */
export const readPaper = (bytes: Uint8Array): Paper =>
  withFile(bytes, (file) => {
    const pages = run('pdftotext', ['-layout', file, '-']).split('\f').slice(0, -1);
    const text = run('pdftotext', [file, '-']).replaceAll('\u200b', '').replaceAll(/\s+/g, ' ');
    return { pages, text, fonts: fontsOf(file), qr: (page) => qrOf(bytes, page) };
  });
