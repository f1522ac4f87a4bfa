import type { VNode } from 'preact';
import { DomainError, queryContracts, type QueryResult } from '#libs/contracts';
import { publicActor } from '../../http/caller.js';
import { neighbourhood, throttle } from '../../http/throttle.js';
import type { PageContext } from '../kit/context.js';
import { Layout } from '../kit/layout.js';
import type { PageAnswer } from '../kit/page.js';
import { Facts, Notice } from '../kit/parts.js';

type VerifiedDocument = QueryResult<'verify'>;

const Verdict = ({ ctx, found }: { ctx: PageContext; found?: VerifiedDocument }): VNode => {
  const { verify } = ctx.t.reporter;
  if (!found)
    return (
      <Notice tone="wrong" title={verify.unknown}>
        <p>{verify.unknownBody}</p>
      </Notice>
    );
  if (found.state === 'void')
    return (
      <Notice tone="wrong" title={verify.void}>
        <p>{verify.voidBody}</p>
      </Notice>
    );
  return found.valid ? (
    <Notice tone="done" title={verify.holds} />
  ) : (
    <Notice tone="warn" title={verify.not} />
  );
};

const Details = ({ ctx, found }: { ctx: PageContext; found: VerifiedDocument }): VNode => {
  const { verify } = ctx.t.reporter;
  const format = ctx.format(found.kecamatan.code);
  const at = found.voidedAt ?? found.stampedAt ?? found.signedAt;
  const { method, sha256, signedSha256 } = found;
  return (
    <>
      <Facts
        rows={[
          [verify.kind, verify.kinds[found.kind]],
          [verify.number, found.number],
          [verify.date, format.day(found.date)],
          [verify.office, found.kecamatan.name],
          [verify.signer, `${found.signerTitle} (${verify.signers[found.signerKind]})`],
          [verify.state, `${verify.states[found.state]}${at ? `, ${format.moment(at)}` : ''}`],
          [verify.method, method && verify.methods[method]],
          [verify.reporter, found.reporter],
          [verify.sha256, sha256 && <code>{sha256}</code>],
          [verify.signedSha256, signedSha256 && <code>{signedSha256}</code>],
        ]}
      />
      {(sha256 ?? signedSha256) !== undefined && <p>{verify.compare}</p>}
    </>
  );
};

const Verify = ({ ctx, found }: { ctx: PageContext; found?: VerifiedDocument }): VNode => {
  const { title } = ctx.t.reporter.verify;
  return (
    <Layout visitor={ctx.visitor} title={title} here={ctx.here} csrfToken={ctx.csrfToken}>
      <Verdict ctx={ctx} {...(found ? { found } : {})} />
      {found && <Details ctx={ctx} found={found} />}
    </Layout>
  );
};

const documentOf = async (ctx: PageContext): Promise<VerifiedDocument | undefined> => {
  await throttle('verify', neighbourhood(ctx.request.ip));
  const { data } = queryContracts.verify.parameters.safeParse({ code: ctx.param('kode') });
  if (data === undefined) return undefined;
  try {
    const asking = { correlationId: ctx.request.id };
    return (await ctx.parts.bus.ask('verify', data, publicActor, asking)) as VerifiedDocument;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-found') return undefined;
    throw error;
  }
};

/**
 * `/v/:kode`: whether a paper or file is ours and holds. A code that is wrong, malformed or unknown has the same answer. Throws
 * DomainError `too-many-attempts`.
 */
export const verifyPage = async (ctx: PageContext): Promise<PageAnswer> => {
  const found = await documentOf(ctx);
  return found
    ? { page: <Verify ctx={ctx} found={found} /> }
    : { page: <Verify ctx={ctx} />, status: 404 };
};
