import type { PageRoute } from '../kit/page.js';
import { act, acts } from './acts.js';
import { documentFile } from './document-file.js';
import { signingList } from './list.js';
import { signingPage } from './sheet-page.js';

const signers = ['camat', 'kasi', 'inspektorat'] as const;
const atTheDesk = [...signers, 'petugas'] as const;
/** A scan: one file, as large as any attachment. */
const scan = { count: 1, bytes: 10 * 1024 * 1024 };

/** Pages of step 6. */
export const signingRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/tanda-tangan', audience: signers, handle: signingList },
  {
    method: 'GET',
    path: '/pengaduan/:id/tanda-tangan',
    audience: atTheDesk,
    handle: (ctx) => signingPage(ctx),
  },
  {
    method: 'GET',
    path: '/pengaduan/:id/dokumen/:documentId',
    audience: 'officer',
    handle: documentFile,
  },
  ...Object.keys(acts).map((action): PageRoute => ({
    method: 'POST',
    path: `/pengaduan/:id/tanda-tangan/${action}`,
    audience: ['kertas', 'gagal', 'stempel'].includes(action) ? atTheDesk : signers,
    ...(action === 'kertas' ? { files: scan } : {}),
    handle: act(action),
  })),
];
