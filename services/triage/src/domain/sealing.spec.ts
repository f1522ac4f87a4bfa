import { describe, it } from 'vitest';
import type { Occasion } from '#libs/casework';
import type { Role } from '#libs/contracts';
import {
  account,
  caseArrived,
  caseFactsOf,
  deciderSpec,
  idFor,
  occasion,
  penajam,
} from '#libs/testing';
import { triage } from './triage.js';

const { given } = deciderSpec(triage);
const arrived = caseArrived({ from: 'intake', step: 2 });
const arrivedSealed = caseArrived({ from: 'intake', step: 2 }, { sealed: 'camat' });
const tim = occasion('tim');
const inspektorat = occasion('inspektorat');
const seal = (by: Occasion = tim, ground: 'camat' | 'graft' = 'camat') => ({
  type: 'SealCase' as const,
  data: { ground, note: 'Menyangkut Camat.' },
  ...by,
});
const unseal = (by: Occasion = inspektorat) => ({
  type: 'UnsealCase' as const,
  data: { reason: 'Tidak terbukti.' },
  ...by,
});
const take = (by: Occasion) => ({ type: 'TakeStep' as const, data: { step: 2 as const }, ...by });
const handedOver = {
  type: 'CaseHandedOver' as const,
  data: {
    from: 'triage',
    to: 'coordination',
    toStep: 3,
    toRound: 1,
    facts: caseFactsOf(),
  } as const,
};

describe('SealCase', () => {
  it('reserves the case to the Inspektorat', () => {
    given(arrived)
      .when(seal())
      .thenEvents({ type: 'CaseSealed', data: seal().data, round: 1, step: 2 });
    const { ground } = seal().data;
    given(arrived)
      .when({ ...seal(), data: { ground } })
      .thenEvents({ type: 'CaseSealed', data: { ground }, round: 1, step: 2 });
  });

  it('shuts the kecamatan out from then on, and lets the Inspektorat in', () => {
    const sealed = given(arrived, { type: 'CaseSealed', data: { ground: 'graft' } });
    sealed.when(take(tim)).thenRefused('case-sealed');
    sealed.when(take(inspektorat)).thenTypes('StepTaken');
    given(arrivedSealed).when(take(tim)).thenRefused('case-sealed');
    given(arrivedSealed).when(take(inspektorat)).thenTypes('StepTaken');
    given(arrived).when(take(inspektorat)).thenRefused('wrong-role');
  });

  it('is possible while another officer has the step in hand, who gives it back', () => {
    given(arrived, { type: 'StepTaken', data: { accountId: 'account-2' } })
      .when(seal())
      .thenEvents(
        { type: 'StepReleased', data: { accountId: 'account-2' }, round: 1, step: 2 },
        { type: 'CaseSealed', data: seal().data, round: 1, step: 2 },
      );
  });

  it('ends a link: a sealed case is not answered with another one', () => {
    const primaryComplaintId = idFor('primary');
    given(arrived, { type: 'LinkedAsDuplicate', data: { primaryComplaintId } })
      .when(seal())
      .thenTypes('UnlinkedFromDuplicate', 'CaseSealed');
  });

  it('is open to the Inspektorat for any case at step 2', () => {
    given(arrived).when(seal(inspektorat)).thenTypes('CaseSealed');
  });

  it('says nothing the second time, and refuses another ground', () => {
    given(arrivedSealed).when(seal(inspektorat)).thenNothing();
    given(arrivedSealed).when(seal(inspektorat, 'graft')).thenRefused('already-done');
    given(arrivedSealed).when(seal()).thenRefused('case-sealed');
  });

  it.each(['petugas', 'kasi', 'camat', 'supervisor', 'admin', 'reporter', 'system'] as Role[])(
    'is refused to the role %s',
    (role) => {
      given(arrived)
        .when(seal(occasion(role)))
        .thenRefused('wrong-role', { role });
    },
  );

  it('is refused to the other kecamatan and where the case is not here', () => {
    given(arrived)
      .when(seal({ ...tim, by: account('tim', penajam) }))
      .thenRefused('other-kecamatan');
    given(arrived)
      .when(seal(occasion('inspektorat', { kecamatan: penajam })))
      .thenRefused('other-kecamatan');
    for (const by of [tim, inspektorat]) {
      given().when(seal(by)).thenRefused('not-arrived');
      given(arrived, { type: 'CaseClosed', data: { outcome: 'withdrawn' } })
        .when(seal(by))
        .thenRefused('case-closed');
      given(arrived, handedOver).when(seal(by)).thenRefused('case-elsewhere');
    }
  });
});

describe('UnsealCase', () => {
  it('gives the case back to the kecamatan, to nobody in particular', () => {
    given(arrivedSealed)
      .when(unseal())
      .thenEvents({ type: 'CaseUnsealed', data: unseal().data, round: 1, step: 2 });
    given(arrivedSealed, { type: 'StepTaken', data: { accountId: inspektorat.by.id } })
      .when(unseal())
      .thenTypes('StepReleased', 'CaseUnsealed');
    given(arrivedSealed, { type: 'CaseUnsealed', data: { reason: 'Tidak terbukti.' } })
      .when(take(tim))
      .thenTypes('StepTaken');
  });

  it('says nothing for a case that is not sealed', () => {
    given(arrived).when(unseal()).thenNothing();
  });

  it('is refused while another officer of the Inspektorat has the step in hand', () => {
    given(arrivedSealed, { type: 'StepTaken', data: { accountId: 'account-9' } })
      .when(unseal())
      .thenRefused('step-taken');
  });

  it('is for the Inspektorat alone, in the name of the right kecamatan, while the case is here', () => {
    given(arrivedSealed).when(unseal(tim)).thenRefused('wrong-role', { role: 'tim' });
    given(arrivedSealed)
      .when(unseal(occasion('camat')))
      .thenRefused('wrong-role');
    given(arrivedSealed)
      .when(unseal(occasion('inspektorat', { kecamatan: penajam })))
      .thenRefused('other-kecamatan');
    given().when(unseal()).thenRefused('not-arrived');
    given(arrivedSealed, handedOver).when(unseal()).thenRefused('case-elsewhere');
  });
});
