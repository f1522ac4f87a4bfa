import type { Browser, Page } from 'playwright-core';
import type { Stage } from '../e2e/stage.js';
import type { Cast } from './cast.js';
import { countBytes, overflowOf, violationsOf, windowOf } from './look.js';
import { tokensOf, type Visit } from './visits.js';

const budgets = { public: 30 * 1024, officer: 60 * 1024 };
const budgetOf = (who: string | undefined): number =>
  who === undefined || who === 'reporter' ? budgets.public : budgets.officer;

const watched = (page: Page): (() => string[]) => {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(`script: ${error.message}`));
  page.on('console', (line) => {
    if (line.type() === 'error' && !/status of [34]\d\d/.test(line.text()))
      found.push(`console: ${line.text()}`);
  });
  return () => found.splice(0);
};

const faultsOf = async (page: Page, path: string): Promise<string[]> => {
  const faults: string[] = [];
  const answer = await page.goto(path, { waitUntil: 'load' });
  if ((answer?.status() ?? 0) >= 500) faults.push(`status ${answer?.status()}`);
  const wider = await overflowOf(page);
  if (wider > 0) faults.push(`${wider} px wider than the window`);
  if ((await page.title()).includes('broken')) faults.push('hostile text became a script');
  return [...faults, ...(await violationsOf(page))];
};

/** Opens pages as somebody, in a width and language, and tells what is wrong with them: one line each. */
export const faultsIn = async (
  browser: Browser,
  visits: readonly Visit[],
  { stage, cast }: { stage: Stage; cast: Cast },
  { width, language }: { width: number; language: 'id' | 'en' },
): Promise<string[]> => {
  const faults: string[] = [];
  const { url } = stage.whole;
  for (const who of new Set(visits.map((visit) => visit.who))) {
    const paths = visits.filter((visit) => visit.who === who);
    const tokens = await tokensOf({ path: '', ...(who === undefined ? {} : { who }) }, stage, cast);
    const context = await windowOf(browser, { url, width, language, ...tokens });
    const page = await context.newPage();
    const errors = watched(page);
    const bytes = await countBytes(page);
    for (const { path } of paths) {
      const found = [...(await faultsOf(page, path)), ...errors()];
      const sum = bytes();
      if (sum > budgetOf(who)) found.push(`${sum} bytes, ${budgetOf(who)} at most`);
      faults.push(...found.map((fault) => `${path} as ${who ?? 'anybody'}: ${fault}`));
    }
    await context.close();
  }
  return faults;
};
