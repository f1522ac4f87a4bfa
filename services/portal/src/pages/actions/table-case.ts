import type { Action } from './action.js';
import {
  canSpeakForReporter,
  canWork,
  isAllowed,
  isLinked,
  isMine,
  knownPersons,
  openQuestions,
  type View,
} from './view.js';

const petugas = ['petugas', 'inspektorat'] as const;
const officers = ['petugas', 'tim', 'kasi', 'camat', 'inspektorat'] as const;

const asksToWithdraw = ({ page }: View): boolean => page.withdrawal?.state === 'requested';

/** What belongs to no step, or to several. */
export const caseActions = {
  'tambah-keterangan': {
    command: 'AddInformation',
    roles: petugas,
    group: 'reporter',
    offered: canSpeakForReporter,
  },
  'jawab-keterangan': {
    command: 'AnswerClarification',
    roles: petugas,
    group: 'reporter',
    offered: (view) => canSpeakForReporter(view) && openQuestions(view).length > 0,
  },
  'perbaiki-pelapor': {
    command: 'CorrectReporter',
    roles: petugas,
    group: 'reporter',
    offered: (view) => isAllowed(view, ['petugas']) && view.page.erasedAt === undefined,
  },
  cabut: {
    command: 'RequestWithdrawal',
    roles: petugas,
    group: 'reporter',
    offered: (view) =>
      canSpeakForReporter(view) &&
      (view.page.withdrawal === undefined || view.page.withdrawal.state === 'refused'),
  },
  'putuskan-pencabutan': {
    command: 'DecideWithdrawal',
    roles: ['tim', 'kasi', 'inspektorat'],
    group: 'case',
    offered: (view) =>
      asksToWithdraw(view) &&
      !isLinked(view) &&
      view.page.step >= 2 &&
      canWork(view, { roles: ['tim', 'kasi'], besideTaker: true }),
    main: () => true,
  },
  segel: {
    command: 'SealCase',
    roles: ['tim', 'inspektorat'],
    group: 'case',
    irreversible: true,
    // The Inspektorat does nothing else with a case that is not sealed.
    offered: ({ page, actor, ...rest }) =>
      page.sealed === undefined &&
      page.step === 2 &&
      (actor.role === 'inspektorat'
        ? page.closedAt === undefined && !page.inTransit
        : canWork({ page, actor, ...rest }, { roles: ['tim'], steps: [2], besideTaker: true })),
  },
  'buka-segel': {
    command: 'UnsealCase',
    roles: ['inspektorat'],
    group: 'case',
    offered: (view) =>
      view.page.sealed !== undefined &&
      (view.page.takenBy === undefined || isMine(view)) &&
      canWork(view, { roles: ['inspektorat'], steps: [2] }),
  },
  lampirkan: {
    command: 'AttachFile',
    roles: officers,
    group: 'files',
    offered: (view) => view.page.closedAt === undefined && isAllowed(view, officers),
  },
  'hapus-berkas': {
    command: 'RemoveFile',
    roles: [...officers, 'supervisor'],
    group: 'files',
    irreversible: true,
    offered: (view) =>
      isAllowed(view, [...officers, 'supervisor']) &&
      view.page.files.some(({ removedAt }) => removedAt === undefined),
  },
  'hapus-identitas': {
    command: 'EraseIdentity',
    roles: ['admin'],
    group: 'erasure',
    irreversible: true,
    offered: (view) => isAllowed(view, ['admin']) && view.page.erasedAt === undefined,
  },
  'hapus-orang': {
    command: 'ErasePerson',
    roles: ['admin'],
    group: 'erasure',
    irreversible: true,
    offered: (view) => isAllowed(view, ['admin']) && knownPersons(view).length > 0,
  },
} as const satisfies Record<string, Action>;
