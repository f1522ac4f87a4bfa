import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useStage } from '../e2e/stage.js';
import { makeCast, type Cast } from './cast.js';
import { chromiumPath, launch } from './chromium.js';
import { faultsIn } from './faults.js';
import { everyVisit } from './visits.js';

describe.skipIf(chromiumPath === undefined)('every page in a real browser', () => {
  const stage = useStage();
  let browser: Browser;
  let cast: Cast;
  beforeAll(async () => {
    browser = await launch();
    cast = await makeCast(stage());
  });
  afterAll(() => browser?.close());

  it.each([
    [360, 'id'],
    [360, 'en'],
    [1366, 'id'],
    [1366, 'en'],
  ] as const)('has no fault at %i px in %s', async (width, language) => {
    const shown = { stage: stage(), cast };
    const faults = await faultsIn(browser, everyVisit(cast), shown, { width, language });
    expect(faults, faults.join('\n')).toEqual([]);
  });
});
