import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandType } from '#libs/contracts';
import { commandContracts } from '#libs/contracts';

/** An answer of the API. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** The API refused what the client did not expect to be refused. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly answer: Answer,
    what: string,
  ) {
    super(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
}

/** A caller of the HTTP API: the public until `signIn`. */
export class ApiClient {
  /** Bearer token; undefined for the public. */
  token: string | undefined;
  accountId: string | undefined;

  constructor(readonly url: string) {}

  /** Signs in; the client acts as that officer from then on. Throws ApiError. */
  async signIn(login: string, password: string): Promise<this> {
    const answer = await this.must('POST', '/sessions', { body: { login, password } });
    this.token = String(answer.body['token']);
    this.accountId = (answer.body['account'] as { accountId: string }).accountId;
    return this;
  }

  /** Acts as the reporter who knows number and code. Throws ApiError. */
  async track(registerNumber: string, trackingCode: string): Promise<Record<string, unknown>> {
    const answer = await this.must('POST', '/track', { body: { registerNumber, trackingCode } });
    this.token = String(answer.body['token']);
    return answer.body['complaint'] as Record<string, unknown>;
  }

  /** One call; whatever comes back is the answer. */
  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, body, headers: response.headers };
  }

  /** One call that is expected to succeed. Throws ApiError. */
  async must(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const answer = await this.call(method, path, options);
    if (answer.status >= 400) throw new ApiError(answer, `${method} ${path}`);
    return answer;
  }

  /** The ETag of a complaint's page once it shows at least `after`. */
  async etag(complaintId: string, after?: string): Promise<string> {
    const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
    const answer = await this.must('GET', `/complaints/${complaintId}${query}`);
    return answer.headers.get('etag') ?? '';
  }

  /** Registers a complaint. Throws ApiError. */
  register(body: CommandInput<'RegisterComplaint'>, key: string = randomUUID()): Promise<Answer> {
    return this.must('POST', '/complaints', { body, headers: { 'idempotency-key': key } });
  }

  /**
   * Gives a command on a complaint as an officer does: looks at the page, then acts on what it showed. Somebody (or a
   * reaction) who was faster makes it look again, a few times. Throws ApiError.
   */
  async act<T extends CommandType>(
    complaintId: string,
    type: T,
    body: CommandInput<T>,
    options: { key?: string; after?: string } = {},
  ): Promise<Answer> {
    const path = `/complaints/${complaintId}/${commandContracts[type].path}`;
    const key = options.key ?? randomUUID();
    for (let tries = 0; ; tries += 1) {
      const headers = {
        'idempotency-key': key,
        'if-match': await this.etag(complaintId, options.after),
      };
      const answer = await this.call('POST', path, { body, headers });
      if (answer.status < 400) return answer;
      if (answer.body['code'] !== 'revision-mismatch' || tries >= 20)
        throw new ApiError(answer, `POST ${path}`);
      await new Promise((resolve) => setTimeout(resolve, 20 * (tries + 1)));
    }
  }
}
