import type { ComponentChildren, VNode } from 'preact';
import type { ComplaintPage } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';

/** A case as its page is made of it. */
export interface Listed {
  ctx: PageContext;
  page: ComplaintPage;
}

/** A heading and its items; nothing where there are none. */
export const Section = ({
  title,
  items,
}: {
  title: string;
  items: readonly { key: string; body: ComponentChildren }[];
}): VNode | null =>
  items.length === 0 ? null : (
    <section class="card">
      <h2>{title}</h2>
      {items.map(({ key, body }) => (
        <div class="list-item" key={key}>
          {body}
        </div>
      ))}
    </section>
  );
