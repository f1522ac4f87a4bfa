import type { VNode } from 'preact';
import { shown } from '../kit/parts.js';
import { Answers } from './case-answers.js';
import { Section, type Listed } from './section.js';

const Files = ({ ctx, page }: Listed): VNode => {
  const t = ctx.t.officer.page;
  return (
    <Section
      title={t.files}
      items={page.files.map((file) => {
        const path = `/pengaduan/${page.complaintId}/berkas/${file.fileId}`;
        const gone = file.removedAt !== undefined;
        return {
          key: file.fileId,
          body: (
            <p>
              {!gone && file.thumbnail && (
                <img class="thumbnail" src={`${path}/kecil`} alt="" loading="lazy" />
              )}
              {gone ? t.removed : <a href={path}>{shown(file.name, ctx.t)}</a>}{' '}
              <span class="muted">{ctx.format(page.kecamatan).short(file.attachedAt)}</span>
            </p>
          ),
        };
      })}
    />
  );
};

const Hearing = ({ ctx, page }: Listed): VNode => {
  const t = ctx.t.officer.page;
  const format = ctx.format(page.kecamatan);
  return (
    <>
      <Section
        title={t.questions}
        items={page.questions.map((each) => ({
          key: each.requestId,
          body: (
            <>
              <p class="prose">{shown(each.question, ctx.t)}</p>
              <p class="muted">{format.short(each.askedAt)}</p>
              {each.answer !== undefined && <p class="prose">↳ {shown(each.answer, ctx.t)}</p>}
            </>
          ),
        }))}
      />
      <Section
        title={t.information}
        items={page.information.map((each) => ({
          key: each.addedAt,
          body: (
            <>
              <p class="prose">{shown(each.text, ctx.t)}</p>
              <p class="muted">{format.short(each.addedAt)}</p>
            </>
          ),
        }))}
      />
    </>
  );
};

const Coordination = ({ ctx, page }: Listed): VNode => {
  const t = ctx.t.officer.page;
  const format = ctx.format(page.kecamatan);
  const now = ctx.parts.kit.now().toISOString();
  const { procedure } = ctx.parts.kit.reference.rules(page.kecamatan, now);
  const unit = (id: string): string => procedure.units.find((each) => each.id === id)?.name ?? id;
  return (
    <>
      <Section
        title={t.consultations}
        items={page.consultations.map((each) => ({
          key: each.consultationId,
          body: (
            <>
              <p>
                <strong>{unit(each.unitId)}</strong>{' '}
                <span class="muted">
                  {t.consultationStates[each.state]} · {t.due} {format.short(each.dueAt)}
                </span>
              </p>
              <p class="prose">{shown(each.question, ctx.t)}</p>
              {each.answer !== undefined && <p class="prose">↳ {shown(each.answer, ctx.t)}</p>}
            </>
          ),
        }))}
      />
      <Section
        title={t.meetings}
        items={page.meetings.map((each) => ({
          key: each.meetingId,
          body: (
            <>
              <p>
                <strong>{t.meetingStates[each.state]}</strong>{' '}
                <span class="muted">
                  {(each.from ?? each.at) ? format.short(each.from ?? each.at ?? '') : ''}
                </span>
              </p>
              <p class="prose">{shown(each.discussion, ctx.t)}</p>
              <ul>
                {(each.decisions ?? []).map(({ decisionId, text }) => (
                  <li key={decisionId}>{shown(text, ctx.t)}</li>
                ))}
              </ul>
            </>
          ),
        }))}
      />
    </>
  );
};

/** Everything that gathered in the case, each kind under its heading. */
export const CaseLists = (props: Listed): VNode => {
  const { ctx, page } = props;
  const t = ctx.t.officer.page;
  const others = [
    ...page.duplicates,
    ...(page.primaryComplaintId ? [page.primaryComplaintId] : []),
  ];
  return (
    <>
      <Files {...props} />
      <Hearing {...props} />
      <Coordination {...props} />
      <Answers {...props} />
      <Section
        title={t.related}
        items={others.map((id) => ({
          key: id,
          body: <a href={`/pengaduan/${id}`}>{t.openCase}</a>,
        }))}
      />
    </>
  );
};
