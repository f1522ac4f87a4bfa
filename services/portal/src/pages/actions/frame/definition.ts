import type { ComponentChildren, VNode } from 'preact';
import type { CommandDone } from '#libs/contracts';
import type { PageContext } from '../../kit/context.js';
import type { FormView } from '../../kit/fields.js';
import type { Form } from '../../kit/form.js';
import type { PageRoute } from '../../kit/page.js';
import type { ActionName } from '../actions.js';
import type { RowGroup } from './rows.js';
import type { Scene } from './scene.js';

/** Values that a form begins with, by the names of its fields. */
export type Initial = Record<string, string | readonly string[] | undefined>;

/** What the parts of a page are given; `extra` is what was looked up for it. */
export interface Given<Extra> {
  scene: Scene;
  extra: Extra;
}

/** The page of one action: a form, and the command that it becomes. */
export interface ActionPage<Extra = undefined> {
  name: ActionName;
  /** Looks up what the form needs beside the case. */
  load?: (ctx: PageContext, scene: Scene) => Promise<Extra>;
  initial?: (given: Given<Extra>, asked: (name: string) => string | undefined) => Initial;
  fields: (props: Given<Extra> & { view: FormView }) => ComponentChildren;
  /** The body of the command, as the contract then checks it. */
  body: (form: Form, given: Given<Extra>) => object;
  /** Tables of the form to which rows can be added. */
  rows?: readonly RowGroup[];
  /** Buttons that change the form and send nothing, by their value. */
  press?: Record<string, (form: Form, given: Given<Extra>) => Form>;
  /** Name of a field of the body in the form, where they differ. */
  names?: (field: string) => string;
  /** What is of use beside the form. */
  beside?: (given: Given<Extra>) => VNode;
  /** What is looked over before an act that cannot be taken back. */
  review?: (form: Form, given: Given<Extra>) => readonly (readonly [string, ComponentChildren])[];
  /** It has long text, which the browser keeps until it was sent. */
  draft?: true;
  /** Word on the button; the title of the action where it is left out. */
  submit?: (scene: Scene) => string;
  /** The form carries files. */
  files?: PageRoute['files'];
  /** Where a command alone does not do it. */
  send?: (ctx: PageContext, given: Given<Extra>, body: object) => Promise<CommandDone>;
}
