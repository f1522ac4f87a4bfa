export {
  caseStatuses,
  waitingReasons,
  type CaseStatus,
  type MaybeReporter,
  type Somebody,
  type WaitingReason,
  type Words,
} from './common.js';
export {
  complaintPage,
  reporterPage,
  type ComplaintPage,
  type ReporterPage,
} from './complaint-page.js';
export { caseRow, type CaseRow, type TicketRow, type TimelineEntry } from './rows.js';
