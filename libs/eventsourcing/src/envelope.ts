import { activeTraceparent } from '#libs/telemetry';
import { contractOf, DomainError } from '#libs/contracts';
import type { Actor } from '#libs/contracts';
import type { AnyEvent, Decision } from './decider.js';
import { eventBytes, maxEventBytes } from './event-store.js';
import { canonicalJson, derivedId } from './ids.js';
import type { EventMetadata, NewEvent, SealedValue, Sealer } from './types.js';

/** What surrounds a command; goes into the metadata of every event that it causes. */
export interface CommandContext {
  kecamatan: string;
  /** The complaint; absent for streams of a kecamatan. */
  complaintId?: string;
  actor: Actor;
  /** UUID; see `commandKeyOf`. For a reaction: the id of the event reacted to. */
  commandKey: string;
  correlationId: string;
  causationId?: string;
  traceparent?: string;
  receivedAt?: string;
  procedureVersion?: number;
  calendarVersion?: number;
}

/** Whose keys seal the event: the complaint, or the kecamatan for its own streams. */
export const subjectOf = (context: Pick<CommandContext, 'complaintId' | 'kecamatan'>): string =>
  context.complaintId ?? `kecamatan-${context.kecamatan}`;

/** Of the span that is open, so that whoever reacts goes on from there; else what the caller told. */
const traceOf = ({ traceparent }: CommandContext): { traceparent?: string } => {
  const trace = activeTraceparent() ?? traceparent;
  return trace === undefined ? {} : { traceparent: trace };
};

const metadataOf = (
  decision: Decision<AnyEvent>,
  context: CommandContext,
  times: { occurredAt: string; recordedAt: string },
): EventMetadata => ({
  schemaVersion: contractOf(decision.type)?.version ?? 1,
  ...(context.complaintId === undefined ? {} : { complaintId: context.complaintId }),
  kecamatan: context.kecamatan,
  round: decision.round,
  step: decision.step,
  actor: { id: context.actor.id, role: context.actor.role },
  ...times,
  ...(context.receivedAt === undefined ? {} : { receivedAt: context.receivedAt }),
  commandKey: context.commandKey,
  ...(context.causationId === undefined ? {} : { causationId: context.causationId }),
  correlationId: context.correlationId,
  ...traceOf(context),
  ...(context.procedureVersion === undefined ? {} : { procedureVersion: context.procedureVersion }),
  ...(context.calendarVersion === undefined ? {} : { calendarVersion: context.calendarVersion }),
});

/**
 * Makes storable events of decisions: ids derived from the command and from what is stored. The same events again are
 * stored once; other events of the same command (a code made anew, another body) are a conflict and never pass for those
 * that are there. Data is checked against its contract and sealed. Throws DomainError `event-too-large`, and an Error when
 * a decider broke a contract (a fault of the program).
 */
export const envelop = async (
  decisions: Decision<AnyEvent>[],
  options: {
    streamId: string;
    context: CommandContext;
    sealer: Sealer;
    occurredAt: string;
    recordedAt: string;
    fingerprint?: SealedValue;
  },
): Promise<NewEvent[]> =>
  Promise.all(
    decisions.map(async (decision, index) => {
      const contract = contractOf(decision.type);
      if (!contract) throw new Error(`no contract for event ${decision.type}`);
      const checked = contract.schema.safeParse(decision.data);
      if (!checked.success)
        throw new Error(
          `${decision.type} breaks its contract at ${checked.error.issues.map((issue) => issue.path.join('.')).join(', ')}`,
        );
      const sealed = await options.sealer.seal(
        decision.type,
        subjectOf(options.context),
        checked.data as Record<string, unknown>,
      );
      const { streamId, context, occurredAt, recordedAt, fingerprint } = options;
      const metadata = metadataOf(decision, context, { occurredAt, recordedAt });
      const content = canonicalJson({ data: sealed.data, fingerprint });
      const event: NewEvent = {
        id: derivedId('event', streamId, context.commandKey, String(index), content),
        type: decision.type,
        data: sealed.data,
        metadata: {
          ...metadata,
          ...(index === 0 && fingerprint ? { fingerprint } : {}),
          ...(sealed.keyIds.length > 0 ? { keyIds: sealed.keyIds } : {}),
        },
      };
      if (eventBytes(event) > maxEventBytes) throw new DomainError('event-too-large');
      return event;
    }),
  );
