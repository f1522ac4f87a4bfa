import type { VNode } from 'preact';
import type { PageContext } from './context.js';
import type { Audience } from './visitor.js';

/** What a page answers. */
export type PageAnswer =
  | { page: VNode; status?: number }
  /** Only to our own pages. */
  | { redirect: string }
  | {
      bytes: Uint8Array;
      type: string;
      /** What it is called. */
      name: string;
      /** Saved rather than shown. */
      save?: true;
    };

/**
 * A page: one address, one method, for whom it is, what it answers. The tables of these are the only wiring, and what the test
 * that walks every page by every role goes through.
 */
export interface PageRoute {
  method: 'GET' | 'POST';
  path: string;
  audience: Audience;
  /** The form carries files: up to so many, of so many bytes each. */
  files?: { count: number; bytes: number };
  handle: (ctx: PageContext) => PageAnswer | Promise<PageAnswer>;
}
