import type { VNode } from 'preact';
import { shown } from '../kit/parts.js';
import { Section, type Listed } from './section.js';

/** Drafts, documents, deliveries and what the reporter said of them. */
export const Answers = ({ ctx, page }: Listed): VNode => {
  const t = ctx.t.officer.page;
  const format = ctx.format(page.kecamatan);
  const states = ctx.t.signing.document;
  return (
    <>
      <Section
        title={t.drafts}
        items={page.drafts.map((each) => ({
          key: String(each.draft),
          body: (
            <>
              <p class="prose">{shown(each.answer, ctx.t)}</p>
              <p class="muted">{format.short(each.writtenAt)}</p>
              {each.returnReason !== undefined && (
                <p class="prose">
                  <strong>{t.returned}:</strong> {shown(each.returnReason, ctx.t)}
                </p>
              )}
            </>
          ),
        }))}
      />
      <Section
        title={t.documents}
        items={page.documents.map((each) => ({
          key: each.documentId,
          body: (
            <p>
              {each.sha256 === undefined ? (
                (each.number ?? states.kinds[each.kind])
              ) : (
                <a href={`/pengaduan/${page.complaintId}/dokumen/${each.documentId}`}>
                  {states.kinds[each.kind]} {each.number}
                </a>
              )}{' '}
              <span class="muted">{states.states[each.state]}</span>
            </p>
          ),
        }))}
      />
      <Section
        title={t.deliveries}
        items={page.deliveries.map((each) => ({
          key: each.deliveredAt,
          body: <p>{format.moment(each.deliveredAt)}</p>,
        }))}
      />
      <Section
        title={t.satisfaction}
        items={page.satisfaction.map((each) => ({
          key: each.clarifiedAt,
          body: (
            <>
              <p>{each.satisfied ? t.satisfied : t.notSatisfied}</p>
              <p class="prose">{shown(each.comment, ctx.t)}</p>
            </>
          ),
        }))}
      />
    </>
  );
};
