import { describe, expect, it } from 'vitest';
import type { EventOf, Role } from '#libs/contracts';
import { deciderSpec } from '#libs/testing';
import { directoryDecider, directoryStream, listedOfficers } from './directory.js';
import { queueStepAfter } from './queue-entries.js';

const spec = deciderSpec(directoryDecider);
const listed = (accountId = 'a1', role: Role = 'tim'): EventOf<'OfficerListed'> => ({
  type: 'OfficerListed',
  data: { accountId, role },
});
const unlisted: EventOf<'OfficerUnlisted'> = { type: 'OfficerUnlisted', data: { accountId: 'a1' } };
const at = { round: 1, step: 0 } as const;

describe('the directory of officers', () => {
  it('lists who works on a step, once', () => {
    const list = { type: 'ListOfficer', accountId: 'a1', role: 'tim' } as const;
    spec
      .given()
      .when(list)
      .thenEvents({ ...listed(), ...at });
    spec.given(listed()).when(list).thenNothing();
    spec.given(listed(), unlisted).when(list).thenNothing();
  });

  it('does not list who is not told of work', () => {
    for (const role of ['supervisor', 'admin', 'reporter', 'system'] as const)
      spec.given().when({ type: 'ListOfficer', accountId: 'a1', role }).thenNothing();
  });

  it('strikes off a disabled account and takes it back in its role', () => {
    const unlist = { type: 'UnlistOfficer', accountId: 'a1' } as const;
    const relist = { type: 'RelistOfficer', accountId: 'a1' } as const;
    spec
      .given(listed())
      .when(unlist)
      .thenEvents({ ...unlisted, ...at });
    spec.given(listed(), unlisted).when(unlist).thenNothing();
    spec.given().when(unlist).thenNothing();
    spec
      .given(listed(), unlisted)
      .when(relist)
      .thenEvents({ ...listed(), ...at });
    spec.given(listed()).when(relist).thenNothing();
    spec.given().when(relist).thenNothing();
  });

  it('tells who is listed at present', () => {
    const state = spec.given(listed(), listed('a2', 'kasi'), unlisted).state();
    expect(listedOfficers(state)).toEqual([{ accountId: 'a2', role: 'kasi' }]);
  });

  it('has a stream for each kecamatan and one for the district', () => {
    expect(directoryStream('64.09.02')).toBe('notification-directory-64.09.02');
    expect(directoryStream('*')).toBe('notification-directory-district');
  });
});

describe('the queue that a case enters', () => {
  const after = (type: string, data: Record<string, unknown> = {}, step = 0) =>
    queueStepAfter({ type, data, metadata: { step } });

  it('is that of the next step', () => {
    expect(after('CaseArrived', {}, 3)).toBe(3);
    expect(after('CoordinationConcluded', {}, 3)).toBe(4);
    expect(after('SettlementProcessed', {}, 5)).toBe(6);
    expect(after('AnswerReturned', {}, 6)).toBe(5);
    expect(after('BeritaAcaraNumberVoided', {}, 6)).toBe(5);
    expect(after('AnswerSigned', { method: 'electronic' }, 6)).toBe(7);
    expect(after('AnswerStamped', {}, 6)).toBe(7);
    expect(after('CaseReopened', { atStep: 5 }, 7)).toBe(5);
  });

  it('is none where the case stays, or where its arrival tells', () => {
    expect(after('AnswerSigned', { method: 'paper' }, 6)).toBeUndefined();
    expect(after('CaseReopened', { atStep: 2 }, 7)).toBeUndefined();
    expect(after('StepTaken', {}, 2)).toBeUndefined();
    expect(after('CaseArrived', {}, 0)).toBeUndefined();
  });
});
