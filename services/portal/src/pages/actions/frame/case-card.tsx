import type { VNode } from 'preact';
import { Facts, shown, StatusTag } from '../../kit/parts.js';
import type { Scene } from './scene.js';

/** Which case this is about, and the way back to it. */
export const CaseLine = ({ scene }: { scene: Scene }): VNode => {
  const { page, t } = scene;
  return (
    <p class="case-line">
      <a href={`/pengaduan/${page.complaintId}`}>
        {page.registerNumber ?? t.actions.frame.withoutNumber}
      </a>{' '}
      <StatusTag status={page.status} t={t} />{' '}
      <span class="case-subject">{shown(page.subject, t)}</span>
    </p>
  );
};

/** What the complaint says, beside every form. */
export const CaseCard = ({ scene }: { scene: Scene }): VNode => {
  const { page, procedure, format, language, t } = scene;
  const { frame } = t.actions;
  const village = procedure.villages.find(({ code }) => code === page.villageCode);
  const category = procedure.categories.find(({ id }) => id === page.categoryId);
  return (
    <section class="card" aria-labelledby="aduan-isi">
      <h2 id="aduan-isi">{frame.theCase}</h2>
      <p>
        <strong>{shown(page.subject, t)}</strong>
      </p>
      <p class="prose clip">{shown(page.description, t)}</p>
      <Facts
        rows={[
          [frame.place, page.place === undefined ? undefined : shown(page.place, t)],
          [frame.village, village?.name],
          [frame.type, t.common.caseTypes[page.caseType]],
          [frame.category, category?.name[language]],
          [frame.received, format.short(page.receivedAt)],
        ]}
      />
      {page.information.map(({ text, addedAt }) => (
        <p class="prose" key={addedAt}>
          <span class="muted">
            {frame.added}, {format.short(addedAt)}:
          </span>{' '}
          {shown(text, t)}
        </p>
      ))}
    </section>
  );
};
