import type { Raw } from '../../e2e/stored.js';
import type { ViewDocuments } from '../../e2e/views.js';
import type { Message } from '../restart/messages.js';

/** A command that its client was told to be done. */
export interface Acknowledged {
  type: string;
  /** Key in the metadata of what it stored. */
  commandKey: string;
  complaintId: string;
  /** Number that the client was told, if any. */
  number?: string;
}

/** Something that reached somebody outside. */
export interface Received {
  transport: 'email' | 'webhook';
  /** Message-ID or webhook-id. */
  id: string;
  /** What a webhook said it is about; an e-mail's fact is known by its id alone. */
  fact?: string;
}

/** How far a consumer of JetStream is. */
export interface ConsumerState {
  name: string;
  pending: number;
  unanswered: number;
}

/** Everything that is left when the system has come to rest, read with the servers' own clients. */
export interface Evidence {
  acknowledged: Acknowledged[];
  events: Raw[];
  messages: Message[];
  deadLetters: number;
  consumers: ConsumerState[];
  views: { name: string; before: ViewDocuments; rebuilt: ViewDocuments }[];
  received: Received[];
}

/** One demand on the system: gives what speaks against it, nothing where it holds. */
export type Check = (evidence: Evidence) => string[];

/** Lists by a key, in the order of appearance. */
export const groupBy = <T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};
