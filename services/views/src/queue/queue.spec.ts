import { describe, expect, it } from 'vitest';
import { complaintId } from '../../spec/facts.js';
import { fact, viewSpec } from '../../spec/history.js';
import { queue } from './view.js';

const spec = viewSpec(queue);
const registered = fact('ComplaintRegistered');
const arrived = fact('CaseArrived', {}, { service: 'triage', step: 2 });
const receivedAt = '2026-11-23T01:00:00.000Z';

describe('the queue', () => {
  it('shows a case that arrived, with what an officer must know to choose', () => {
    const { after } = spec.given(registered).when(arrived);
    expect(after).toMatchObject({
      complaintId,
      step: 2,
      inTransit: false,
      subject: 'Lampu jalan padam',
      sortKey: `2|${receivedAt}|${complaintId}`,
    });
  });

  it('keeps a case that is on its way out of it', () => {
    const over = fact('CaseHandedOver', {}, { service: 'triage', step: 2 });
    expect(spec.given(registered, arrived).when(over).after).toMatchObject({ inTransit: true });
  });

  it('puts what is urgent before what is old', () => {
    const when = (priority: 'urgent' | 'high' | 'normal' | 'low') =>
      spec.given(registered).when(fact('ComplaintClassified', { priority })).after.sortKey;
    const keys = [when('urgent'), when('high'), when('normal'), when('low')];
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(keys).size).toBe(4);
  });

  it('lets a case go when it is closed, and does not take it back', () => {
    const closed = fact('CaseClosed', {}, { service: 'resolution' });
    spec.given(registered, arrived).when(closed).thenGone();
    spec
      .given(registered, closed)
      .when(fact('StepTaken', {}, { service: 'triage' }))
      .thenUnchanged();
  });

  it('says why a case waits', () => {
    const open = [registered, arrived];
    const why = (...given: Parameters<typeof spec.given>) =>
      spec.given(...open).when(given[0]!).after;
    expect(why(fact('ClarificationRequested')).waitingFor).toBe('clarification');
    expect(why(fact('LinkedAsDuplicate')).waitingFor).toBe('linked');
    expect(why(fact('WithdrawalRequested')).waitingFor).toBe('withdrawal');
  });

  it('marks sealed cases from the start and when they become so', () => {
    const sealed = fact('ComplaintRegistered', { sealed: 'camat' });
    expect(spec.given().when(sealed).after).toMatchObject({ reserved: true, sealed: 'camat' });
    expect(spec.given(registered).when(fact('CaseSealed')).after.reserved).toBe(true);
    const unsealed = spec.given(registered, fact('CaseSealed')).when(fact('CaseUnsealed')).after;
    expect(unsealed).toMatchObject({ reserved: false });
    expect(unsealed).not.toHaveProperty('sealed');
  });
});
