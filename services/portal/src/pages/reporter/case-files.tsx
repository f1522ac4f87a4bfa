import type { VNode } from 'preact';
import { DomainError, type ReporterPage } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import type { PageAnswer, PageRoute } from '../kit/page.js';
import { shown } from '../kit/parts.js';
import { casePath, trackedCase } from './tracked-case.js';

/** What the reporter sent, or the office for him. */
export const CaseFiles = ({
  ctx,
  page,
}: {
  ctx: PageContext;
  page: ReporterPage;
}): VNode | null => {
  const { photos } = ctx.t.reporter;
  if (page.files.length === 0) return null;
  return (
    <>
      <h2>{photos.files}</h2>
      <ul class="link-list">
        {page.files.map(({ fileId, name }) => (
          <li key={fileId}>
            {typeof name === 'string' ? (
              <a href={`/lacak/berkas/${fileId}`}>{photos.download(name)}</a>
            ) : (
              shown(name, ctx.t)
            )}
          </li>
        ))}
      </ul>
    </>
  );
};

// Only what the page of the own complaint lists: any other id has the answer of one that there is not.
const download = async (ctx: PageContext): Promise<PageAnswer> => {
  const { files, complaintId } = await trackedCase(ctx);
  const file = files.find(({ fileId }) => fileId === ctx.param('fileId'));
  if (!file || typeof file.name !== 'string') throw new DomainError('not-found');
  const bytes = await ctx.parts.kit.files.get(file.fileId, complaintId);
  if (!bytes) throw new DomainError('not-found');
  return { bytes, type: file.mediaType, name: file.name, save: true };
};

const document = async (ctx: PageContext): Promise<PageAnswer> => {
  const { answer, complaintId } = await trackedCase(ctx);
  const bytes =
    answer?.fileId === undefined
      ? undefined
      : await ctx.parts.kit.files.get(answer.fileId, complaintId);
  if (!bytes) throw new DomainError('not-found');
  const pdf = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === '%PDF';
  const type = pdf ? 'application/pdf' : 'application/octet-stream';
  return { bytes, type, name: `Jawaban${pdf ? '.pdf' : ''}`, save: true };
};

/** Files and signed answer of the tracked complaint. */
export const fileRoutes: readonly PageRoute[] = [
  { method: 'GET', path: '/lacak/berkas/:fileId', audience: 'reporter', handle: download },
  { method: 'GET', path: `${casePath}/dokumen`, audience: 'reporter', handle: document },
];
