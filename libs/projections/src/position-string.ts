import type { Position } from '#libs/eventsourcing';

/** Digits of the greatest unsigned 64-bit number. */
const width = 20;
const shape = /^(\d{20})\.(\d{20})$/;

/** Before every event: where a view begins. */
export const startPosition = '';

/** Position as text of fixed width: texts compare as the positions do, commit first, then prepare. */
export const positionToString = (position: Position): string =>
  `${String(position.commit).padStart(width, '0')}.${String(position.prepare).padStart(width, '0')}`;

/** Undoes `positionToString`; undefined for `startPosition`. Throws RangeError on anything else. */
export const positionFromString = (text: string): Position | undefined => {
  if (text === startPosition) return undefined;
  const [, commit, prepare] = shape.exec(text) ?? [];
  if (commit === undefined || prepare === undefined) throw new RangeError('not a position');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};

/** Mark of the last event applied to a document: which build of the view, then the position. Marks sort as texts. */
export const markOf = (build: number, position: string): string => `${buildMark(build)}${position}`;

/** Every mark of this build is greater, every mark of an earlier one less. */
export const buildMark = (build: number): string => `${String(build).padStart(8, '0')}:`;
