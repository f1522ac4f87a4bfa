import type { z } from 'zod';
import { queryContracts } from '#libs/contracts';
import { accountBodies } from '../http/accounts.controller.js';
import { signIn } from '../http/sessions.controller.js';
import { signingBodies } from '../signing/signing.controller.js';

/** A route that is neither a command nor a query of the contracts. */
export interface Route {
  id: string;
  method: 'get' | 'post' | 'delete';
  path: string;
  tag: string;
  summary: string;
  status: string;
  answer: string;
  body?: z.ZodType;
  /** Needs an Idempotency-Key. */
  keyed?: true;
  /** Needs an If-Match. */
  seen?: true;
  /** Needs no sign-in. */
  open?: true;
}

const account = '/api/v1/accounts/{accountId}';

/** Sign-in, accounts, tracking, reference data and probes. */
export const otherRoutes: Route[] = [
  {
    id: 'signIn',
    method: 'post',
    path: '/api/v1/sessions',
    tag: 'sessions',
    summary: 'Sign in; the token goes into the Authorization header as Bearer.',
    status: '201',
    answer: 'token, expiresAt and account',
    body: signIn,
    open: true,
  },
  {
    id: 'signOut',
    method: 'delete',
    path: '/api/v1/sessions/current',
    tag: 'sessions',
    summary: 'End this session.',
    status: '204',
    answer: 'ended',
  },
  {
    id: 'signOutEverywhere',
    method: 'delete',
    path: '/api/v1/sessions',
    tag: 'sessions',
    summary: 'End every session of the account.',
    status: '204',
    answer: 'ended',
  },
  {
    id: 'me',
    method: 'get',
    path: '/api/v1/me',
    tag: 'sessions',
    summary: 'The account that is signed in.',
    status: '200',
    answer: 'account',
  },
  {
    id: 'createAccount',
    method: 'post',
    path: '/api/v1/accounts',
    tag: 'accounts',
    summary: 'Make an account (admin).',
    status: '201',
    answer: 'account',
    body: accountBodies.create,
    keyed: true,
  },
  {
    id: 'disableAccount',
    method: 'post',
    path: `${account}/disable`,
    tag: 'accounts',
    summary: 'Close an account and end its sessions (admin).',
    status: '200',
    answer: 'account',
    body: accountBodies.disable,
    keyed: true,
  },
  {
    id: 'enableAccount',
    method: 'post',
    path: `${account}/enable`,
    tag: 'accounts',
    summary: 'Open an account again (admin).',
    status: '200',
    answer: 'account',
    body: accountBodies.enable,
    keyed: true,
  },
  {
    id: 'changePassword',
    method: 'post',
    path: `${account}/password`,
    tag: 'accounts',
    summary: "Replace one's own password, or anybody's as admin; ends every session.",
    status: '204',
    answer: 'replaced',
    body: accountBodies.password,
    keyed: true,
  },
  {
    id: 'setNik',
    method: 'post',
    path: `${account}/nik`,
    tag: 'accounts',
    summary:
      "Set one's own NIK, or anybody's as admin; electronic signing needs it. Kept in the vault, never in an event.",
    status: '200',
    answer: 'the NIK, masked',
    body: signingBodies.nik,
  },
  {
    id: 'signElectronically',
    method: 'post',
    path: '/api/v1/complaints/{complaintId}/sign-electronically',
    tag: 'resolution',
    summary:
      'Have the signing service sign the document of an approved answer; for the signer who approved it. After signing-outcome-unknown the document may be signed all the same.',
    status: '200',
    answer: 'as of a command, with the document',
    body: signingBodies.sign,
    keyed: true,
    seen: true,
  },
  {
    id: 'track',
    method: 'post',
    path: '/api/v1/track',
    tag: 'reporter',
    summary: queryContracts.track.summary,
    status: '200',
    answer: 'complaint, and a token to act on it for an hour',
    body: queryContracts.track.parameters,
    open: true,
  },
  {
    id: 'verify',
    method: 'get',
    path: '/api/v1/verify/{code}',
    tag: 'documents',
    summary: queryContracts.verify.summary,
    status: '200',
    answer: 'what the document says of itself, its hashes, and whether it holds',
    open: true,
  },
  {
    id: 'document',
    method: 'get',
    path: '/api/v1/complaints/{complaintId}/documents/{documentId}',
    tag: 'documents',
    summary:
      'The Berita Acara or Jawaban: the signed file, or with ?version=original the one that was made. The reporter gets the signed one once it is delivered.',
    status: '200',
    answer: 'the file',
  },
  {
    id: 'rebuildView',
    method: 'post',
    path: '/api/v1/views/{view}/rebuild',
    tag: 'views',
    summary: 'Make a view anew from the first event (admin).',
    status: '202',
    answer: 'begun; GET /api/v1/views shows how far it is',
  },
  {
    id: 'kecamatan',
    method: 'get',
    path: '/api/v1/kecamatan',
    tag: 'reference',
    summary: 'Kecamatan that take part.',
    status: '200',
    answer: 'codes and names',
    open: true,
  },
  {
    id: 'procedure',
    method: 'get',
    path: '/api/v1/kecamatan/{kecamatan}/procedure',
    tag: 'reference',
    summary: 'The published procedure with categories, units, kelurahan and desa.',
    status: '200',
    answer: 'procedure',
    open: true,
  },
  {
    id: 'health',
    method: 'get',
    path: '/health',
    tag: 'system',
    summary: 'The process answers.',
    status: '200',
    answer: 'ok',
    open: true,
  },
  {
    id: 'ready',
    method: 'get',
    path: '/ready',
    tag: 'system',
    summary: 'A complaint could be taken now.',
    status: '200',
    answer: 'ready, and each check',
    open: true,
  },
  {
    id: 'metrics',
    method: 'get',
    path: '/metrics',
    tag: 'system',
    summary: 'Metrics for Prometheus.',
    status: '200',
    answer: 'text',
    open: true,
  },
];
