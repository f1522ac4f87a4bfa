import type { ComponentChildren, VNode } from 'preact';
import type { PageContext } from '../../kit/context.js';
import { noErrors, type FormErrors } from '../../kit/fields.js';
import type { Form } from '../../kit/form.js';
import { ChangedNotice, FormBox } from '../../kit/form-page.js';
import { Layout } from '../../kit/layout.js';
import { ButtonLink, Facts, Notice, Submit } from '../../kit/parts.js';
import { actions, type ActionName } from '../actions.js';
import type { Action } from '../action.js';
import { CaseCard, CaseLine } from './case-card.js';
import type { ActionPage, Given } from './definition.js';
import type { Scene } from './scene.js';
import { SinceList, type Since } from './since.js';

/** Name under which the browser keeps the text of a form. */
export const draftName = (name: ActionName, complaintId: string): string =>
  `${name}-${complaintId}`;

const casePath = ({ page }: Scene): string => `/pengaduan/${page.complaintId}`;
const isIrreversible = (name: ActionName): boolean =>
  (actions[name] as Action).irreversible === true;

const Frame = ({
  ctx,
  scene,
  name,
  wrong,
  children,
}: {
  ctx: PageContext;
  scene: Scene;
  name: ActionName;
  wrong?: boolean;
  children: ComponentChildren;
}): VNode => (
  <Layout
    visitor={ctx.visitor}
    title={scene.t.actions.titles[name]}
    here={ctx.here}
    csrfToken={ctx.csrfToken}
    width="wide"
    {...(wrong === undefined ? {} : { wrong })}
  >
    <CaseLine scene={scene} />
    {children}
  </Layout>
);

/** What happened before the form is shown again. */
export interface Before {
  errors?: FormErrors;
  /** Somebody else changed the case. */
  since?: readonly Since[];
  /** Nothing was refused: the system could not say. The same key is sent again. */
  trouble?: string;
}

/** The form of an action, with what the case says beside it. */
export const FormScreen = <Extra,>({
  ctx,
  def,
  given,
  form,
  before,
}: {
  ctx: PageContext;
  def: ActionPage<Extra>;
  given: Given<Extra>;
  form: Form;
  before: Before;
}): VNode => {
  const { scene } = given;
  const { name } = def;
  const errors = before.errors ?? noErrors;
  const { actions: words, common } = scene.t;
  const wrong = errors.fields.size > 0 || errors.general !== undefined;
  return (
    <Frame ctx={ctx} scene={scene} name={name} wrong={wrong}>
      <div class="columns">
        <div>
          {before.since && (
            <ChangedNotice ctx={ctx}>
              <SinceList since={before.since} scene={scene} />
            </ChangedNotice>
          )}
          {before.trouble !== undefined && (
            <Notice tone="warn" title={before.trouble}>
              <p>{words.frame.sendAgain}</p>
            </Notice>
          )}
          <p>{words.hints[name]}</p>
          <FormBox
            ctx={ctx}
            errors={errors}
            etag={scene.page.etag}
            {...(def.files ? { files: true } : {})}
            {...(def.draft ? { draft: draftName(name, scene.page.complaintId) } : {})}
          >
            {def.fields({ ...given, view: { form, errors, t: scene.t } })}
            <div class="buttons">
              <Submit>
                {isIrreversible(name)
                  ? words.frame.toReview
                  : (def.submit?.(scene) ?? words.titles[name])}
              </Submit>
              <ButtonLink href={casePath(scene)} tone="second">
                {common.cancel}
              </ButtonLink>
            </div>
          </FormBox>
        </div>
        <div>
          {def.beside?.(given)}
          <CaseCard scene={scene} />
        </div>
      </div>
    </Frame>
  );
};

/** Everything once more before what cannot be taken back. The form comes along hidden. */
export const ReviewScreen = <Extra,>({
  ctx,
  def,
  given,
  form,
}: {
  ctx: PageContext;
  def: ActionPage<Extra>;
  given: Given<Extra>;
  form: Form;
}): VNode => {
  const { scene } = given;
  const { frame, titles } = scene.t.actions;
  return (
    <Frame ctx={ctx} scene={scene} name={def.name}>
      <div class="main-narrow">
        <Notice tone="warn" title={frame.reviewTitle}>
          <p>
            {scene.t.actions.consequences[def.name as keyof typeof scene.t.actions.consequences]}
          </p>
        </Notice>
        <section class="card" aria-label={frame.reviewCard}>
          <Facts rows={def.review?.(form, given) ?? []} />
        </section>
        <FormBox ctx={ctx} errors={noErrors} etag={ctx.form.raw('_etag')}>
          {form.entries().map(([name, value], index) => (
            <input type="hidden" key={index} name={name} value={value} />
          ))}
          <div class="buttons">
            <Submit tone="danger" name="_pasti" value="ya">
              {def.submit?.(scene) ?? titles[def.name]}
            </Submit>
            <Submit tone="second" name="_press" value="ubah">
              {frame.change}
            </Submit>
            <a href={casePath(scene)}>{scene.t.common.cancel}</a>
          </div>
        </FormBox>
      </div>
    </Frame>
  );
};

/** It cannot be done now. What somebody typed meanwhile is there to be copied. */
export const NotNowScreen = ({
  ctx,
  scene,
  name,
  since,
  typed,
}: {
  ctx: PageContext;
  scene: Scene;
  name: ActionName;
  since?: readonly Since[];
  typed?: Form;
}): VNode => {
  const { frame } = scene.t.actions;
  const texts = (typed?.entries() ?? []).filter(([, value]) => value.length > 20);
  return (
    <Frame ctx={ctx} scene={scene} name={name}>
      <div class="main-narrow">
        <Notice tone="warn" title={since ? frame.changedAway : frame.notNow}>
          {since && <SinceList since={since} scene={scene} />}
          <p>{frame.notNowBody}</p>
        </Notice>
        {texts.length > 0 && (
          <section class="card">
            <h2>{frame.typed}</h2>
            {texts.map(([field, value]) => (
              <p class="prose" key={field}>
                {value}
              </p>
            ))}
          </section>
        )}
        <p>
          <ButtonLink href={casePath(scene)}>{frame.toCase}</ButtonLink>
        </p>
      </div>
    </Frame>
  );
};
