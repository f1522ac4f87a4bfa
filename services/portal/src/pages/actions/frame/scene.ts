import type { Actor, ComplaintPage } from '#libs/contracts';
import type { Procedure } from '#libs/procedure';
import type { PageContext } from '../../kit/context.js';
import type { Format } from '../../kit/format.js';
import type { Language, Texts } from '../../texts/index.js';

/** What the page of an action works with: the case, who acts, the rules of the kecamatan, its clock and the words. */
export interface Scene {
  page: ComplaintPage;
  actor: Actor;
  procedure: Procedure;
  /** Now, UTC. */
  at: string;
  format: Format;
  language: Language;
  t: Texts;
}

/** Asks for the case that the address names. Throws DomainError `not-found`, `other-kecamatan`. */
export const sceneOf = async (ctx: PageContext): Promise<Scene> => {
  // An officer never gets the shape that the reporter gets.
  const page = (await ctx.ask('complaint', { complaintId: ctx.param('id') })) as ComplaintPage;
  const { reference, now } = ctx.parts.kit;
  const at = now().toISOString();
  return {
    page,
    actor: ctx.officer,
    procedure: reference.rules(page.kecamatan, at).procedure,
    at,
    format: ctx.format(page.kecamatan),
    language: ctx.visitor.language,
    t: ctx.t,
  };
};
