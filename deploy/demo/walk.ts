import { createHash } from 'node:crypto';
import type { CommandInput, CommandType } from '#libs/contracts';
import { ApiError, type Answer, type ApiClient } from './api-client.js';

/** Officers who do the seven steps; one person may do several. */
export interface Officers {
  step1: ApiClient;
  step2: ApiClient;
  step3: ApiClient;
  step4: ApiClient;
  step5: ApiClient;
  step6: ApiClient;
  step7: ApiClient;
}

/** How far a complaint is taken. */
export const stages = [
  'registered',
  'classified',
  'consulted',
  'coordinated',
  'met',
  'settled',
  'approved',
  'signed',
  'delivered',
  'closed',
] as const;
export type Stage = (typeof stages)[number];

/** What the officers write on the way. */
export interface Script {
  categoryId: string;
  unitId: string;
  caseType?: CommandInput<'ClassifyComplaint'>['caseType'];
  priority?: CommandInput<'ClassifyComplaint'>['priority'];
  question: string;
  unitAnswer: string;
  summary: string;
  place: string;
  discussion: string;
  decision: string;
  settlement: string;
  answer: string;
  now?: () => Date;
}

/** A position to wait for, as a command answered with it. */
export const positionOf = (answer: Answer): string => answer.headers.get('aduan-position') ?? '';

/**
 * Takes a registered complaint step by step to a stage, each step by its officer, over HTTP. Keys are made of the
 * complaint and the action, so a walk that was cut off is simply walked again. `registered` is the answer to the registration:
 * the page is waited for until it shows that much.
 */
export const walk = async (
  complaintId: string,
  officers: Officers,
  script: Script,
  until: Stage,
  registered?: Answer,
): Promise<void> => {
  let after = registered && positionOf(registered);
  const act = async <T extends CommandType>(
    who: ApiClient,
    type: T,
    body: CommandInput<T>,
  ): Promise<Answer> => {
    const options = { key: `${type}-${complaintId}`, ...(after ? { after } : {}) };
    const answer = await who.act(complaintId, type, body, options);
    after = positionOf(answer);
    return answer;
  };
  const last = stages.indexOf(until);
  const moves: Move[] = [
    classify,
    consult,
    coordinate,
    meet,
    settle,
    approve,
    sign,
    deliver,
    close,
  ];
  for (const move of moves.slice(0, last)) await move(act, officers, script, complaintId);
};

type Move = (act: Act, officers: Officers, script: Script, complaintId: string) => Promise<void>;

type Act = <T extends CommandType>(
  who: ApiClient,
  type: T,
  body: CommandInput<T>,
) => Promise<Answer>;

const classify = async (act: Act, { step2 }: Officers, script: Script): Promise<void> => {
  await act(step2, 'TakeStep', { step: 2 });
  await act(step2, 'ClassifyComplaint', {
    caseType: script.caseType ?? 'complaint',
    categoryId: script.categoryId,
    priority: script.priority ?? 'normal',
    unitIds: [script.unitId],
  });
};

const consult = async (act: Act, { step3 }: Officers, script: Script): Promise<void> => {
  await act(step3, 'ConsultUnit', { unitId: script.unitId, question: script.question });
};

const coordinate = async (act: Act, { step3 }: Officers, script: Script): Promise<void> => {
  const asked = await act(step3, 'ConsultUnit', {
    unitId: script.unitId,
    question: script.question,
  });
  const consultationId = String(asked.body['consultationId']);
  await act(step3, 'RecordUnitAnswer', { consultationId, answer: script.unitAnswer });
  await act(step3, 'ConcludeCoordination', { summary: script.summary });
};

const hoursOfMeeting = 2;

// A meeting on a complaint is held after it was received, which on this walk may be moments ago.
const meet = async (
  act: Act,
  { step4 }: Officers,
  script: Script,
  complaintId: string,
): Promise<void> => {
  const { body } = await step4.must('GET', `/complaints/${complaintId}`);
  const to = script.now?.() ?? new Date();
  const twoHoursAgo = to.getTime() - hoursOfMeeting * 3_600_000;
  const from = new Date(Math.max(twoHoursAgo, Date.parse(String(body['receivedAt']))));
  try {
    await act(step4, 'RecordMeeting', {
      from: from.toISOString(),
      to: to.toISOString(),
      attendance: [
        { name: 'Ketua Tim Pengelolaan Pengaduan', position: 'Sekretaris Kecamatan' },
        { name: 'Wakil unit terkait', institution: script.unitId },
      ],
      discussion: script.discussion,
      decisions: [{ text: script.decision, unitId: script.unitId }],
      outcome: 'decided',
    });
  } catch (error) {
    // The times move with the clock: an earlier walk has recorded this meeting with its own.
    if (!(error instanceof ApiError) || error.answer.body['code'] !== 'key-reused') throw error;
  }
};

const settle = async (act: Act, { step5 }: Officers, script: Script): Promise<void> => {
  await act(step5, 'DraftAnswer', { answer: script.answer });
  await act(step5, 'ProcessSettlement', { settlement: script.settlement });
};

const approve = async (act: Act, { step6 }: Officers): Promise<void> => {
  await act(step6, 'ApproveAnswer', {});
};

/** Stands for the file that would have been scanned. */
const scanOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const sign = async (act: Act, { step6 }: Officers, script: Script): Promise<void> => {
  await act(step6, 'SignAnswer', { method: 'paper', signedSha256: scanOf(script.answer) });
  await act(step6, 'StampAnswer', {});
};

const deliver = async (act: Act, { step7 }: Officers): Promise<void> => {
  await act(step7, 'DeliverResult', { method: 'counter', receivedBy: 'reporter' });
};

const close = async (act: Act, { step7 }: Officers): Promise<void> => {
  await act(step7, 'ClarifySatisfaction', { satisfied: true });
};
