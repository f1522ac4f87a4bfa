import type { VNode } from 'preact';
import type { Role } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { ButtonLink, Facts, Notice, shown } from '../kit/parts.js';
import {
  DecideForms,
  DiscardForm,
  ElectronicForm,
  PaperForms,
  StampForm,
  type FormProps,
  type Tried,
} from './forms.js';
import { sheetOf, signingPath, type Sheet } from './sheet.js';

const signers: readonly Role[] = ['camat', 'kasi', 'inspektorat'];

const DraftCard = ({ ctx, sheet }: { ctx: PageContext; sheet: Sheet }): VNode | null => {
  const { draft, page } = sheet;
  if (!draft) return null;
  const { signing } = ctx.t;
  return (
    <section class="card">
      <h2>{signing.draft}</h2>
      <p class="muted">
        {signing.version(draft.draft)} · {signing.writtenAt}{' '}
        {ctx.format(page.kecamatan).short(draft.writtenAt)}
      </p>
      <p class="prose">{shown(draft.answer, ctx.t)}</p>
      {draft.settlement !== undefined && (
        <>
          <h3>{signing.settlement}</h3>
          <p class="prose">{shown(draft.settlement, ctx.t)}</p>
        </>
      )}
    </section>
  );
};

const DocumentCard = ({ ctx, sheet }: { ctx: PageContext; sheet: Sheet }): VNode | null => {
  const { document, page } = sheet;
  if (!document) return null;
  const t = ctx.t.signing.document;
  const path = `/pengaduan/${page.complaintId}/dokumen/${document.documentId}`;
  const made = document.sha256 !== undefined;
  return (
    <section class="card">
      <h2>{t.kinds[document.kind]}</h2>
      <Facts
        rows={[
          [t.number, document.number],
          [t.state, t.states[document.state]],
          [t.sha256, document.sha256 && <code>{document.sha256}</code>],
        ]}
      />
      {!made && (
        <Notice>
          <p>{t.making}</p>
          <ButtonLink href={signingPath(page.complaintId)} tone="second">
            {t.reload}
          </ButtonLink>
        </Notice>
      )}
      {made && (
        <>
          <iframe class="document-frame no-print" src={path} title={t.preview} />
          <p class="buttons">
            <ButtonLink href={path} tone="second">
              {document.signedFileId === undefined ? t.open : t.openSigned}
            </ButtonLink>
          </p>
        </>
      )}
    </section>
  );
};

const Forms = (props: FormProps): VNode | null => {
  const { ctx, sheet } = props;
  const { document, step } = sheet;
  const { role } = ctx.officer;
  const signs = signers.includes(role);
  if (!document) return step === 6 && signs ? <DecideForms {...props} /> : null;
  if (document.state === 'rendered')
    return (
      <>
        {signs && <ElectronicForm {...props} />}
        <PaperForms {...props} />
        {signs && <DiscardForm {...props} />}
      </>
    );
  if (document.state === 'signed' && document.method === 'paper')
    return (
      <>
        <StampForm {...props} />
        {signs && <DiscardForm {...props} />}
      </>
    );
  return null;
};

const SheetPage = (props: FormProps): VNode => {
  const { ctx, sheet, tried } = props;
  const { page, document, step } = sheet;
  const { signing } = ctx.t;
  const waits = step === 6 || document !== undefined;
  return (
    <Layout
      visitor={ctx.visitor}
      title={signing.title(page.registerNumber ?? '')}
      here={signingPath(page.complaintId)}
      csrfToken={ctx.csrfToken}
      wrong={tried !== undefined}
    >
      <p>
        <a href={`/pengaduan/${page.complaintId}`}>{signing.backToCase}</a>
      </p>
      <p>
        <strong>{shown(page.subject, ctx.t)}</strong>
      </p>
      {tried?.errors.general !== undefined && <Notice tone="wrong" title={tried.errors.general} />}
      {page.behind && <Notice tone="warn">{ctx.t.common.behind}</Notice>}
      {!waits && <Notice tone="warn">{signing.notHere}</Notice>}
      {step === 7 && document && <Notice tone="done">{signing.done}</Notice>}
      {!document && <DraftCard ctx={ctx} sheet={sheet} />}
      <DocumentCard ctx={ctx} sheet={sheet} />
      <Forms {...props} />
    </Layout>
  );
};

/** `/pengaduan/:id/tanda-tangan`: everything of step 6 on one page, as far as it has got. */
export const signingPage = async (ctx: PageContext, tried?: Tried): Promise<PageAnswer> => {
  const sheet = await sheetOf(ctx);
  return {
    page: <SheetPage ctx={ctx} sheet={sheet} tried={tried} />,
    ...(tried ? { status: 422 } : {}),
  };
};
