import type { VNode } from 'preact';
import { DomainError } from '#libs/contracts';
import { neighbourhood, throttle } from '../../http/throttle.js';
import type { Staged } from '../../files/staging.js';
import type { PageContext } from '../kit/context.js';
import { FileField, noErrors, type FormErrors } from '../kit/fields.js';
import { errorsOf, FormBox } from '../kit/form-page.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { ButtonLink, Submit } from '../kit/parts.js';
import { readDraft, type Draft } from './drafts.js';
import { checkPath, order, pathOf, photoPath } from './steps.js';

const accept = 'image/jpeg,image/png,image/webp,application/pdf';
const atOnce = { count: 5, bytes: 10_000_000 };

const onwardPath = (ctx: PageContext): string => (ctx.query('ubah') ? checkPath : pathOf('kontak'));
const herePath = (ctx: PageContext): string =>
  ctx.query('ubah') ? `${photoPath}?ubah=1` : photoPath;

const Kept = ({ ctx, staged }: { ctx: PageContext; staged: readonly Staged[] }): VNode | null => {
  const { photos } = ctx.t.reporter;
  if (staged.length === 0) return null;
  return (
    <>
      <h2>{photos.kept}</h2>
      <ul>
        {staged.map(({ fileId, name }) => (
          <li key={fileId}>
            {name}
            <form method="post" action={`${photoPath}/hapus${ctx.query('ubah') ? '?ubah=1' : ''}`}>
              <input type="hidden" name="_csrf" value={ctx.csrfToken} />
              <input type="hidden" name="fileId" value={fileId} />
              <button class="link-button" type="submit">
                {photos.remove} <span class="visually-hidden">{name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
};

const Photos = (given: {
  ctx: PageContext;
  staged: readonly Staged[];
  errors: FormErrors;
}): VNode => {
  const { ctx, staged, errors } = given;
  const { photos, report } = ctx.t.reporter;
  const view = { form: ctx.form, errors, t: ctx.t };
  return (
    <Layout
      visitor={ctx.visitor}
      title={photos.title}
      here={photoPath}
      csrfToken={ctx.csrfToken}
      wrong={errors !== noErrors}
    >
      <p class="muted">{report.step(order.length, order.length + 2)}</p>
      <FormBox ctx={ctx} action={herePath(ctx)} errors={errors} files>
        <FileField
          view={view}
          name="photos"
          accept={accept}
          multiple
          label={photos.choose}
          hint={photos.hint}
        />
        <p class="buttons">
          <Submit tone="second">{photos.add}</Submit>
          <ButtonLink href={onwardPath(ctx)}>{ctx.t.common.next}</ButtonLink>
        </p>
      </FormBox>
      <Kept ctx={ctx} staged={staged} />
    </Layout>
  );
};

/** The draft to which photos can still be added, or where to go instead. */
const openDraft = async (ctx: PageContext): Promise<Draft | string> => {
  const draft = await readDraft(ctx);
  if (draft?.sent) return '/lapor/terima';
  if (draft?.body) return checkPath;
  return draft ?? '/lapor';
};

const show = async (ctx: PageContext, errors: FormErrors = noErrors): Promise<PageAnswer> => {
  const draft = await openDraft(ctx);
  if (typeof draft === 'string') return { redirect: draft };
  const staged = await ctx.parts.staging.staged(draft.key);
  const page = <Photos ctx={ctx} staged={staged} errors={errors} />;
  return errors === noErrors ? { page } : { page, status: 422 };
};

// What fits is kept, even where another file of the same choice is refused: its name is told.
const take = async (ctx: PageContext): Promise<PageAnswer> => {
  const draft = await openDraft(ctx);
  if (typeof draft === 'string') return { redirect: draft };
  const wrong: string[] = [];
  for (const { name, bytes } of ctx.form.files('photos')) {
    await throttle('upload', neighbourhood(ctx.request.ip));
    try {
      await ctx.parts.staging.stage(draft.key, bytes, name);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { general, fields } = errorsOf(error, ctx);
      wrong.push(`${name}: ${general ?? [...fields.values()].join(' ')}`);
    }
  }
  if (wrong.length > 0) return show(ctx, { fields: new Map([['photos', wrong.join(' ')]]) });
  return { redirect: ctx.form.files('photos').length > 0 ? herePath(ctx) : onwardPath(ctx) };
};

const remove = async (ctx: PageContext): Promise<PageAnswer> => {
  const draft = await openDraft(ctx);
  if (typeof draft === 'string') return { redirect: draft };
  await ctx.parts.staging.unstage(draft.key, ctx.form.raw('fileId'));
  return { redirect: herePath(ctx) };
};

/** Photos and files of the report, before it is sent. */
export const photoRoutes: readonly PageRoute[] = [
  { method: 'GET', path: photoPath, audience: 'public', handle: (ctx) => show(ctx) },
  { method: 'POST', path: photoPath, audience: 'public', files: atOnce, handle: take },
  { method: 'POST', path: `${photoPath}/hapus`, audience: 'public', handle: remove },
];
