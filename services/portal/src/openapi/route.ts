import type { z } from 'zod';

/** A route that is neither a command nor a query of the contracts. */
export interface Route {
  id: string;
  method: 'get' | 'post' | 'delete';
  path: string;
  tag: string;
  summary: string;
  status: string;
  answer: string;
  body?: z.ZodType;
  /** Takes one file as multipart/form-data, field `file`, and these fields besides. */
  upload?: Record<string, object>;
  /** Needs an Idempotency-Key. */
  keyed?: true;
  /** Needs an If-Match. */
  seen?: true;
  /** Needs no sign-in. */
  open?: true;
}
