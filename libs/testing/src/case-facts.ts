import type { CaseFacts, EventOf, Holder, Step } from '#libs/contracts';

/** Facts of an ordinary complaint of Waru, with changes. */
export const caseFactsOf = (changes: Partial<CaseFacts> = {}): CaseFacts => ({
  registerNumber: 'REG/0007/Kec.Waru/2026',
  caseType: 'complaint',
  channel: 'walk-in',
  receivedAt: '2026-11-23T01:00:00.000Z',
  villageCode: '64.09.02.1003',
  anonymous: false,
  confidential: false,
  meetingHeld: false,
  shortWay: false,
  ...changes,
});

/** The case arrived at a step, with changes of its facts. */
export const caseArrived = (
  at: { from: Holder; step: Step; round?: number; kecamatan?: string },
  changes: Partial<CaseFacts> = {},
): EventOf<'CaseArrived'> & { step: Step; round: number; kecamatan?: string } => ({
  type: 'CaseArrived',
  data: { from: at.from, facts: caseFactsOf(changes) },
  step: at.step,
  round: at.round ?? 1,
  ...(at.kecamatan === undefined ? {} : { kecamatan: at.kecamatan }),
});
