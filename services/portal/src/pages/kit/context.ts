import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  DomainError,
  parseEtag,
  type Actor,
  type CommandDone,
  type CommandType,
  type EtagService,
  type QueryName,
  type QueryResult,
  type ServiceName,
} from '#libs/contracts';
import type { ServiceKit } from '#libs/service';
import type { Bus } from '../../bus.js';
import type { Staging } from '../../files/staging.js';
import type { Uploads } from '../../files/uploads.js';
import { publicActor } from '../../http/caller.js';
import { contractOfType, type CommandGate } from '../../http/command-gate.js';
import { positionOf, type QueryGate } from '../../http/query-gate.js';
import { neighbourhood } from '../../http/throttle.js';
import type { Accounts } from '../../sessions/accounts.js';
import type { SigningDesk } from '../../signing/desk.js';
import type { Sessions } from '../../sessions/sessions.js';
import { textsOf, type Texts } from '../texts/index.js';
import type { Form } from './form.js';
import { formatOf, type Format } from './format.js';
import type { Visitor } from './visitor.js';

/** What pages are made with: everything behind the portal's door. */
export interface PageParts {
  kit: ServiceKit;
  commands: CommandGate;
  queries: QueryGate;
  accounts: Accounts;
  sessions: Sessions;
  uploads: Uploads;
  staging: Staging;
  desk: SigningDesk;
  /** For what needs no sign-in; everything else goes through `queries`. */
  bus: Bus;
}

/** A command from a form. The key and the ETag that the page showed come with the form. */
export interface FromForm {
  complaintId?: string;
  kecamatan?: string;
  body: unknown;
  /** Without it the key of the form (`_key`): give one where a form leads to several commands. */
  key?: string;
  /** As whom, where that is not clear: a browser may hold an officer's session and a tracked complaint. */
  as?: 'officer' | 'reporter' | 'public';
}

const keyShape = /^[\x21-\x7e]{8,200}$/;
const defaultZone = 'Asia/Makassar';

/** One request for a page. */
export class PageContext {
  readonly t: Texts;

  readonly parts: PageParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly visitor: Visitor;
  /** What was sent; empty where nothing was. */
  readonly form: Form;
  /** For the forms of the page. */
  readonly csrfToken: string;

  constructor(
    given: Pick<PageContext, 'parts' | 'request' | 'reply' | 'visitor' | 'form' | 'csrfToken'>,
  ) {
    this.parts = given.parts;
    this.request = given.request;
    this.reply = given.reply;
    this.visitor = given.visitor;
    this.form = given.form;
    this.csrfToken = given.csrfToken;
    this.t = textsOf(given.visitor.language);
  }

  /** A part of the address; empty where there is none. */
  param(name: string): string {
    return (this.request.params as Record<string, string | undefined>)[name] ?? '';
  }

  /** A parameter after the question mark; the first where it comes several times. */
  query(name: string): string | undefined {
    const value = (this.request.query as Record<string, string | string[] | undefined>)[name];
    const text = Array.isArray(value) ? value[0] : value;
    return text === undefined || text.trim() === '' ? undefined : text;
  }

  /** The address that was asked for, with its parameters. */
  get here(): string {
    return this.request.url;
  }

  /** The officer. Throws DomainError `not-signed-in`. */
  get officer(): Actor {
    if (!this.visitor.officer) throw new DomainError('not-signed-in');
    return this.visitor.officer.actor;
  }

  /** Who tracked a complaint. Throws DomainError `session-needed`. */
  get reporter(): Actor & { complaintId: string } {
    if (!this.visitor.reporter) throw new DomainError('session-needed');
    return this.visitor.reporter;
  }

  /** Dates and spans in the zone of a kecamatan; of the first one where it is left out or unknown. */
  format(kecamatan?: string): Format {
    const { reference, now } = this.parts.kit;
    const code = kecamatan && kecamatan !== '*' ? kecamatan : reference.list()[0]?.code;
    const known = reference.list().some((each) => each.code === code);
    const zone =
      known && code ? reference.rules(code, now().toISOString()).calendar.timeZone : defaultZone;
    return formatOf(this.visitor.language, zone, now);
  }

  private actorOf(as: FromForm['as']): Actor {
    if (as === 'reporter') return this.reporter;
    if (as === 'public') return publicActor;
    if (as === 'officer') return this.officer;
    return this.visitor.officer?.actor ?? this.visitor.reporter ?? publicActor;
  }

  /** Gives a command. Throws DomainError. */
  async command(type: CommandType, given: FromForm): Promise<CommandDone> {
    const actor = this.actorOf(given.as);
    return this.parts.commands.give({
      contract: contractOfType(type),
      actor,
      body: given.body,
      language: this.visitor.language,
      from: neighbourhood(this.request.ip),
      correlationId: this.request.id,
      ...(given.complaintId === undefined ? {} : { complaintId: given.complaintId }),
      ...(given.kecamatan === undefined ? {} : { kecamatan: given.kecamatan }),
      key: () => {
        const key = given.key ?? this.form.raw('_key');
        if (!keyShape.test(key)) throw new DomainError('key-malformed');
        return key;
      },
      seen: (service) => (actor.role === 'reporter' ? undefined : this.seen(service)),
    });
  }

  private seen(service: ServiceName): number {
    const revisions = parseEtag(this.form.raw('_etag'));
    if (!revisions) throw new DomainError('if-match-malformed');
    return revisions[service as EtagService];
  }

  /**
   * Asks the views, and waits for what the visitor just did (`setelah` in the address) before it answers. Throws DomainError.
   */
  ask<N extends QueryName>(
    name: N,
    parameters: object,
    as: 'officer' | 'reporter' = 'officer',
  ): Promise<QueryResult<N>> {
    const after = this.query('setelah');
    return this.parts.queries.ask(name, parameters, {
      actor: as === 'officer' ? this.officer : this.reporter,
      language: this.visitor.language,
      correlationId: this.request.id,
      after:
        after !== undefined && /^\d{1,20}\/\d{1,20}$/.test(after) ? positionOf(after) : undefined,
    });
  }
}

/** The address of a page that shows what a command just did: its view waits, bounded, for that. */
export const afterwards = (path: string, done: Pick<CommandDone, 'position'>): string => {
  const { commit, prepare } = done.position;
  return `${path}${path.includes('?') ? '&' : '?'}setelah=${commit}/${prepare}`;
};
