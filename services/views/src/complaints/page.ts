import { etagOf, type Actor, type ComplaintPage, type Role } from '#libs/contracts';
import type { ComplaintDocument } from './document.js';

/** Roles that have to deal with the reporter himself. */
const dealWithReporters: readonly Role[] = ['petugas', 'tim', 'inspektorat'];

/** Whether the actor is shown who an anonymous reporter is: only where his work needs it. */
export const seesReporter = (actor: Actor, doc: Pick<ComplaintDocument, 'anonymous'>): boolean =>
  !doc.anonymous || dealWithReporters.includes(actor.role);

/**
 * Whether the actor is shown the tracking code: only who tells it to a reporter who lost it. Whoever has it can act as the
 * reporter, and those who write or sign the answer must not say that it satisfies.
 */
export const seesCode = ({ role }: Actor): boolean => role === 'petugas' || role === 'inspektorat';

/** The page of a complaint as an officer sees it. */
export const officersPage = (
  doc: ComplaintDocument,
  actor: Actor,
  actingRole: Role | undefined,
): ComplaintPage => {
  const { revisions, reserved: _r, openQuestions: _q, withdrawalAsked: _w, ...shown } = doc;
  const { delivered: _d, reporter, trackingCode, ...page } = shown;
  return {
    ...page,
    ...(reporter !== undefined && seesReporter(actor, doc) ? { reporter } : {}),
    ...(seesCode(actor) ? { trackingCode } : {}),
    ...(actingRole === undefined ? {} : { actingRole }),
    etag: etagOf(revisions),
  };
};
