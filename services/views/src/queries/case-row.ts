import type { CaseRow, Words } from '#libs/contracts';
import type { CaseHead } from '../shared/case-head.js';
import { actingRoleOf } from './access.js';
import type { QueryContext } from './context.js';

/** A case in a list. */
export const caseRowOf = (
  context: Pick<QueryContext, 'reference' | 'now'>,
  doc: CaseHead & { subject: Words },
): CaseRow => {
  const actingRole = actingRoleOf(context, doc);
  const { complaintId, kecamatan, registerNumber, caseType, channel, receivedAt, recordedAt } = doc;
  const { status, step, round, holder, arrivedAt, takenBy, takenAt, categoryId, priority } = doc;
  const { unitIds, waitingFor, outcome, closedAt, subject, villageCode, sealed } = doc;
  const row = {
    complaintId,
    kecamatan,
    registerNumber,
    caseType,
    channel,
    receivedAt,
    recordedAt,
    status,
    step,
    round,
    holder,
    arrivedAt,
    takenBy,
    takenAt,
    categoryId,
    priority,
    unitIds,
    waitingFor,
    outcome,
    closedAt,
    subject,
    villageCode,
    anonymous: doc.anonymous,
    confidential: doc.confidential,
    sealed,
    actingRole,
  };
  return row;
};
