import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useStage } from '../e2e/stage.js';
import { makeCast, type Cast } from './cast.js';
import { chromiumPath, launch } from './chromium.js';
import { faultsIn } from './faults.js';
import { overflowOf, violationsOf } from './look.js';
import { everyVisit } from './visits.js';

describe.skipIf(chromiumPath === undefined)('the pages in a real browser', () => {
  const stage = useStage();
  let browser: Browser;
  let cast: Cast;
  beforeAll(async () => {
    browser = await launch();
    cast = await makeCast(stage());
  }, 120_000);
  afterAll(() => browser?.close());

  it('sees a page that is too wide, and one that nobody can read', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 700 } });
    await page.setContent(
      '<html lang="id"><title>x</title><main><h1>x</h1><img src="x"><p style="width:900px;color:#ccc;background:#fff">pucat</p></main>',
    );
    expect(await overflowOf(page)).toBeGreaterThan(500);
    const found = (await violationsOf(page)).join();
    expect(found).toContain('image-alt');
    expect(found).toContain('color-contrast');
    await page.close();
  });

  // `npm run test:browser` looks at every one by everybody, in both languages and widths.
  it('has no fault on a phone, each page once', async () => {
    const once = new Map(
      everyVisit(cast).map((visit) => [visit.path.replace(/[0-9a-f-]{36}/, ':id'), visit]),
    );
    const shown = { stage: stage(), cast };
    const looked = { width: 360, language: 'id' } as const;
    const faults = await faultsIn(browser, [...once.values()], shown, looked);
    expect(faults, faults.join('\n')).toEqual([]);
  });
});
