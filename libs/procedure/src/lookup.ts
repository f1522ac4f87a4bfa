import type { EventType, Step } from '#libs/contracts';
import type { EnabledKecamatan, Kabupaten } from './kabupaten.js';
import type { Category, Procedure, ProcedureStep, Unit, Village } from './procedure.js';

/** The kecamatan that take part. */
export const enabledKecamatan = (kabupaten: Kabupaten): EnabledKecamatan[] =>
  kabupaten.kecamatan.filter((each): each is EnabledKecamatan => each.enabled);

/** The kecamatan with that region code, if it takes part. */
export const findKecamatan = (kabupaten: Kabupaten, code: string): EnabledKecamatan | undefined =>
  enabledKecamatan(kabupaten).find((each) => each.code === code);

/** A step of the procedure: every checked procedure has all seven. */
export const stepOf = (procedure: Procedure, step: Step): ProcedureStep => {
  const found = procedure.steps[step - 1];
  if (!found) throw new RangeError(`no step ${String(step)}`);
  return found;
};

/** What happened at a step; `method` is how an answer was signed, where the event says it. */
export interface Happened {
  type: string;
  method?: string | undefined;
}

/** Whether a step has its regular result: all that its `doneBy` names has happened. */
export const stepIsDone = (
  { doneBy }: Pick<ProcedureStep, 'doneBy'>,
  happened: readonly Happened[],
): boolean =>
  doneBy.every((wanted) =>
    typeof wanted === 'string'
      ? happened.some(({ type }) => type === wanted)
      : wanted.anyOf.some(({ event, method }) =>
          happened.some((each) => each.type === event && (each.method ?? method) === method),
        ),
  );

/** Every event that can complete a step, alone or with others. */
export const eventsThatEnd = ({ doneBy }: Pick<ProcedureStep, 'doneBy'>): EventType[] =>
  doneBy.flatMap((wanted) =>
    typeof wanted === 'string' ? [wanted] : wanted.anyOf.map(({ event }) => event),
  );

/** The unit with that id. */
export const unitOf = (procedure: Procedure, id: string): Unit | undefined =>
  procedure.units.find((unit) => unit.id === id);

/** The kelurahan or desa with that region code. */
export const villageOf = (procedure: Procedure, code: string): Village | undefined =>
  procedure.villages.find((village) => village.code === code);

/** A category with its ancestors, root first; empty when there is no such category. */
export const categoryPath = (procedure: Procedure, id: string): Category[] => {
  const found = procedure.categories.find((category) => category.id === id);
  if (!found) return [];
  return found.parent === null ? [found] : [...categoryPath(procedure, found.parent), found];
};

/**
 * The version in force on a local date: of those that have begun, the one that began last, and of two
 * that began on one day the later version. Undefined when none has begun.
 */
export const procedureInForce = (
  versions: readonly Procedure[],
  date: string,
): Procedure | undefined =>
  versions
    .filter(({ effectiveFrom }) => effectiveFrom <= date)
    .sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom) || a.version - b.version)
    .at(-1);
