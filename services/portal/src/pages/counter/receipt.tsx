import type { VNode } from 'preact';
import { DomainError, type Channel, type ComplaintPage, type Words } from '#libs/contracts';
import { addWorkingDays } from '#libs/procedure';
import { publicAddress } from '#libs/service';
import type { PageContext } from '../kit/context.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { ButtonLink, Facts, Notice, shown } from '../kit/parts.js';
import { Qr } from '../reporter/qr.js';

/** What stands on a receipt. */
export interface ReceiptFacts {
  complaintId: string;
  kecamatan: string;
  channel: Channel;
  receivedAt: string | undefined;
  registerNumber: string;
  trackingCode: Words | undefined;
  boxOpeningId?: string | undefined;
  /** The officer cannot come back to it. */
  sealed: boolean;
}

const nextPath = ({ channel, boxOpeningId }: ReceiptFacts): string =>
  `/loket?kanal=${channel}${boxOpeningId === undefined ? '' : `&kotak=${boxOpeningId}`}`;

/** After the hash: a browser keeps it to itself, so that no log learns the code. */
const trackingAddress = (ctx: PageContext, facts: ReceiptFacts): string | undefined => {
  const { registerNumber, trackingCode } = facts;
  if (typeof trackingCode !== 'string') return undefined;
  const hash = `nomor=${encodeURIComponent(registerNumber)}&kode=${encodeURIComponent(trackingCode)}`;
  return `${publicAddress(ctx.parts.kit.config, '/lacak')}#${hash}`;
};

const deadlineOf = (ctx: PageContext, { kecamatan, receivedAt }: ReceiptFacts) => {
  const { reference, now } = ctx.parts.kit;
  const from = receivedAt ?? now().toISOString();
  const { procedure, calendar } = reference.rules(kecamatan, from);
  const { date } = addWorkingDays(calendar, from, procedure.workingDayLimits.forward);
  return { date, office: procedure.kecamatan.name };
};

/** The receipt: number, code, QR, the next limit; made to be printed. */
export const ReceiptPage = ({ ctx, facts }: { ctx: PageContext; facts: ReceiptFacts }): VNode => {
  const { receipt } = ctx.t.counter;
  const format = ctx.format(facts.kecamatan);
  const { date, office } = deadlineOf(ctx, facts);
  const address = trackingAddress(ctx, facts);
  const code = shown(facts.trackingCode, ctx.t);
  return (
    <Layout
      visitor={ctx.visitor}
      title={receipt.title}
      here={facts.sealed ? '/loket' : ctx.here}
      csrfToken={ctx.csrfToken}
    >
      <div class="no-print" data-draft-done="loket">
        <Notice tone="done" title={receipt.done}>
          <p>{facts.sealed ? receipt.sealed : receipt.give}</p>
        </Notice>
      </div>
      <div class="counter-receipt">
        <Facts
          rows={[
            [receipt.number, <strong class="counter-code">{facts.registerNumber}</strong>],
            [receipt.code, code && <strong class="counter-code">{code}</strong>],
            [receipt.channel, ctx.t.common.channels[facts.channel]],
            [receipt.received, facts.receivedAt && format.moment(facts.receivedAt)],
            [receipt.office, `Kecamatan ${office}`],
            [receipt.deadline, format.day(date)],
          ]}
        />
        {address !== undefined && <Qr text={address} label={receipt.qr} />}
        <p>{receipt.track(publicAddress(ctx.parts.kit.config, '/lacak'))}</p>
      </div>
      <p class="buttons">
        <ButtonLink href={nextPath(facts)}>{receipt.next}</ButtonLink>
        <ButtonLink href="/loket/tunggu" tone="second">
          {receipt.waiting}
        </ButtonLink>
        {!facts.sealed && <a href={`/pengaduan/${facts.complaintId}`}>{receipt.open}</a>}
      </p>
    </Layout>
  );
};

const Soon = ({ ctx }: { ctx: PageContext }): VNode => {
  const { receipt } = ctx.t.counter;
  return (
    <Layout visitor={ctx.visitor} title={receipt.soon} here={ctx.here} csrfToken={ctx.csrfToken}>
      <p data-draft-done="loket">{receipt.soonBody}</p>
      <p class="buttons">
        <ButtonLink href={ctx.here}>{receipt.reload}</ButtonLink>
      </p>
    </Layout>
  );
};

// Just recorded, and the view has not caught up.
const pageOf = async (ctx: PageContext): Promise<ComplaintPage | undefined> => {
  try {
    const page = await ctx.ask('complaint', { complaintId: ctx.param('id') });
    return 'etag' in page ? page : undefined;
  } catch (error) {
    const just = ctx.query('setelah') !== undefined;
    if (just && error instanceof DomainError && error.code === 'not-found') return undefined;
    throw error;
  }
};

/** `/loket/tanda-terima/:id`: can be opened again to print it again. */
export const receiptPage = async (ctx: PageContext): Promise<PageAnswer> => {
  const page = await pageOf(ctx);
  if (page?.registerNumber === undefined) return { page: <Soon ctx={ctx} /> };
  const { complaintId, kecamatan, channel, receivedAt, registerNumber, trackingCode } = page;
  const { boxOpeningId } = page;
  const facts = { complaintId, kecamatan, channel, receivedAt, registerNumber, trackingCode };
  return { page: <ReceiptPage ctx={ctx} facts={{ ...facts, boxOpeningId, sealed: false }} /> };
};
