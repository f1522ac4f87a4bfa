import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, errorText, type ErrorCode, type FieldError } from '#libs/contracts';
import { refusalOf, type ServiceKit } from '#libs/service';
import { languageOf } from './caller.js';

/** An error as RFC 9457 has it, with our code, the fields that are wrong, and what happened meanwhile. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  requestId: string;
  field?: string;
  fields?: FieldError[];
  since?: unknown;
}

// What Fastify and Nest throw before a handler is reached, by status or code.
const early: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'not-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'not-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'not-json',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  '400': 'not-json',
  '404': 'not-found',
  '413': 'too-large',
  '415': 'media-type',
};

const earlyCode = (error: unknown): ErrorCode | undefined => {
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  return early[code ?? ''] ?? (error instanceof SyntaxError ? 'not-json' : early[String(status)]);
};

/** The problem document for whatever was thrown; what is not known is logged and told as `internal`. */
export const problemOf = (error: unknown, request: FastifyRequest, kit: ServiceKit): Problem => {
  const known = error instanceof DomainError ? undefined : earlyCode(error);
  const refusal = refusalOf(known ? new DomainError(known) : error, 'portal', kit.logger).error;
  const { code, parameters, field, fields, since } = refusal;
  return {
    type: `urn:aduan:error:${code}`,
    title: errorText(code, languageOf(request), parameters),
    status: new DomainError(code).status,
    code,
    requestId: request.id,
    ...(field === undefined ? {} : { field }),
    ...(fields === undefined ? {} : { fields }),
    ...(since === undefined ? {} : { since }),
  };
};

/** Sends the problem. A caller who should come again is told when. */
export const sendProblem = (reply: FastifyReply, problem: Problem, seconds?: number): void => {
  if (problem.status === 503 || problem.status === 429)
    void reply.header('retry-after', String(seconds ?? 1));
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
};

/** How a problem is told. */
export type TellProblem = (
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  seconds?: number,
) => void;

/** Turns everything that is thrown into a problem. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  /** `tell` answers with the problem: as a page to whoever looks at pages, as problem+json to everybody else. */
  constructor(
    private readonly kit: ServiceKit,
    private readonly tell: TellProblem = (_, reply, problem, seconds) =>
      sendProblem(reply, problem, seconds),
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const seconds = error instanceof DomainError ? Number(error.parameters['seconds']) : NaN;
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error, request, this.kit);
    this.tell(request, reply, problem, seconds || undefined);
  }
}
