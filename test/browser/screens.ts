import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { demoPassword, makeDemoAccounts } from '../../deploy/local/accounts.js';
import { startLocal } from '../../deploy/local/host.js';
import { ApiClient } from '../../deploy/demo/api-client.js';
import { signReporter } from '../../services/portal/src/sessions/reporter-token.js';
import { launch } from './chromium.js';
import { windowOf } from './look.js';

/** A picture for the README or the help pages. */
interface Screen {
  file: string;
  path: string;
  who?: string;
  width: number;
  height: number;
  language: 'id' | 'en';
}

interface Row {
  complaintId: string;
}

const screensOf = (at: (step: number) => string): Screen[] => {
  const desk = { width: 1366, height: 900, language: 'id' } as const;
  const phone = { width: 390, height: 800, language: 'id' } as const;
  const readme: Screen[] = [
    { ...phone, file: 'mulai', path: '/' },
    { ...phone, file: 'lapor', path: '/lapor' },
    { ...phone, file: 'lacak', path: '/lacak/pengaduan', who: 'reporter' },
    { ...desk, file: 'loket', path: '/loket', who: 'petugas.waru' },
    { ...desk, file: 'antrean', path: '/antrean', who: 'tim.waru' },
    { ...desk, file: 'pengaduan', path: `/pengaduan/${at(2)}`, who: 'tim.waru' },
    { ...desk, file: 'klasifikasi', path: `/pengaduan/${at(2)}/aksi/klasifikasi`, who: 'tim.waru' },
    { ...desk, file: 'tanda-tangan', path: `/pengaduan/${at(6)}/tanda-tangan`, who: 'camat.waru' },
    { ...desk, file: 'register', path: '/register', who: 'supervisor.waru' },
    { ...desk, file: 'masuk', path: '/masuk' },
  ];
  const help = (['id', 'en'] as const).flatMap((language): Screen[] => {
    const of = (role: string, path: string, who?: string): Screen => ({
      ...desk,
      width: 1000,
      height: 700,
      language,
      file: `bantuan-${role}-${language}`,
      path,
      ...(who === undefined ? {} : { who }),
    });
    return [
      of('reporter', '/lapor'),
      of('petugas', '/loket', 'petugas.waru'),
      of('tim', `/pengaduan/${at(2)}`, 'tim.waru'),
      of('kasi', '/antrean', 'kasi.waru'),
      of('camat', '/tanda-tangan', 'camat.waru'),
      of('inspektorat', '/antrean', 'inspektorat'),
      of('supervisor', '/register', 'supervisor.waru'),
      of('admin', '/akun', 'admin'),
    ];
  });
  return [...readme, ...help];
};

const folders = {
  readme: resolve('docs/screens'),
  help: resolve('services/portal/src/pages/assets/pictures'),
};

const take = async (
  browser: Browser,
  url: string,
  screen: Screen,
  tokens: { token?: string | undefined; reporter?: string | undefined },
): Promise<void> => {
  const { file, path, width, height, language } = screen;
  const context = await windowOf(browser, { url, width, language, ...tokens });
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  const answer = await page.goto(path, { waitUntil: 'networkidle' });
  if (answer?.status() !== 200) throw new Error(`${path}: ${answer?.status()}`);
  const folder = file.startsWith('bantuan') ? folders.help : folders.readme;
  const image = sharp(await page.screenshot());
  await image.webp({ quality: 80 }).toFile(join(folder, `${file}.webp`));
  process.stdout.write(`${file}.webp\n`);
  await context.close();
};

/** Starts a system of its own with the demo's complaints, and takes the pictures of the README and of the help pages. */
const main = async (): Promise<void> => {
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const data = mkdtempSync(join(tmpdir(), 'aduan-screens-'));
  const kabupaten = resolve('deploy/kabupaten/penajam-paser-utara.yaml');
  const system = await startLocal({ data, port: 0, kabupaten });
  const browser = await launch();
  try {
    await makeDemoAccounts(system.portal);
    const { url } = system.portal;
    // Not in step with it: the system that it feeds lives in this process.
    const fed = spawn(process.execPath, ['dist/deploy/demo/main.js', '--url', url], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(fed, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the demo failed: ${code}`);
    const tim = await new ApiClient(url).signIn('supervisor.waru', demoPassword);
    const cases: Row[][] = [];
    for (let step = 1; step <= 7; step += 1) {
      const role = ['', 'petugas', 'tim', 'kasi', 'tim', 'kasi', 'camat', 'petugas'][step] ?? '';
      const { body } = await tim.must('GET', `/queue?role=${role}&step=${step}&kecamatan=64.09.02`);
      cases[step] = body['cases'] as Row[];
    }
    const at = (step: number): string => cases[step]?.[0]?.complaintId ?? '';
    const reporter = await signReporter(
      { complaintId: at(3), kecamatan: '64.09.02' },
      system.config.ADUAN_ACTOR_KEY,
    );
    for (const screen of screensOf(at)) {
      const { who } = screen;
      const token =
        who === undefined || who === 'reporter'
          ? undefined
          : (await new ApiClient(url).signIn(who, demoPassword)).token;
      await take(browser, url, screen, who === 'reporter' ? { reporter } : { token });
    }
  } finally {
    await browser.close();
    await system.close();
    rmSync(data, { recursive: true, force: true });
  }
};

await main();
