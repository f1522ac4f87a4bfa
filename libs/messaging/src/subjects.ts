/** A word cannot be a token of a NATS subject. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

export interface EventSubject {
  /** Region code with dots (`64.09.02`). */
  kecamatan: string;
  service: string;
  /** The complaint's id; absent for events that belong to no complaint. */
  complaintId?: string | undefined;
  type: string;
}

/** Stands for "none" in a subject. */
export const none = '_';

const tokenPattern = /^[A-Za-z0-9_-]{1,128}$/;

/** Checks that a word can be one token of a subject: no dots, spaces or wildcards. Throws InvalidToken. */
export function token(word: string, meaning: string): string {
  if (!tokenPattern.test(word)) throw new InvalidToken(`${meaning} cannot be part of a subject`);
  return word;
}

/**
 * `aduan.<kecamatan>.<service>.<complaint-id>.<event-type>`, with `-` for the dots of the region code.
 * Throws InvalidToken.
 */
export function eventSubject({ kecamatan, service, complaintId, type }: EventSubject): string {
  return [
    'aduan',
    token(kecamatan.replaceAll('.', '-'), 'kecamatan'),
    token(service, 'service'),
    token(complaintId ?? none, 'complaint id'),
    token(type, 'event type'),
  ].join('.');
}

/** The parts of an event's subject (the kecamatan as it stands there); undefined for another subject. */
export function parseEventSubject(
  subject: string,
): { kecamatan: string; service: string; complaintId: string; type: string } | undefined {
  const [root, kecamatan, service, complaintId, type, ...rest] = subject.split('.');
  if (root !== 'aduan' || !kecamatan || !service || !complaintId || !type || rest.length > 0) {
    return undefined;
  }
  return { kecamatan, service, complaintId, type };
}

/** Every event of a service. */
export const serviceFilter = (service: string): string => `aduan.*.${token(service, 'service')}.>`;

/** Checks a handler's pattern, `<service>/<EventType>`. Throws InvalidToken on anything else. */
export function checkPattern(pattern: string): void {
  const [service = '', type = '', ...rest] = pattern.split('/');
  if (rest.length > 0) throw new InvalidToken(`${pattern} is not <service>/<EventType>`);
  token(service, `service in ${pattern}`);
  token(type, `type in ${pattern}`);
}

/** Where one dead letter lies: one subject per consumer and event. */
export function deadSubject(consumer: string, complaintId: string, eventId: string): string {
  const parts = [consumer, complaintId, eventId].map((part) =>
    tokenPattern.test(part) ? part : none,
  );
  return `aduan-dead.${parts.join('.')}`;
}

/** Where a consumer is asked to take a dead letter again. */
export const replaySubject = (consumer: string): string =>
  `aduan-replay.${token(consumer, 'consumer')}`;
