import type { VNode } from 'preact';
import type { PageContext } from '../kit/context.js';
import { Notice } from '../kit/parts.js';
import { actionNames } from './actions.js';
import { draftName } from './frame/screens.js';

/**
 * On the page of the case after an action (`selesai` in the address): says that it was done, and lets the browser forget the text
 * that it kept. Null where nothing was just done.
 */
export const DoneNotice = ({
  ctx,
  complaintId,
}: {
  ctx: PageContext;
  complaintId: string;
}): VNode | null => {
  const name = actionNames.find((each) => each === ctx.query('selesai'));
  if (name === undefined) return null;
  return (
    <div data-draft-done={draftName(name, complaintId)}>
      <Notice tone="done" title={ctx.t.actions.done[name]} />
    </div>
  );
};
