import type { Order } from '#libs/casework';
import { DomainError, fileLimits, reporterPurposes } from '#libs/contracts';
import type { Decision } from '#libs/eventsourcing';
import { aside, requireComplaint } from './reporting.js';
import type { Complaint, ComplaintEvent, RecordedComplaint } from './state.js';

type Decided = Decision<ComplaintEvent>[];

/** Throws DomainError `too-many-files` with the limit that is reached. */
const requireRoom = ({ files }: RecordedComplaint, fromReporter: boolean): void => {
  const ofReporter = files.filter((file) => file.fromReporter).length;
  if (fromReporter && ofReporter >= fileLimits.ofReporter)
    throw new DomainError('too-many-files', { limit: fileLimits.ofReporter });
  if (files.length >= fileLimits.inAll)
    throw new DomainError('too-many-files', { limit: fileLimits.inAll });
};

/**
 * A file that is stored is attached while the case goes on; the same file again is no news. Throws DomainError `case-closed`,
 * `wrong-role` (a reporter for a purpose of the office), `identity-erased`, `too-many-files`, and as `requireComplaint`.
 */
const attachFile = (order: Order<'AttachFile'>, state: Complaint): Decided => {
  const roles = ['reporter', 'petugas', 'tim', 'kasi', 'camat'] as const;
  const complaint = requireComplaint(order, state, roles);
  if (complaint.status === 'ended' || complaint.withdrawal?.accepted)
    throw new DomainError('case-closed');
  const { data, by } = order;
  const fromReporter = reporterPurposes.includes(data.purpose);
  if (by.role === 'reporter' && !fromReporter)
    throw new DomainError('wrong-role', { role: by.role });
  if (fromReporter && complaint.identityErased) throw new DomainError('identity-erased');
  if (complaint.files.some(({ fileId }) => fileId === data.fileId)) return [];
  if (complaint.removedFiles.includes(data.fileId)) throw new DomainError('already-done');
  requireRoom(complaint, fromReporter);
  return [aside(complaint, { type: 'FileAttached', data: { ...data, fromReporter } })];
};

/**
 * A file is taken away, also after the case has ended: it may show somebody whom it must not show. Reporters take away what is
 * theirs. A file that is gone already is no news. Throws DomainError `not-found`, and as `requireComplaint`.
 */
const removeFile = (order: Order<'RemoveFile'>, state: Complaint): Decided => {
  const roles = ['reporter', 'petugas', 'tim', 'kasi', 'camat', 'supervisor'] as const;
  const complaint = requireComplaint(order, state, roles);
  const { fileId } = order.data;
  if (complaint.removedFiles.includes(fileId)) return [];
  const file = complaint.files.find((each) => each.fileId === fileId);
  if (!file) throw new DomainError('not-found');
  if (order.by.role === 'reporter' && !file.fromReporter)
    throw new DomainError('wrong-role', { role: order.by.role });
  return [aside(complaint, { type: 'FileRemoved', data: order.data })];
};

type FileOrder = Order<'AttachFile'> | Order<'RemoveFile'>;

/** Whether an order is one of those that `decideFile` decides. */
export const isAboutFile = (order: { type: string }): order is FileOrder =>
  order.type === 'AttachFile' || order.type === 'RemoveFile';

/** What is asked for about a file. Throws DomainError as `attachFile` and `removeFile`. */
export const decideFile = (order: FileOrder, state: Complaint): Decided =>
  order.type === 'AttachFile' ? attachFile(order, state) : removeFile(order, state);
