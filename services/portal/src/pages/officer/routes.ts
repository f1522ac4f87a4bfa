import type { PageRoute } from '../kit/page.js';
import { caseFile } from './case-file.js';
import { casePage } from './case.js';
import { documentsPage } from './documents.js';
import { queuePage } from './queue.js';
import { registerPage } from './register.js';
import { searchPage } from './search.js';
import { completeTask, taskForm } from './task-form.js';
import { taskList } from './tasks.js';
import { viewsPage } from './views.js';

const callers = ['petugas', 'inspektorat'] as const;

/** Pages of this part. */
export const officerRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/antrean', audience: 'officer', handle: queuePage },
  { method: 'GET', path: '/pengaduan/:id', audience: 'officer', handle: casePage },
  {
    method: 'GET',
    path: '/pengaduan/:id/berkas/:fileId',
    audience: 'officer',
    handle: caseFile('file'),
  },
  {
    method: 'GET',
    path: '/pengaduan/:id/berkas/:fileId/kecil',
    audience: 'officer',
    handle: caseFile('thumbnail'),
  },
  { method: 'GET', path: '/cari', audience: 'officer', handle: searchPage },
  { method: 'GET', path: '/register', audience: 'officer', handle: registerPage },
  { method: 'GET', path: '/register/dokumen', audience: 'officer', handle: documentsPage },
  { method: 'GET', path: '/tampilan', audience: ['supervisor', 'admin'], handle: viewsPage },
  { method: 'GET', path: '/tugas', audience: callers, handle: taskList },
  { method: 'GET', path: '/tugas/:id/:taskId', audience: callers, handle: (ctx) => taskForm(ctx) },
  { method: 'POST', path: '/tugas/:id/:taskId', audience: callers, handle: completeTask },
];
