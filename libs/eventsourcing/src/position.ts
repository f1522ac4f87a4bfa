import type { WirePosition } from '#libs/contracts';
import type { Position } from './types.js';

/** Negative when `a` is before `b`; commit decides, then prepare. */
export const comparePositions = (a: Position, b: Position): number => {
  if (a.commit !== b.commit) return a.commit < b.commit ? -1 : 1;
  if (a.prepare !== b.prepare) return a.prepare < b.prepare ? -1 : 1;
  return 0;
};

/** Position as decimal strings, for JSON. */
export const toWire = (position: Position): WirePosition => ({
  commit: position.commit.toString(),
  prepare: position.prepare.toString(),
});

/** Position from decimal strings. Throws SyntaxError on anything else. */
export const fromWire = (position: WirePosition): Position => ({
  commit: BigInt(position.commit),
  prepare: BigInt(position.prepare),
});
