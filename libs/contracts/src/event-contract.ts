import type { z } from 'zod';
import { sealedPaths, type SealedPath } from './sealing.js';
import type { ServiceName } from './values.js';

/** What is known of one type of stored event. Stored events are for ever: a changed shape is a new version with an upcaster. */
export interface EventContract<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  type: Type;
  version: number;
  /** The services in whose streams the event stands. */
  services: readonly ServiceName[];
  /** One English sentence for the catalogue. */
  summary: string;
  schema: Schema;
  sealed: SealedPath[];
  /** Turns data of an older version into the next one, by the version it comes from. */
  upcasters: Record<number, (data: Record<string, unknown>) => Record<string, unknown>>;
}

/** Declares an event of version 1; later versions pass `version` and `upcasters`. */
export const defineEvent = <const Type extends string, Schema extends z.ZodType>(
  type: Type,
  services: readonly ServiceName[],
  summary: string,
  schema: Schema,
  later: Partial<Pick<EventContract, 'version' | 'upcasters'>> = {},
): EventContract<Type, Schema> => ({
  type,
  services,
  summary,
  schema,
  version: later.version ?? 1,
  sealed: sealedPaths(schema),
  upcasters: later.upcasters ?? {},
});
