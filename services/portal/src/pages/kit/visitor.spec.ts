import { describe, expect, it } from 'vitest';
import { wantsPage } from './visitor.js';

describe('who wants a page', () => {
  it.each([
    ['/tidak-ada', 'text/html,application/xhtml+xml,*/*;q=0.8', true],
    ['/api/v1/nix', 'text/html', false],
    ['/nix', '*/*', false],
    ['/nix', undefined, false],
    ['/nix', 'application/json', false],
  ])('%s with Accept %s: %s', (url, accept, expected) => {
    const headers = accept === undefined ? {} : { accept };
    expect(wantsPage({ url, headers })).toBe(expected);
  });
});
