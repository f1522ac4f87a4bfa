import { expect } from 'vitest';
import { contractOf, type EventData, type EventType, type Role } from '#libs/contracts';
import { replay, type OpenedEvent, type View } from '#libs/projections';
import { changed } from '../src/shared/opened.js';
import { complaintId, samples, waru } from './facts.js';

/** Something that happened. */
export interface Fact {
  type: string;
  data: Record<string, unknown>;
  /** The service in whose stream it stands; the first of its contract where left out. */
  service?: string;
  streamId?: string;
  complaintId?: string;
  kecamatan?: string;
  round?: number;
  step?: number;
  by?: { id: string; role: Role };
}

type Sampled = keyof typeof samples;

/** A fact of the type with its usual data, or with changes of it. */
export const fact = <T extends Sampled>(
  type: T,
  changes: Partial<EventData<T>> = {},
  where: Omit<Fact, 'type' | 'data'> = {},
): Fact => ({ type, data: { ...samples[type], ...changes }, ...where });

const begin = Date.parse('2026-11-24T00:00:00.000Z');
/** When the n-th fact of a history happened: one minute after the one before. */
export const at = (n: number): string => new Date(begin + n * 60_000).toISOString();

/** The facts as views see them, with revisions counted per stream. */
export const historyOf = (facts: readonly Fact[]): OpenedEvent[] => {
  const revisions = new Map<string, bigint>();
  return facts.map((each, index) => {
    const of = each.complaintId ?? complaintId;
    const service = each.service ?? contractOf(each.type)?.services[0] ?? 'intake';
    const streamId = each.streamId ?? `${service}-${of}`;
    const revision = (revisions.get(streamId) ?? -1n) + 1n;
    revisions.set(streamId, revision);
    const place = BigInt(index + 1);
    return {
      id: `event-${index}`,
      type: each.type,
      streamId,
      revision,
      position: { commit: place, prepare: place },
      data: each.data,
      created: new Date(at(index)),
      metadata: {
        schemaVersion: contractOf(each.type)?.version ?? 1,
        complaintId: of,
        kecamatan: each.kecamatan ?? waru,
        round: each.round ?? 1,
        step: each.step ?? 1,
        actor: each.by ?? { id: 'account-1', role: 'petugas' },
        occurredAt: at(index),
        recordedAt: at(index),
        correlationId: 'spec',
      },
    };
  });
};

/** The only document of a view after the facts; undefined where there is none. */
export const documentAfter = <Doc extends object>(
  view: View<Doc>,
  facts: readonly Fact[],
): Doc | undefined => {
  const documents = [...replay(view, historyOf(facts)).values()];
  expect(documents.length).toBeLessThanOrEqual(1);
  return documents[0];
};

/** given / when / then for a view with one document per history. */
export const viewSpec = <Doc extends object>(view: View<Doc>) => ({
  given: (...facts: Fact[]) => ({
    when: (when: Fact) => {
      const before = documentAfter(view, facts);
      const after = documentAfter(view, [...facts, when]);
      return {
        /** The document is as before but for these fields; undefined stands for a field that is gone. */
        thenChanged: (change: Partial<Doc>): void => {
          expect(before).toBeDefined();
          expect(after).toEqual(changed(before as Doc, change));
        },
        thenUnchanged: (): void => expect(after).toEqual(before),
        thenIs: (document: Doc): void => expect(after).toEqual(document),
        thenGone: (): void => {
          expect(before).toBeDefined();
          expect(after).toBeUndefined();
        },
        before: before as Doc,
        after: after as Doc,
      };
    },
  }),
});

export type { EventType };
