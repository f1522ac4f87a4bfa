import { describe, it } from 'vitest';
import { complaintId, id, waru } from '../../spec/facts.js';
import { at, fact, viewSpec } from '../../spec/history.js';
import { tasks } from './view.js';

const spec = viewSpec(tasks);
const registered = fact('ComplaintRegistered');
const queued = fact('MessageQueued');
const created = fact('ContactTaskCreated');
const wording = {
  messageId: id(10),
  purpose: 'answer',
  text: 'Lampu dipasang.',
  about: { outcome: 'satisfied' },
} as const;
const task = { taskId: id(12), messageId: id(10), method: 'phone', createdAt: at(2) } as const;

describe('the contact tasks', () => {
  it('begin empty', () => {
    const empty = { complaintId, kecamatan: waru, reserved: false, wordings: [], open: [] };
    spec.given().when(registered).thenIs(empty);
    spec
      .given()
      .when(fact('ComplaintRegistered', { sealed: 'graft' }))
      .thenIs({
        ...empty,
        reserved: true,
      });
  });

  it('take the wording from the message', () => {
    spec
      .given(registered)
      .when(queued)
      .thenChanged({ wordings: [wording] });
    const email = fact('MessageQueued', { transport: 'email' });
    spec.given(registered).when(email).thenUnchanged();
    spec
      .given(registered, queued)
      .when(created)
      .thenChanged({
        wordings: [],
        open: [{ ...task, wording }],
        sortKey: `${at(2)}|${complaintId}`,
      });
  });

  it('end when done or given up', () => {
    const given = [registered, queued, created];
    const gone = { open: [], sortKey: undefined };
    spec
      .given(...given)
      .when(fact('ContactTaskCompleted'))
      .thenChanged(gone);
    spec
      .given(...given)
      .when(fact('DeliveryGivenUp'))
      .thenChanged(gone);
    spec
      .given(...given)
      .when(fact('DeliveryGivenUp', { messageId: id(99) }))
      .thenUnchanged();
  });

  it('know the number of the case and whether it is sealed', () => {
    spec
      .given(registered)
      .when(fact('RegisterNumberAssigned'))
      .thenChanged({ registerNumber: 'REG/0007/Kec.Waru/2026' });
    spec.given(registered).when(fact('CaseSealed')).thenChanged({ reserved: true });
    spec
      .given(registered, fact('CaseSealed'))
      .when(fact('CaseUnsealed'))
      .thenChanged({ reserved: false });
    spec
      .given(registered, fact('CaseSealed'))
      .when(fact('CaseArrived', {}, { service: 'triage' }))
      .thenChanged({ reserved: false });
  });
});
