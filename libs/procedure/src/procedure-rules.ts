import { asList, asRecord, type Rule } from './checks.js';

/** Rules about the meaning of a procedure; each bears any input (see `withRules`). */

/** Steps are numbered 1 to 7 in order. */
export const sevenStepsInOrder: Rule = (value, problem) => {
  const present = new Set(asList(value).map((item) => asRecord(item).step));
  for (const expected of [1, 2, 3, 4, 5, 6, 7])
    if (!present.has(expected)) problem([], `step ${expected} is missing`);
  for (const [index, item] of asList(value).entries()) {
    const { step } = asRecord(item);
    if (typeof step === 'number' && step !== index + 1)
      problem([index, 'step'], `step ${step} stands at place ${index + 1}`);
  }
};

/** The stated total is the sum of the minutes, unless these are wrong themselves. */
export const minutesAddUp: Rule = (value, problem) => {
  const { steps, totalMinutes } = asRecord(value);
  const minutes = asList(steps).map((item) => asRecord(item).minutes);
  if (typeof totalMinutes !== 'number' || !minutes.every(isPositive)) return;
  const sum = minutes.reduce((total, each) => total + each, 0);
  if (minutes.length > 0 && sum !== totalMinutes)
    problem(['totalMinutes'], `stated ${totalMinutes} minutes, the steps add up to ${sum}`);
};

const isPositive = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0;

/** Every parent exists, and no category is its own ancestor. */
export const categoriesFormTrees: Rule = (value, problem) => {
  const parents = new Map(
    asList(value).map((item) => [asRecord(item).id, asRecord(item).parent] as const),
  );
  for (const [index, item] of asList(value).entries()) {
    const { id, parent } = asRecord(item);
    if (typeof parent !== 'string') continue;
    if (!parents.has(parent)) problem([index, 'parent'], `unknown parent category ${parent}`);
    else if (isOwnAncestor(id, parents))
      problem([index, 'parent'], `category ${String(id)} is its own ancestor`);
  }
};

const isOwnAncestor = (id: unknown, parents: Map<unknown, unknown>): boolean => {
  const seen = new Set<unknown>();
  for (let at = parents.get(id); typeof at === 'string' && !seen.has(at); at = parents.get(at)) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
};

/** The unit that a category proposes exists. */
export const categoryUnitsExist: Rule = (value, problem) => {
  const { categories, units } = asRecord(value);
  const known = new Set(asList(units).map((item) => asRecord(item).id));
  for (const [index, item] of asList(categories).entries()) {
    const { unit } = asRecord(item);
    if (typeof unit === 'string' && !known.has(unit))
      problem(['categories', index, 'unit'], `unknown unit ${unit}`);
  }
};

/** Kelurahan and desa lie in the kecamatan; 1xxx is a kelurahan, 2xxx a desa (Kemendagri). */
export const villagesOfKecamatan: Rule = (value, problem) => {
  const { kecamatan, villages } = asRecord(value);
  const { code } = asRecord(kecamatan);
  for (const [index, item] of asList(villages).entries()) {
    const village = asRecord(item);
    if (typeof village.code !== 'string' || typeof code !== 'string') continue;
    const path = ['villages', index, 'code'];
    if (!village.code.startsWith(`${code}.`))
      problem(path, `${village.code} does not lie in ${code}`);
    const kind = { 1: 'kelurahan', 2: 'desa' }[village.code.charAt(9)];
    if (kind !== village.kind)
      problem(path, `${village.code} is not the code of a ${String(village.kind)}`);
  }
};

/** A unit of one kecamatan is never in the procedure of another. */
export const unitsOfOtherKecamatan: Rule = (value, problem) => {
  const { kecamatan, units } = asRecord(value);
  const { code } = asRecord(kecamatan);
  for (const [index, item] of asList(units).entries()) {
    const owner = asRecord(item).kecamatan;
    if (typeof owner === 'string' && typeof code === 'string' && owner !== code)
      problem(['units', index, 'kecamatan'], `unit of ${owner} in the procedure of ${code}`);
  }
};
