import { covers, type Actor, type ComplaintPage, type Role, type Step } from '#libs/contracts';
import { localDate, stepOf, type Procedure } from '#libs/procedure';

/** What an action is judged by: the case as its page shows it, who looks, and by which rules. */
export interface View {
  page: ComplaintPage;
  actor: Actor;
  procedure: Procedure;
  /** Now, UTC. */
  at: string;
}

/** Who works on a case, and when. */
interface Work {
  roles: readonly Role[];
  steps?: readonly Step[];
  /** Also while somebody else has the step in hand. */
  besideTaker?: true;
}

const isOpen = ({ closedAt }: ComplaintPage): boolean => closedAt === undefined;
const isRole = ({ page, actor }: View, roles: readonly Role[]): boolean =>
  page.sealed === undefined
    ? actor.role !== 'inspektorat' && roles.includes(actor.role)
    : actor.role === 'inspektorat';

/** Whether the step is in the hands of the actor. */
export const isMine = ({ page, actor }: View): boolean => page.takenBy === actor.id;

/** As `requireWorker` of libs/casework decides it: role, step, and who has the step in hand. A sealed case has the Inspektorat alone. */
export const canWork = (view: View, { roles, steps, besideTaker }: Work): boolean => {
  const { page, actor } = view;
  if (!isOpen(page) || page.inTransit || !covers(actor, page.kecamatan)) return false;
  if (!isRole(view, roles)) return false;
  if (steps && !steps.includes(page.step as Step)) return false;
  return besideTaker === true || page.takenBy === undefined || isMine(view);
};

/** As intake decides what is done for the reporter: the Petugas, for a sealed case the Inspektorat, at any step. */
export const canSpeakForReporter = (view: View): boolean =>
  isOpen(view.page) && covers(view.actor, view.page.kecamatan) && isRole(view, ['petugas']);

/** Whether somebody of these roles may do what belongs to no step. */
export const isAllowed = (view: View, roles: readonly Role[]): boolean =>
  covers(view.actor, view.page.kecamatan) && isRole(view, roles);

/** Who takes a step in hand: as the procedure says, the Inspektorat for a sealed case. */
export const workerOf = ({ page, procedure }: View): Role | undefined => {
  if (page.sealed !== undefined) return 'inspektorat';
  return page.step < 1 ? undefined : stepOf(procedure, page.step as Step).role;
};

export const isLinked = ({ page }: View): boolean => page.primaryComplaintId !== undefined;

/** Whether the reporter still has time to answer a question of this round. */
export const waitsForReporter = ({ page, procedure, at }: View): boolean =>
  page.questions.some(
    ({ round, answeredAt, answerBy }) =>
      round === page.round &&
      answeredAt === undefined &&
      (answerBy === undefined || answerBy >= localDate(procedure, at)),
  );

/** Questions to the parties concerned of this round that were not taken back. */
export const asked = ({ page }: Pick<View, 'page'>): ComplaintPage['consultations'] =>
  page.consultations.filter(({ round, state }) => round === page.round && state !== 'cancelled');
/** Those of them that are not answered. */
export const unanswered = (view: Pick<View, 'page'>): ComplaintPage['consultations'] =>
  asked(view).filter(({ state }) => state === 'open');

/** The meeting that is called, if one is. */
export const calledMeeting = ({
  page,
}: Pick<View, 'page'>): ComplaintPage['meetings'][number] | undefined =>
  page.meetings.find(({ round, state }) => round === page.round && state === 'scheduled');

/** The answer that can be sent to the signer: the newest of this round, unless it was returned since. */
export const readyDraft = ({
  page,
}: Pick<View, 'page'>): ComplaintPage['drafts'][number] | undefined => {
  const newest = page.drafts.filter(({ round }) => round === page.round).at(-1);
  return newest?.returnedAt === undefined ? newest : undefined;
};

/** Whether the answer of this round was given to the reporter. */
export const isDelivered = ({ page }: Pick<View, 'page'>): boolean =>
  page.deliveries.some(({ round }) => round === page.round);

/** Questions of the Tim that wait for the reporter. */
export const openQuestions = ({ page }: Pick<View, 'page'>): ComplaintPage['questions'] =>
  page.questions.filter(({ answeredAt }) => answeredAt === undefined);

/** Everybody named in the case but the reporter who was not forgotten, once each. */
export const knownPersons = ({
  page,
}: Pick<View, 'page'>): { personId: string; name: string }[] => {
  const all = [
    ...page.reportedParties,
    ...page.consultations.flatMap(({ answeredBy }) => (answeredBy ? [answeredBy] : [])),
    ...page.meetings.flatMap(({ invited, attendance }) => [
      ...(invited ?? []),
      ...(attendance ?? []),
    ]),
    ...page.deliveries.flatMap(({ recipient }) => (recipient ? [recipient] : [])),
  ];
  const known = new Map<string, string>();
  for (const { personId, details } of all) if ('name' in details) known.set(personId, details.name);
  return [...known].map(([personId, name]) => ({ personId, name }));
};
