import { describe, it } from 'vitest';
import type { Decider } from '#libs/eventsourcing';
import { account, caseArrived, deciderSpec, orderOf, penajam } from '#libs/testing';
import { decideCase, type CaseOrder } from './case-decisions.js';
import { evolveCase, noCase, type CaseEvent, type CaseState } from './case-state.js';

const holder: Decider<CaseState, CaseOrder, CaseEvent> = {
  initialState: () => noCase,
  evolve: evolveCase,
  decide: decideCase,
};
const { given } = deciderSpec(holder);
const arrived = caseArrived({ from: 'triage', step: 3 });
const sealed = caseArrived({ from: 'triage', step: 3 }, { sealed: 'camat' });
const taken = { type: 'StepTaken' as const, data: { accountId: 'account-away' } };
const release = (role: 'kasi' | 'supervisor' | 'inspektorat' | 'admin', reason?: string) =>
  orderOf('ReleaseStep', role, { step: 3, ...(reason === undefined ? {} : { reason }) });
const reason = 'Sakit, dirawat sejak kemarin.';

describe('a step whose officer is away', () => {
  it('is given back by the supervisor of the kecamatan, and another officer can take it', () => {
    const gaveBack = {
      type: 'StepReleased' as const,
      data: { accountId: 'account-away', releasedBy: account('supervisor').id, reason },
    };
    given(arrived, taken)
      .when(release('supervisor', reason))
      .thenEvents({ ...gaveBack, round: 1, step: 3 });
    given(arrived, taken, gaveBack)
      .when(orderOf('TakeStep', 'kasi', { step: 3 }))
      .thenTypes('StepTaken');
  });

  it('is given back by the supervisor of the district, and not by one of another kecamatan', () => {
    const { by, ...order } = release('supervisor', reason);
    given(arrived, taken)
      .when({ ...order, by: { ...by, kecamatan: '*' } })
      .thenTypes('StepReleased');
    given(arrived, taken)
      .when({ ...order, by: account('supervisor', penajam) })
      .thenRefused('other-kecamatan');
  });

  it('is given back with a reason only', () =>
    given(arrived, taken).when(release('supervisor')).thenRefused('invalid'));

  it('stays his for colleagues and the admin', () => {
    given(arrived, taken).when(release('kasi', reason)).thenRefused('step-taken');
    given(arrived, taken).when(release('admin', reason)).thenRefused('wrong-role');
  });

  it('is that of a colleague of the Inspektorat in a sealed case, which no supervisor sees', () => {
    given(sealed, taken).when(release('supervisor', reason)).thenRefused('case-sealed');
    given(sealed, taken).when(release('inspektorat')).thenRefused('invalid');
    given(sealed, taken).when(release('inspektorat', reason)).thenTypes('StepReleased');
  });

  it('must be in somebody’s hand, and be the present one', () => {
    given(arrived).when(release('supervisor', reason)).thenRefused('step-not-taken');
    given(arrived, taken)
      .when(orderOf('ReleaseStep', 'supervisor', { step: 4, reason }))
      .thenRefused('wrong-step', { step: 3 });
    given().when(release('supervisor', reason)).thenRefused('not-arrived');
  });
});
