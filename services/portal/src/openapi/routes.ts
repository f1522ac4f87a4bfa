import type { z } from 'zod';
import { queryContracts } from '#libs/contracts';
import { accountBodies } from '../http/accounts.controller.js';
import { signIn } from '../http/sessions.controller.js';

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
