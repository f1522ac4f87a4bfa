import type { CaseStatus, WaitingReason } from '#libs/contracts';
import type { OpenedEvent } from '#libs/projections';
import { headChanges } from './case-changes.js';
import type { CaseHead } from './case-head.js';
import { caseOf, changed, entryOf, isOf, typesOf, type Opened } from './opened.js';

const statusOfStep: Record<number, CaseStatus> = {
  1: 'registered',
  2: 'in-review',
  3: 'in-coordination',
  4: 'in-meeting',
  5: 'in-settlement',
  6: 'to-sign',
  7: 'to-deliver',
};

const statusOf = (head: CaseHead): CaseStatus => {
  if (head.outcome !== undefined) return 'closed';
  if (head.primaryComplaintId !== undefined) return 'linked';
  if (head.step === 2 && head.openQuestions.length > 0) return 'waiting-for-reporter';
  if (head.step === 7 && head.delivered) return 'delivered';
  return statusOfStep[head.step] ?? 'registered';
};

const waitingOf = (head: CaseHead, status: CaseStatus): WaitingReason | undefined => {
  if (status === 'closed') return undefined;
  if (status === 'linked') return 'linked';
  if (head.withdrawalAsked) return 'withdrawal';
  if (status === 'waiting-for-reporter') return 'clarification';
  return status === 'delivered' ? 'satisfaction' : undefined;
};

const settled = <Doc extends CaseHead>(doc: Doc): Doc => {
  const status = statusOf(doc);
  const derived: Partial<CaseHead> = { status, waitingFor: waitingOf(doc, status) };
  return changed(doc, derived as Partial<Doc>);
};

/** The case as it begins. */
export const begunHead = (event: Opened<'ComplaintRegistered'>, complaintId: string): CaseHead => {
  const { data, metadata } = event;
  const { caseType, channel, receivedAt, villageCode, anonymous, confidential, sealed } = data;
  return {
    complaintId,
    kecamatan: metadata.kecamatan,
    caseType,
    channel,
    receivedAt,
    recordedAt: metadata.recordedAt,
    ...(villageCode === undefined ? {} : { villageCode }),
    anonymous,
    confidential,
    ...(sealed === undefined ? {} : { sealed }),
    reserved: sealed !== undefined,
    status: 'registered',
    step: 1,
    round: metadata.round,
    holder: 'intake',
    inTransit: true,
    arrivedAt: metadata.occurredAt,
    openQuestions: [],
    withdrawalAsked: false,
    delivered: false,
  };
};

/** Types of events that change a head. */
export const headTypes = ['ComplaintRegistered', ...typesOf(headChanges)];

/** Follows the case; the same object when the event does not concern the head. */
export const evolveHead = <Doc extends CaseHead>(doc: Doc, event: OpenedEvent): Doc => {
  const change = entryOf(headChanges, event)?.(doc, event);
  return change === undefined ? doc : settled(changed(doc, change as Partial<Doc>));
};

/**
 * Evolve of a view with one document per complaint: `begin` makes it when the complaint is registered, `go` follows every
 * later event. What comes before the registration, or a second one, changes nothing.
 */
export const evolveCaseWith =
  <Doc extends CaseHead>(
    begin: (head: CaseHead, event: Opened<'ComplaintRegistered'>) => Doc,
    go: (doc: Doc, event: OpenedEvent) => Doc | null,
  ) =>
  (doc: Doc | null, event: OpenedEvent): Doc | null => {
    const found = caseOf(event);
    if (doc !== null) return go(doc, event);
    if (found?.service !== 'intake' || !isOf(event, 'ComplaintRegistered')) return null;
    return begin(begunHead(event, found.complaintId), event);
  };
