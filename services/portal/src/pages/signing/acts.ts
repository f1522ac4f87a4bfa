import { DomainError, errorText, type CommandDone, type CommandType } from '#libs/contracts';
import { parseEtag } from '#libs/contracts';
import { neighbourhood } from '../../http/throttle.js';
import { afterwards, type PageContext } from '../kit/context.js';
import type { FormErrors } from '../kit/fields.js';
import { errorsOf } from '../kit/form-page.js';
import type { PageAnswer } from '../kit/page.js';
import { signingPage } from './sheet-page.js';
import { sheetOf, signingPath } from './sheet.js';

type Act = (ctx: PageContext, complaintId: string) => Promise<CommandDone>;

const command =
  (type: CommandType, body: (ctx: PageContext) => object): Act =>
  (ctx, complaintId) =>
    ctx.command(type, { complaintId, as: 'officer', body: body(ctx) });

/** A moment of a form, as UTC; nothing where none was entered. */
const momentOf = (ctx: PageContext, name: string, kecamatan: string): object => {
  const local = ctx.form.text(name);
  return local === undefined ? {} : { [name]: ctx.format(kecamatan).fromLocalInput(local) };
};

const onPaper: Act = async (ctx, complaintId) => {
  const [file] = ctx.form.files('scan');
  const field = 'scan';
  if (!file || file.bytes.length === 0)
    throw new DomainError(
      'invalid',
      {},
      { fields: [{ field, reason: ctx.t.signing.paper.missing }] },
    );
  const { page } = await sheetOf(ctx);
  const key = ctx.form.raw('_key');
  const { fileId, prepared } = await ctx.parts.uploads.attach(
    {
      actor: ctx.officer,
      complaintId,
      purpose: 'signed-document',
      key: `${key}-scan`,
      language: ctx.visitor.language,
      from: neighbourhood(ctx.request.ip),
      correlationId: ctx.request.id,
    },
    file,
  );
  const signed = { method: 'paper', signedSha256: prepared.sha256, fileId };
  const body = { ...signed, ...momentOf(ctx, 'signedAt', page.kecamatan) };
  return ctx.command('SignAnswer', { complaintId, as: 'officer', body });
};

const electronically: Act = async (ctx, complaintId) => {
  const { document } = await sheetOf(ctx);
  if (!document) throw new DomainError('not-found');
  const seen = parseEtag(ctx.form.raw('_etag'));
  if (!seen) throw new DomainError('if-match-malformed');
  const key = ctx.form.raw('_key');
  if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw new DomainError('key-malformed');
  return ctx.parts.desk.sign({
    complaintId,
    documentId: document.documentId,
    passphrase: ctx.form.raw('passphrase'),
    ...(ctx.form.ticked('afterUnknown') ? { afterUnknown: true as const } : {}),
    actor: ctx.officer,
    language: ctx.visitor.language,
    from: neighbourhood(ctx.request.ip),
    correlationId: ctx.request.id,
    key: () => key,
    seen: () => seen.resolution,
  });
};

const stamped: Act = async (ctx, complaintId) => {
  const { page } = await sheetOf(ctx);
  const body = momentOf(ctx, 'stampedAt', page.kecamatan);
  return ctx.command('StampAnswer', { complaintId, as: 'officer', body });
};

const reasoned = (ctx: PageContext): object => ({ reason: ctx.form.text('reason') ?? '' });

/** What the forms of the signing page do, by the last part of their address. */
export const acts: Readonly<Record<string, Act>> = {
  setujui: command('ApproveAnswer', () => ({})),
  kembalikan: command('ReturnAnswer', reasoned),
  elektronik: electronically,
  kertas: onPaper,
  gagal: command('RecordSigningFailure', reasoned),
  stempel: stamped,
  batalkan: command('DiscardDocument', reasoned),
};

// Everything that the service or the law of the procedure refuses is told on the page, next to the form.
const told = (error: unknown, ctx: PageContext): FormErrors => {
  const { language } = ctx.visitor;
  if (error instanceof DomainError && ['esign-off', 'nik-missing'].includes(error.code))
    return { fields: new Map(), general: errorText(error.code, language, error.parameters) };
  if (error instanceof DomainError && error.status >= 500 && error.code !== 'internal')
    return { fields: new Map(), general: errorText(error.code, language, error.parameters) };
  return errorsOf(error, ctx);
};

/** Does what a form asks for, then shows the page again: with what was wrong, or as things are now. */
export const act =
  (action: string) =>
  async (ctx: PageContext): Promise<PageAnswer> => {
    const complaintId = ctx.param('id');
    try {
      const done = await acts[action]?.(ctx, complaintId);
      if (!done) throw new DomainError('not-found');
      return { redirect: afterwards(signingPath(complaintId), done) };
    } catch (error) {
      return signingPage(ctx, { action, errors: told(error, ctx) });
    }
  };
