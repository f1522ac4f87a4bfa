import { covers, DomainError, type Actor, type Role, type Step } from '#libs/contracts';
import { stepOf } from '#libs/procedure';
import type { CaseHead } from '../shared/case-head.js';
import type { Filter, QueryContext } from './context.js';

/** Whether the actor sees sealed cases; nobody else learns that there are any. */
export const seesReserved = (actor: Actor): boolean => actor.role === 'inspektorat';

/**
 * The kecamatan that a list is about: the one asked for, or the actor's own; undefined for all of the district.
 * Throws DomainError `other-kecamatan`, `unknown-kecamatan`.
 */
export const kecamatanOf = (
  { actor, reference }: Pick<QueryContext, 'actor' | 'reference'>,
  asked: string | undefined,
): string | undefined => {
  if (asked === undefined) return actor.kecamatan === '*' ? undefined : actor.kecamatan;
  if (!covers(actor, asked)) throw new DomainError('other-kecamatan');
  if (!reference.list().some(({ code }) => code === asked))
    throw new DomainError('unknown-kecamatan', { kecamatan: asked });
  return asked;
};

/** What the actor may see of cases, as a filter. Throws as `kecamatanOf`. */
export const scopeOf = (
  context: Pick<QueryContext, 'actor' | 'reference'>,
  asked: string | undefined,
): Filter => {
  const kecamatan = kecamatanOf(context, asked);
  return {
    ...(kecamatan === undefined ? {} : { kecamatan }),
    ...(seesReserved(context.actor) ? {} : { reserved: false }),
  };
};

/**
 * Lets an officer see a case: a sealed one looks like one that is not there. Throws DomainError `not-found`,
 * `other-kecamatan`.
 */
export const requireVisible = <Doc extends Pick<CaseHead, 'kecamatan' | 'reserved'>>(
  actor: Actor,
  doc: Doc | undefined,
): Doc => {
  if (!doc || (doc.reserved && !seesReserved(actor))) throw new DomainError('not-found');
  if (!covers(actor, doc.kecamatan)) throw new DomainError('other-kecamatan');
  return doc;
};

/** Role that must act next on a case; undefined while nobody can, and for a kecamatan whose procedure is not known. */
export const actingRoleOf = (
  { reference, now }: Pick<QueryContext, 'reference' | 'now'>,
  head: Pick<CaseHead, 'kecamatan' | 'reserved' | 'step' | 'inTransit' | 'closedAt'>,
): Role | undefined => {
  if (head.closedAt !== undefined || head.inTransit) return undefined;
  if (head.reserved) return 'inspektorat';
  if (!reference.list().some(({ code }) => code === head.kecamatan)) return undefined;
  const { procedure } = reference.rules(head.kecamatan, now.toISOString());
  return stepOf(procedure, head.step as Step).role;
};
