import { z } from 'zod';
import { caseStatuses } from './pages/common.js';
import { complaintPage, reporterPage } from './pages/complaint-page.js';
import { hintsOfCase } from './pages/hints.js';
import {
  caseRow,
  documentRow,
  openingRow,
  registerRow,
  reservedRow,
  taskRow,
  ticketRow,
  timelineEntry,
  verifiedDocument,
  viewStatus,
} from './pages/rows.js';
import { caseTypes, channels, kecamatanCode, roles, type Role } from './values.js';

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
};
const nextPage = { nextCursor: z.string().optional(), behind: z.boolean().optional() };

/** What is known of a query to the views. */
export interface QueryContract<
  Name extends string = string,
  Parameters extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> {
  name: Name;
  /** Address under /api/v1; `{x}` is a parameter in the path, the others are in the query string. */
  path: string;
  roles: readonly Role[];
  summary: string;
  parameters: Parameters;
  result: Result;
}

const define = <const Name extends string, Parameters extends z.ZodType, Result extends z.ZodType>(
  contract: QueryContract<Name, Parameters, Result>,
): QueryContract<Name, Parameters, Result> => contract;

const officers: Role[] = ['petugas', 'tim', 'kasi', 'camat', 'inspektorat', 'supervisor', 'admin'];

/** Every query that the views answer, by name. */
export const queryContracts = {
  complaint: define({
    name: 'complaint',
    path: '/complaints/{complaintId}',
    roles: [...officers, 'reporter'],
    summary: 'The page of a complaint; the reporter gets his own shape of it.',
    parameters: z.strictObject({ complaintId: z.uuid() }),
    result: z.union([complaintPage, reporterPage]),
  }),
  timeline: define({
    name: 'timeline',
    path: '/complaints/{complaintId}/timeline',
    roles: officers,
    summary: 'What happened to a complaint, in order.',
    parameters: z.strictObject({ complaintId: z.uuid() }),
    result: z.strictObject({
      entries: z.array(timelineEntry),
      /** Only the newest entries of a very long history are given. */
      truncated: z.boolean().optional(),
      behind: z.boolean().optional(),
    }),
  }),
  hints: define({
    name: 'hints',
    path: '/complaints/{complaintId}/hints',
    roles: ['petugas', 'tim', 'inspektorat'],
    summary:
      'Possible duplicates of a complaint and a category that may fit, with reasons. Suggestions only: nothing is applied or stored.',
    parameters: z.strictObject({ complaintId: z.uuid() }),
    result: hintsOfCase,
  }),
  queue: define({
    name: 'queue',
    path: '/queue',
    roles: officers,
    summary: 'Open cases that wait for a role, most urgent and oldest first.',
    parameters: z.strictObject({
      kecamatan: kecamatanCode.optional(),
      /** The caller's own role where it is left out. */
      role: z.enum(roles).optional(),
      step: z.coerce.number().int().min(1).max(7).optional(),
      ...page,
    }),
    result: z.strictObject({ cases: z.array(caseRow), total: z.number().int(), ...nextPage }),
  }),
  register: define({
    name: 'register',
    path: '/register',
    roles: officers,
    summary: 'The register book of a kecamatan and year, by number.',
    parameters: z.strictObject({
      kecamatan: kecamatanCode,
      year: z.coerce.number().int().min(1990).max(2199),
      month: z.coerce.number().int().min(1).max(12).optional(),
      ...page,
    }),
    result: z.strictObject({ rows: z.array(z.union([registerRow, reservedRow])), ...nextPage }),
  }),
  documents: define({
    name: 'documents',
    path: '/documents',
    roles: officers,
    summary:
      'The Berita Acara and Jawaban of a kecamatan and year, voided numbers with their reason.',
    parameters: z.strictObject({
      kecamatan: kecamatanCode,
      year: z.coerce.number().int().min(1990).max(2199),
      ...page,
    }),
    result: z.strictObject({ rows: z.array(z.union([documentRow, reservedRow])), ...nextPage }),
  }),
  search: define({
    name: 'search',
    path: '/search',
    roles: officers,
    summary: 'Find cases by register number, tracking code or words; all words must occur.',
    parameters: z.strictObject({
      q: z.string().max(200).default(''),
      kecamatan: kecamatanCode.optional(),
      status: z.enum(caseStatuses).optional(),
      caseType: z.enum(caseTypes).optional(),
      channel: z.enum(channels).optional(),
      ...page,
    }),
    result: z.strictObject({ cases: z.array(caseRow), ...nextPage }),
  }),
  track: define({
    name: 'track',
    path: '/track',
    roles: ['reporter'],
    summary:
      'The case behind a register number and tracking code; wrong and unknown are answered alike.',
    parameters: z.strictObject({
      registerNumber: z.string().min(1).max(120),
      trackingCode: z.string().min(1).max(40),
    }),
    result: reporterPage,
  }),
  verify: define({
    name: 'verify',
    path: '/verify/{code}',
    roles: ['reporter'],
    summary:
      'Whether a document is genuine, by the code on it; wrong and unknown are answered alike.',
    parameters: z.strictObject({ code: z.string().min(1).max(60) }),
    result: verifiedDocument,
  }),
  'waiting-list': define({
    name: 'waiting-list',
    path: '/kecamatan/{kecamatan}/waiting-list',
    roles: ['petugas', 'supervisor', 'admin'],
    summary: 'Tickets of a day at the counter; today where no date is given.',
    parameters: z.strictObject({ kecamatan: kecamatanCode, date: z.iso.date().optional() }),
    result: z.strictObject({
      date: z.string(),
      tickets: z.array(ticketRow),
      behind: z.boolean().optional(),
    }),
  }),
  tasks: define({
    name: 'tasks',
    path: '/tasks',
    roles: ['petugas', 'inspektorat', 'supervisor', 'admin'],
    summary: 'Reporters whom the Petugas has to tell by telephone, message or letter.',
    parameters: z.strictObject({ kecamatan: kecamatanCode.optional(), ...page }),
    result: z.strictObject({
      tasks: z.array(taskRow),
      ...nextPage,
    }),
  }),
  'suggestion-boxes': define({
    name: 'suggestion-boxes',
    path: '/kecamatan/{kecamatan}/suggestion-boxes',
    roles: ['petugas', 'supervisor', 'admin'],
    summary: 'Openings of the kotak saran and how many slips of each are registered.',
    parameters: z.strictObject({ kecamatan: kecamatanCode, ...page }),
    result: z.strictObject({
      openings: z.array(openingRow),
      ...nextPage,
    }),
  }),
  status: define({
    name: 'status',
    path: '/views',
    roles: ['supervisor', 'admin', 'system'],
    summary: 'How far each view has got.',
    parameters: z.strictObject({}),
    result: z.strictObject({
      views: z.array(viewStatus),
    }),
  }),
} as const;

export type QueryName = keyof typeof queryContracts;
export type QueryParameters<N extends QueryName> = z.output<
  (typeof queryContracts)[N]['parameters']
>;
export type QueryResult<N extends QueryName> = z.output<(typeof queryContracts)[N]['result']>;
