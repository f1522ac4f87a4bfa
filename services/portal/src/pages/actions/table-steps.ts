import type { Action } from './action.js';
import {
  asked,
  calledMeeting,
  canWork,
  isDelivered,
  isLinked,
  isMine,
  readyDraft,
  unanswered,
  waitsForReporter,
  workerOf,
  type View,
} from './view.js';

const tim = ['tim', 'inspektorat'] as const;
const kasi = ['kasi', 'inspektorat'] as const;
const petugas = ['petugas', 'inspektorat'] as const;
const officers = ['petugas', 'tim', 'kasi', 'camat', 'inspektorat'] as const;

const reviews = (view: View): boolean =>
  canWork(view, { roles: ['tim'], steps: [2] }) && !isLinked(view);
const coordinates = (view: View): boolean => canWork(view, { roles: ['kasi'], steps: [3] });
const convenes = (view: View): boolean => canWork(view, { roles: ['tim'], steps: [4] });
const settles = (view: View): boolean => canWork(view, { roles: ['kasi'], steps: [5] });
const delivers = (view: View): boolean => canWork(view, { roles: ['petugas'], steps: [7] });

const allows = (types: readonly string[], { page }: View): boolean => types.includes(page.caseType);

/** What belongs to a step of the procedure. */
export const stepActions = {
  ambil: {
    command: 'TakeStep',
    roles: officers,
    group: 'step',
    offered: (view) => {
      const worker = workerOf(view);
      return (
        worker !== undefined &&
        view.page.step >= 2 &&
        view.page.takenBy === undefined &&
        !isLinked(view) &&
        canWork(view, { roles: [worker] })
      );
    },
    main: (view) => !isDelivered(view),
  },
  klasifikasi: {
    command: 'ClassifyComplaint',
    roles: tim,
    group: 'step',
    offered: (view) => reviews(view) && !waitsForReporter(view),
    main: isMine,
  },
  'minta-keterangan': {
    command: 'RequestClarification',
    roles: tim,
    group: 'step',
    offered: (view) => reviews(view) && !waitsForReporter(view),
  },
  'jawab-langsung': {
    command: 'AnswerAtOnce',
    roles: tim,
    group: 'step',
    offered: (view) =>
      reviews(view) &&
      !waitsForReporter(view) &&
      view.page.sealed === undefined &&
      view.page.caseType !== 'complaint' &&
      allows(view.procedure.options.shortWay.types, view),
  },
  tautkan: {
    command: 'LinkDuplicate',
    roles: tim,
    group: 'step',
    offered: (view) =>
      reviews(view) && view.page.sealed === undefined && view.page.duplicates.length === 0,
  },
  'lepas-tautan': {
    command: 'UnlinkDuplicate',
    roles: tim,
    group: 'step',
    offered: (view) => canWork(view, { roles: ['tim'], steps: [2] }) && isLinked(view),
  },
  alihkan: {
    command: 'ReferComplaint',
    roles: tim,
    group: 'step',
    irreversible: true,
    offered: reviews,
  },
  konsultasi: {
    command: 'ConsultUnit',
    roles: kasi,
    group: 'step',
    offered: coordinates,
    main: (view) => isMine(view) && asked(view).length === 0,
  },
  'jawaban-unit': {
    command: 'RecordUnitAnswer',
    roles: kasi,
    group: 'step',
    offered: (view) => coordinates(view) && unanswered(view).length > 0,
    main: isMine,
  },
  'batal-konsultasi': {
    command: 'CancelConsultation',
    roles: kasi,
    group: 'step',
    offered: (view) => coordinates(view) && unanswered(view).length > 0,
  },
  'simpulkan-koordinasi': {
    command: 'ConcludeCoordination',
    roles: kasi,
    group: 'step',
    offered: (view) => coordinates(view) && asked(view).length > 0,
    main: (view) => isMine(view) && unanswered(view).length === 0,
  },
  'jadwal-rapat': {
    command: 'ScheduleMeeting',
    roles: tim,
    group: 'step',
    offered: (view) => convenes(view) && calledMeeting(view) === undefined,
    main: isMine,
  },
  'catat-rapat': {
    command: 'RecordMeeting',
    roles: tim,
    group: 'step',
    offered: convenes,
    main: (view) => isMine(view) && calledMeeting(view) !== undefined,
  },
  'ubah-jadwal-rapat': {
    command: 'RescheduleMeeting',
    roles: tim,
    group: 'step',
    offered: (view) => convenes(view) && calledMeeting(view) !== undefined,
  },
  'batal-rapat': {
    command: 'CancelMeeting',
    roles: tim,
    group: 'step',
    offered: (view) => convenes(view) && calledMeeting(view) !== undefined,
  },
  'tanpa-rapat': {
    command: 'WaiveMeeting',
    roles: tim,
    group: 'step',
    offered: (view) =>
      convenes(view) &&
      calledMeeting(view) === undefined &&
      allows(view.procedure.options.meetingOptional.types, view),
  },
  'tulis-jawaban': {
    command: 'DraftAnswer',
    roles: kasi,
    group: 'step',
    offered: settles,
    main: (view) => isMine(view) && readyDraft(view) === undefined,
  },
  penyelesaian: {
    command: 'ProcessSettlement',
    roles: kasi,
    group: 'step',
    offered: (view) => settles(view) && readyDraft(view) !== undefined,
    main: isMine,
  },
  sampaikan: {
    command: 'DeliverResult',
    roles: petugas,
    group: 'step',
    irreversible: true,
    offered: (view) => delivers(view) && !isDelivered(view),
    main: isMine,
  },
  kepuasan: {
    command: 'ClarifySatisfaction',
    roles: petugas,
    group: 'step',
    offered: (view) =>
      canWork(view, { roles: ['petugas'], steps: [7], besideTaker: true }) && isDelivered(view),
    main: () => true,
  },
  lepas: {
    command: 'ReleaseStep',
    roles: [...officers, 'supervisor'],
    group: 'step',
    offered: (view) => {
      if (view.page.takenBy === undefined) return false;
      if (isMine(view)) return canWork(view, { roles: officers });
      const overseer = view.page.sealed === undefined ? 'supervisor' : 'inspektorat';
      return canWork(view, { roles: [overseer], besideTaker: true });
    },
  },
} as const satisfies Record<string, Action>;
