import type { Actor, CommandType, ComplaintPage } from '#libs/contracts';
import type { Procedure } from '#libs/procedure';
import type { Action } from './action.js';
import { caseActions } from './table-case.js';
import { stepActions } from './table-steps.js';
import type { View } from './view.js';

/** Every action by its name in the address `/pengaduan/:id/aksi/<name>`. */
export const actions = { ...stepActions, ...caseActions } as const satisfies Record<string, Action>;
export type ActionName = keyof typeof actions;
export const actionNames = Object.keys(actions) as ActionName[];

/**
 * Commands on a complaint that officers may give and that have no page here, with the reason. A command that is neither here
 * nor in `actions` fails the spec.
 */
export const leftOut: Partial<Record<CommandType, string>> = {
  ReturnAnswer: 'on the signing pages',
  ApproveAnswer: 'on the signing pages',
  BeginSigning: 'given by the signing desk before it asks the signing service',
  SignAnswer: 'on the signing pages',
  RecordSigningFailure: 'on the signing pages',
  StampAnswer: 'on the signing pages',
  DiscardDocument: 'on the signing pages',
  AnswerSurvey: 'asked of the reporter on his own pages; officers do not answer for him there',
  CompleteContactTask: 'on the list of contact tasks, /tugas',
};

/** Address of the page of an action. */
export const actionPath = (complaintId: string, name: ActionName): string =>
  `/pengaduan/${complaintId}/aksi/${name}`;

/** An action that is offered. Its title is `t.actions.titles[name]`, its hint `t.actions.hints[name]`. */
export interface Offer {
  name: ActionName;
  command: CommandType;
  href: string;
  group: Action['group'];
  main: boolean;
  irreversible: boolean;
}

/** Whether the action can be done now. */
export const isOffered = (name: ActionName, view: View): boolean => {
  const action: Action = actions[name];
  return action.roles.includes(view.actor.role) && action.offered(view);
};

/** Actions whose page is not made yet: they are offered to nobody. */
export const withoutPage: ReadonlySet<ActionName> = new Set<ActionName>([
  'perbaiki-pelapor',
  'putuskan-pencabutan',
  'lampirkan',
  'hapus-berkas',
  'hapus-identitas',
  'hapus-orang',
  'jawab-langsung',
  'tautkan',
]);

/** The actions of the table that can be done now, whether or not they have a page; the main ones first. */
export const possible = (view: View): Offer[] =>
  actionNames
    .filter((name) => isOffered(name, view))
    .map((name): Offer => {
      const { command, group, main, irreversible }: Action = actions[name];
      return {
        name,
        command,
        href: actionPath(view.page.complaintId, name),
        group,
        main: main?.(view) ?? false,
        irreversible: irreversible ?? false,
      };
    })
    .sort((a, b) => Number(b.main) - Number(a.main));

/**
 * What an officer can do with a case now, the main things first and else in the order of the table. `at` is now, UTC. Nothing for
 * who only looks. Services decide again: this is what is worth showing, not what is allowed.
 */
export const actionsFor = (
  page: ComplaintPage,
  actor: Actor,
  procedure: Procedure,
  at: string,
): Offer[] => possible({ page, actor, procedure, at }).filter(({ name }) => !withoutPage.has(name));
