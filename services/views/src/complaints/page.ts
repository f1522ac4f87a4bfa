import {
  etagOf,
  type Actor,
  type ComplaintPage,
  type MaybeReporter,
  type Role,
} from '#libs/contracts';
import { isErased } from '#libs/privacy';
import type { ComplaintDocument } from './document.js';

/** Roles that have to deal with the reporter himself. */
const dealWithReporters: readonly Role[] = ['petugas', 'tim', 'inspektorat'];

/** Whether the actor is shown who an anonymous reporter is: only where his work needs it. */
export const seesReporter = (actor: Actor, doc: Pick<ComplaintDocument, 'anonymous'>): boolean =>
  !doc.anonymous || dealWithReporters.includes(actor.role);

/** The reporter as the actor's work needs him: the NIK is for those who deal with him (UU 27/2022: no more than the purpose calls for). */
export const reporterFor = (actor: Actor, reporter: MaybeReporter): MaybeReporter => {
  if (isErased(reporter) || dealWithReporters.includes(actor.role)) return reporter;
  const { nik: _, ...rest } = reporter as { nik?: string };
  return rest;
};

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
    ...(reporter !== undefined && seesReporter(actor, doc)
      ? { reporter: reporterFor(actor, reporter) }
      : {}),
    ...(seesCode(actor) ? { trackingCode } : {}),
    ...(actingRole === undefined ? {} : { actingRole }),
    etag: etagOf(revisions),
  };
};
