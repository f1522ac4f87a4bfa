import { z } from 'zod';
import { text } from '#libs/contracts';
import { checked } from '#libs/service';
import type { Asked } from '../../sessions/account-orders.js';
import { newAccount } from '../../sessions/accounts.js';
import type { PageContext } from '../kit/context.js';
import { errorsOf } from '../kit/form-page.js';
import type { PageAnswer } from '../kit/page.js';
import { accountsShown } from './accounts.js';

const asked = (ctx: PageContext): Asked => ({
  by: ctx.officer,
  key: ctx.form.raw('_key'),
  correlationId: ctx.request.id,
});

/** Makes an account. */
export const createSent = async (ctx: PageContext): Promise<PageAnswer> => {
  const { form } = ctx;
  const email = form.text('email');
  const given = {
    displayName: form.text('displayName'),
    login: form.text('login'),
    role: form.text('role'),
    kecamatan: form.text('kecamatan'),
    password: form.raw('password'),
    ...(email === undefined ? {} : { email }),
  };
  try {
    const input = checked(newAccount, given, ctx.visitor.language);
    await ctx.parts.accounts.create(input, asked(ctx));
    return { redirect: '/akun?selesai=dibuat' };
  } catch (error) {
    return accountsShown(ctx, { what: 'buat', errors: errorsOf(error, ctx) });
  }
};

const closing = z.strictObject({ reason: text(200) });

/** Closes an account with a reason; its sessions end. */
export const closeSent = async (ctx: PageContext): Promise<PageAnswer> => {
  const accountId = ctx.param('accountId');
  const field = `reason.${accountId}`;
  try {
    const { reason } = checked(closing, { reason: ctx.form.raw(field) }, ctx.visitor.language);
    await ctx.parts.accounts.setEnabled(accountId, false, reason, asked(ctx));
    return { redirect: '/akun?selesai=ditutup' };
  } catch (error) {
    return accountsShown(ctx, { what: accountId, errors: errorsOf(error, ctx, () => field) });
  }
};

/** Opens an account again. */
export const openSent = async (ctx: PageContext): Promise<PageAnswer> => {
  await ctx.parts.accounts.setEnabled(ctx.param('accountId'), true, '', asked(ctx));
  return { redirect: '/akun?selesai=dibuka' };
};
