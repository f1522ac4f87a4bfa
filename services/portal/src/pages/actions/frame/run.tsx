import type { VNode } from 'preact';
import {
  commandContracts,
  DomainError,
  errorText,
  type CommandContract,
  type CommandDone,
} from '#libs/contracts';
import { afterwards, type PageContext } from '../../kit/context.js';
import { Form } from '../../kit/form.js';
import { errorsOf } from '../../kit/form-page.js';
import type { PageAnswer, PageRoute } from '../../kit/page.js';
import { actions, isOffered } from '../actions.js';
import type { Action } from '../action.js';
import type { ActionPage, Given } from './definition.js';
import { inWords, problemsOf } from './problems.js';
import { compacted, withRow } from './rows.js';
import { sceneOf } from './scene.js';
import { FormScreen, NotNowScreen, ReviewScreen, type Before } from './screens.js';
import { sinceOf } from './since.js';

const loaded = async <Extra,>(
  ctx: PageContext,
  def: Pick<ActionPage<Extra>, 'load'>,
): Promise<Given<Extra>> => {
  const scene = await sceneOf(ctx);
  return { scene, extra: (await def.load?.(ctx, scene)) as Extra };
};

const initialForm = <Extra,>(
  ctx: PageContext,
  def: ActionPage<Extra>,
  given: Given<Extra>,
): Form => {
  const values = def.initial?.(given, (name) => ctx.query(name)) ?? {};
  return new Form(
    new Map(
      Object.entries(values).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, typeof value === 'string' ? [value] : value] as const],
      ),
    ),
  );
};

const get = async <Extra,>(ctx: PageContext, def: ActionPage<Extra>): Promise<PageAnswer> => {
  const given = await loaded(ctx, def);
  const { scene } = given;
  if (!isOffered(def.name, scene))
    return { page: <NotNowScreen ctx={ctx} scene={scene} name={def.name} />, status: 409 };
  const form = initialForm(ctx, def, given);
  return { page: <FormScreen ctx={ctx} def={def} given={given} form={form} before={{}} /> };
};

const pressed = <Extra,>(
  ctx: PageContext,
  def: ActionPage<Extra>,
  given: Given<Extra>,
  form: Form,
): Form | undefined => {
  const button = ctx.form.text('_press');
  if (button === undefined) return undefined;
  const rows = def.rows ?? [];
  const group = rows.find(({ name }) => button === `row:${name}`);
  if (group) return withRow(form, group, rows);
  return def.press?.[button]?.(form, given) ?? form;
};

const contractOf = ({ name }: { name: ActionPage['name'] }): CommandContract =>
  commandContracts[(actions[name] as Action).command];

const give = <Extra,>(
  ctx: PageContext,
  def: ActionPage<Extra>,
  given: Given<Extra>,
  body: object,
): Promise<CommandDone> =>
  def.send?.(ctx, given, body) ??
  ctx.command((actions[def.name] as Action).command, {
    complaintId: given.scene.page.complaintId,
    body,
    as: 'officer',
  });

/** The form again, with what was typed and what was refused. Throws whatever an officer cannot mend. */
const refused = async <Extra,>(
  ctx: PageContext,
  def: ActionPage<Extra>,
  form: Form,
  error: unknown,
): Promise<PageAnswer> => {
  const given = await loaded(ctx, def);
  const { scene } = given;
  const { language, t } = scene;
  const again = (before: Before, status: number): { page: VNode; status: number } => ({
    page: <FormScreen ctx={ctx} def={def} given={given} form={form} before={before} />,
    status,
  });
  if (!(error instanceof DomainError)) throw error;
  if (error.status === 503 || error.status === 429)
    return again({ trouble: errorText(error.code, language, error.parameters) }, error.status);
  if (error.code === 'revision-mismatch') {
    const since = await sinceOf(error, ctx);
    return isOffered(def.name, scene)
      ? again({ since }, 409)
      : {
          page: <NotNowScreen ctx={ctx} scene={scene} name={def.name} since={since} typed={form} />,
          status: 409,
        };
  }
  return again({ errors: errorsOf(inWords(error, language, t), ctx, def.names) }, error.status);
};

const post = async <Extra,>(ctx: PageContext, def: ActionPage<Extra>): Promise<PageAnswer> => {
  const given = await loaded(ctx, def);
  const { scene } = given;
  const form = compacted(ctx.form, def.rows ?? []);
  const show = (shown: Form, before: Before, status = 200): PageAnswer => ({
    page: <FormScreen ctx={ctx} def={def} given={given} form={shown} before={before} />,
    status,
  });
  const changed = pressed(ctx, def, given, form);
  if (changed) return show(changed, {});
  const body = def.body(form, given);
  const errors = def.send ? undefined : problemsOf(contractOf(def).schema, body, scene, def.names);
  if (errors) return show(form, { errors }, 422);
  if (def.review && ctx.form.raw('_pasti') !== 'ya')
    return { page: <ReviewScreen ctx={ctx} def={def} given={given} form={form} /> };
  try {
    const done = await give(ctx, def, given, body);
    const path = `/pengaduan/${scene.page.complaintId}?selesai=${def.name}`;
    return { redirect: afterwards(path, done) };
  } catch (error) {
    return refused(ctx, def, form, error);
  }
};

/** The two routes of an action's page: its form, and what the form sends. */
export const actionRoutes = <Extra,>(def: ActionPage<Extra>): PageRoute[] => {
  const path = `/pengaduan/:id/aksi/${def.name}`;
  const audience = (actions[def.name] as Action).roles;
  return [
    { method: 'GET', path, audience, handle: (ctx) => get(ctx, def) },
    {
      method: 'POST',
      path,
      audience,
      ...(def.files ? { files: def.files } : {}),
      handle: (ctx) => post(ctx, def),
    },
  ];
};
