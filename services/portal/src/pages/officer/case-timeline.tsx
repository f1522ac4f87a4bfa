import type { VNode } from 'preact';
import type { ComplaintPage, EventType, QueryResult } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';

/** What happened, newest last; an event that this version does not know stands by its name. */
export const CaseTimeline = ({
  ctx,
  page,
  entries,
}: {
  ctx: PageContext;
  page: ComplaintPage;
  entries: QueryResult<'timeline'>['entries'];
}): VNode => {
  const t = ctx.t.officer;
  const format = ctx.format(page.kecamatan);
  const words = (type: string): string =>
    Object.hasOwn(t.events, type) ? t.events[type as EventType] : type;
  return (
    <section class="card">
      <h2>{t.page.timeline}</h2>
      <ol class="timeline">
        {entries.map(({ eventId, type, at, actor }) => (
          <li key={eventId}>
            <strong>{words(type)}</strong>
            <br />
            <span class="muted">
              {format.short(at)} ·{' '}
              {Object.hasOwn(ctx.t.common.roles, actor.role)
                ? ctx.t.common.roles[actor.role as keyof typeof ctx.t.common.roles]
                : actor.role}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
};
