import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Language } from '../../services/portal/src/pages/texts/index.js';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What a browser window is like. */
export interface Window {
  url: string;
  width: number;
  language?: Language;
  token?: string | undefined;
  reporter?: string | undefined;
  scripts?: boolean;
}

/** A window of its own, signed in by cookie where a token is given. */
export const windowOf = async (browser: Browser, given: Window): Promise<BrowserContext> => {
  const context = await browser.newContext({
    baseURL: given.url,
    viewport: { width: given.width, height: given.width < 600 ? 780 : 800 },
    javaScriptEnabled: given.scripts ?? true,
    bypassCSP: false,
  });
  const cookie = (name: string, value: string | undefined) =>
    value === undefined ? [] : [{ name, value, url: given.url }];
  await context.addCookies([
    ...cookie('bahasa', given.language ?? 'id'),
    ...cookie('aduan-session', given.token),
    ...cookie('aduan-lacak', given.reporter),
  ]);
  return context;
};

interface Axe {
  run(
    root: Document,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** Violations of WCAG 2.2 A and AA on the page, one line each. */
export const violationsOf = async (page: Page): Promise<string[]> => {
  // Through the debugger, not as a script of the page, whose policy would refuse it.
  const client = await page.context().newCDPSession(page);
  await client.send('Runtime.evaluate', { expression: axeSource });
  await client.detach();
  return page.evaluate(async () => {
    const { axe, document: root } = globalThis as unknown as { axe: Axe; document: Document };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(root, { runOnly: { type: 'tag', values: tags } });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} (${nodes.length})`,
    );
  });
};

/** How many pixels the page is wider than the window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { document: root, innerWidth } = globalThis as unknown as {
      document: { documentElement: { scrollWidth: number } };
      innerWidth: number;
    };
    return root.documentElement.scrollWidth - innerWidth;
  });

/** Counts what comes over the wire while pages are opened with an empty cache; pictures of a case are left out. */
export const countBytes = async (page: Page): Promise<() => number> => {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  const left = new Set<string>();
  client.on('Network.responseReceived', ({ requestId, response }) => {
    if (/^image\/(jpeg|webp|png)|pdf/.test(response.mimeType)) left.add(requestId);
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!left.has(requestId)) bytes += encodedDataLength;
  });
  return () => {
    const sum = bytes;
    bytes = 0;
    return sum;
  };
};
