import type { VNode } from 'preact';
import { neighbourhood } from '../../http/throttle.js';
import type { PageContext } from '../kit/context.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { Notice, Submit } from '../kit/parts.js';
import { readDraft, type Draft } from './drafts.js';

const retryPath = '/lapor/terima/foto';

/** Attaches what was uploaded to the complaint that came of the draft. Whatever fails can be tried again: the report stands. */
export const attachPhotos = async (
  ctx: PageContext,
  { key, sent }: Pick<Draft, 'key' | 'sent'>,
): Promise<void> => {
  if (!sent) return;
  const { complaintId, kecamatan } = sent;
  try {
    await ctx.parts.staging.attachStaged(key, {
      actor: { id: `reporter:${complaintId}`, role: 'reporter', kecamatan, complaintId },
      complaintId,
      language: ctx.visitor.language,
      from: neighbourhood(ctx.request.ip),
      correlationId: ctx.request.id,
    });
  } catch (err) {
    ctx.parts.kit.logger.warn({ err, complaintId }, 'photos of a report are not attached yet');
  }
};

/** Told on the receipt where photos are left over. */
export const MissedPhotos = ({ ctx }: { ctx: PageContext }): VNode => (
  <Notice tone="warn">
    <p>{ctx.t.reporter.photos.missed}</p>
    <form method="post" action={retryPath}>
      <input type="hidden" name="_csrf" value={ctx.csrfToken} />
      <Submit tone="second">{ctx.t.reporter.photos.retry}</Submit>
    </form>
  </Notice>
);

const retry = async (ctx: PageContext): Promise<PageAnswer> => {
  const draft = await readDraft(ctx);
  if (draft) await attachPhotos(ctx, draft);
  return { redirect: '/lapor/terima' };
};

/** Attaching once more. */
export const attachRoutes: readonly PageRoute[] = [
  { method: 'POST', path: retryPath, audience: 'public', handle: retry },
];
