import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServiceKit } from '#libs/service';
import { languageOf } from '../../http/caller.js';
import type { Problem } from '../../http/problem.js';
import { textsOf, type Language, type Texts } from '../texts/index.js';
import { Layout } from './layout.js';
import { ButtonLink, Notice } from './parts.js';
import { sendHtml } from './respond.js';
import type { Visitor } from './visitor.js';

type Kind = keyof Omit<Texts['common']['errorPages'], 'requestId' | 'call'>;

const kindOf = ({ status, code }: Problem): Kind => {
  if (code === 'foreign-form') return 'expired';
  if (status === 404) return 'notFound';
  if (status === 403) return 'forbidden';
  if (status === 413) return 'tooLarge';
  if (status === 429) return 'tooMany';
  if (status === 503 || status === 504) return 'busy';
  return status >= 500 ? 'broken' : 'refused';
};

const bodyOf = (kind: Kind, problem: Problem, seconds: number, t: Texts): string => {
  if (kind === 'refused') return problem.title;
  if (kind === 'tooMany') return t.common.errorPages.tooMany.body(seconds);
  return t.common.errorPages[kind].body;
};

const ErrorBody = ({
  problem,
  seconds,
  visitor,
}: {
  problem: Problem;
  seconds: number;
  visitor: Visitor;
}): VNode => {
  const t = textsOf(visitor.language);
  const { errorPages } = t.common;
  const kind = kindOf(problem);
  return (
    <Layout visitor={visitor} title={errorPages[kind].title} here="/" csrfToken="">
      <Notice tone={problem.status >= 500 ? 'wrong' : 'warn'}>
        <p>{bodyOf(kind, problem, seconds, t)}</p>
        <p>{errorPages[kind].next}</p>
        <p>{errorPages.call}</p>
      </Notice>
      <p>
        <ButtonLink href="/">{t.common.home}</ButtonLink>
      </p>
      <p class="muted">
        {errorPages.requestId}: <code>{problem.requestId}</code>
      </p>
    </Layout>
  );
};

/** Language of a page: the cookie that was chosen, or else Indonesian unless the browser prefers English. */
export const pageLanguage = (request: FastifyRequest): Language => {
  const chosen = (request.cookies as Record<string, string | undefined> | undefined)?.['bahasa'];
  return chosen === 'id' || chosen === 'en' ? chosen : languageOf(request);
};

/** A page that says what went wrong, what to do next and whom to call. */
export const sendErrorPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  { logger }: Pick<ServiceKit, 'logger'>,
  seconds = 5,
): void => {
  const visitor: Visitor = { language: pageLanguage(request), csrf: randomUUID() };
  if (problem.status === 429 || problem.status === 503) void reply.header('retry-after', seconds);
  try {
    sendHtml(
      reply,
      <ErrorBody problem={problem} seconds={seconds} visitor={visitor} />,
      problem.status,
    );
  } catch (err) {
    logger.error({ err }, 'the error page cannot be shown');
    void reply.status(problem.status).type('text/plain; charset=utf-8').send(problem.title);
  }
};
