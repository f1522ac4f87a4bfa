import type { CommandType } from './commands/index.js';
import type { ErrorCode, ErrorParameters, FieldError } from './errors.js';
import type { ServiceName } from './values.js';

/** Position in the event store as it travels in messages: two decimal numbers. */
export interface WirePosition {
  commit: string;
  prepare: string;
}

/** A command on its way to a service. */
export interface CommandRequest {
  type: CommandType;
  /** Absent for a new complaint and for commands to a kecamatan. */
  complaintId?: string;
  kecamatan: string;
  /** The caller's Idempotency-Key. */
  key: string;
  /** Account or client that chose the key; keys of two callers never meet. */
  caller: string;
  /** Revision of the service's stream that the officer saw; `-1` means: saw none. */
  expectedRevision?: string;
  body: unknown;
  /** Signed actor (see `signActor` of libs/eventsourcing). */
  actor: string;
  correlationId: string;
  traceparent?: string;
}

/** Answer to a command. */
export type CommandReply = CommandDone | Refusal;

export interface CommandDone {
  ok: true;
  complaintId?: string;
  /** Revision of the service's stream afterwards. */
  revision: string;
  /** Position of the last event stored; views that have reached it show the outcome. */
  position: WirePosition;
  /** The key was used before: this is the first answer again. */
  replayed: boolean;
  result: Record<string, unknown>;
}

export interface Refusal {
  ok: false;
  error: {
    code: ErrorCode;
    parameters: ErrorParameters;
    field?: string;
    fields?: FieldError[];
    since?: unknown;
  };
}

/** A query to the views. */
export interface QueryRequest {
  name: string;
  parameters: Record<string, unknown>;
  /** Wait (bounded) until the views have reached this position. */
  after?: WirePosition;
  actor: string;
  correlationId: string;
}

export type QueryReply = { ok: true; result: unknown } | Refusal;

/** NATS subject on which a service answers commands. */
export const commandSubject = (service: ServiceName): string => `aduan-command.${service}`;
/** NATS subject on which a service answers queries. */
export const querySubject = (service: ServiceName): string => `aduan-query.${service}`;
