import type { PageRoute } from '../kit/page.js';
import { closeSent, createSent, openSent } from './accounts-sent.js';
import { accountsPage } from './accounts.js';
import { endSessionSent, passwordSent, profilePage, signOutEverywhereSent } from './profile.js';
import { signInPage, signInSent, signOutSent } from './sign-in.js';

const admin = ['admin'] as const;

/** Sign-in, the officer's own profile, and the accounts that the administrator keeps. */
export const accountRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/masuk', audience: 'public', handle: signInPage },
  { method: 'POST', path: '/masuk', audience: 'public', handle: signInSent },
  { method: 'POST', path: '/keluar', audience: 'public', handle: signOutSent },
  { method: 'GET', path: '/profil', audience: 'officer', handle: profilePage },
  { method: 'POST', path: '/profil/akhiri', audience: 'officer', handle: endSessionSent },
  {
    method: 'POST',
    path: '/profil/keluar-semua',
    audience: 'officer',
    handle: signOutEverywhereSent,
  },
  { method: 'POST', path: '/profil/kata-sandi', audience: 'officer', handle: passwordSent },
  { method: 'GET', path: '/akun', audience: admin, handle: accountsPage },
  { method: 'POST', path: '/akun', audience: admin, handle: createSent },
  { method: 'POST', path: '/akun/:accountId/tutup', audience: admin, handle: closeSent },
  { method: 'POST', path: '/akun/:accountId/buka', audience: admin, handle: openSent },
];
