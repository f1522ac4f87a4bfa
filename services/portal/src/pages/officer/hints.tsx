import type { VNode } from 'preact';
import type { QueryResult } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { shown } from '../kit/parts.js';

/** Suggestions for the review, each with its reason; nothing is ever applied by itself. */
export const Hints = ({
  ctx,
  hints,
}: {
  ctx: PageContext;
  hints: QueryResult<'hints'>;
}): VNode | null => {
  const t = ctx.t.officer.page.hints;
  const { category, duplicates } = hints;
  if (!category && duplicates.length === 0) return null;
  return (
    <section class="card">
      <h2>{t.title}</h2>
      <p class="muted">{t.lead}</p>
      {category && (
        <p>
          {t.category}: <strong>{category.name[ctx.visitor.language]}</strong>
          {category.because.length > 0 && ` (${t.because(category.because.join(', '))})`}
        </p>
      )}
      {duplicates.length > 0 && (
        <>
          <h3>{t.duplicates}</h3>
          <ul>
            {duplicates.map((each) => (
              <li key={each.complaintId}>
                <a href={`/pengaduan/${each.complaintId}`}>
                  {each.registerNumber ?? shown(each.subject, ctx.t)}
                </a>
                : {shown(each.subject, ctx.t)}{' '}
                <span class="muted">
                  {t.days(each.daysApart)}
                  {each.sameVillage && ` · ${t.sameVillage}`}
                  {each.sharedWords.length > 0 && ` · ${t.because(each.sharedWords.join(', '))}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
