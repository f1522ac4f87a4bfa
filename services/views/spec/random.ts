import * as fc from 'fast-check';
import { contractOf, type EventType, type SealedPath } from '#libs/contracts';
import { ERASED } from '#libs/privacy';
import type { OpenedEvent } from '#libs/projections';
import { complaintId, otherId, person, samples } from './facts.js';
import { historyOf, type Fact } from './history.js';

type Sampled = keyof typeof samples;

const first: Sampled = 'ComplaintRegistered';
const atCounter: Sampled[] = [
  'NumberAllocated',
  'SuggestionBoxOpened',
  'SlipRecorded',
  'SlipReleased',
  'VisitorArrived',
  'VisitorCalled',
  'VisitorServed',
  'VisitorLeft',
];
const later = (Object.keys(samples) as Sampled[]).filter(
  (type) => type !== first && !atCounter.includes(type),
);

const steps: Partial<Record<string, number>> = { triage: 2, coordination: 3, resolution: 5 };

const laterFact: fc.Arbitrary<Fact> = fc
  .record({
    type: fc.constantFrom(...later),
    of: fc.constantFrom(complaintId, otherId),
    pick: fc.nat({ max: 9 }),
    round: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ type, of, pick, round }) => {
    const services = contractOf(type)?.services ?? ['intake'];
    const service = services[pick % services.length] ?? 'intake';
    return {
      type,
      data: samples[type],
      service,
      complaintId: of,
      round,
      step: steps[service] ?? 1,
    };
  });

const registration = (of: string): fc.Arbitrary<Fact> =>
  fc.record({ anonymous: fc.boolean(), named: fc.boolean() }).map(({ anonymous, named }) => {
    const { reporter, ...data } = samples.ComplaintRegistered;
    return {
      type: first,
      complaintId: of,
      data: { ...data, anonymous, ...(named ? { reporter } : {}) },
    };
  });

const pathsOf = (type: string): SealedPath[] => contractOf(type)?.sealed ?? [];

/** What of an event's data is sealed with a key that is destroyed, replaced by the mark. */
const erasedAt = (value: unknown, path: string[], which: (holder: object) => boolean): unknown => {
  const [head, ...rest] = path;
  if (value === null || typeof value !== 'object' || head === undefined) return value;
  if (head === '*')
    return Array.isArray(value) ? value.map((item) => erasedAt(item, rest, which)) : value;
  const fields = value as Record<string, unknown>;
  if (fields[head] === undefined) return value;
  if (rest.length > 0) return { ...fields, [head]: erasedAt(fields[head], rest, which) };
  return which(fields) ? { ...fields, [head]: ERASED } : value;
};

interface Erased {
  identities: Set<string>;
  persons: Set<string>;
}

const ofPerson = (complaint: string, personId: unknown): string =>
  `${complaint} ${String(personId)}`;

const erasedBy = (facts: readonly Fact[]): Erased => {
  const erased: Erased = { identities: new Set(), persons: new Set() };
  for (const { type, data, complaintId: of = complaintId } of facts) {
    if (type === 'IdentityErased') erased.identities.add(of);
    if (type === 'PersonErased') erased.persons.add(ofPerson(of, data['personId']));
  }
  return erased;
};

const withErased = (each: Fact, erased: Erased): Fact => {
  const of = each.complaintId ?? complaintId;
  let data: unknown = each.data;
  for (const { path, key } of pathsOf(each.type)) {
    if (key === 'identity' && erased.identities.has(of)) data = erasedAt(data, path, () => true);
    if (key === 'person')
      data = erasedAt(data, path, (holder) =>
        erased.persons.has(ofPerson(of, (holder as { personId?: string }).personId)),
      );
  }
  return { ...each, data: data as Fact['data'] };
};

const usesDestroyedKey = (each: Fact, before: Erased): boolean =>
  withErased(each, before).data !== each.data &&
  JSON.stringify(withErased(each, before).data) !== JSON.stringify(each.data);

/** Histories as they can be stored: nothing is sealed with a key that was destroyed before. */
const storable = (facts: readonly Fact[]): Fact[] =>
  facts.filter((each, index) => !usesDestroyedKey(each, erasedBy(facts.slice(0, index))));

/** Events of two complaints in any order, with erasures; the same as they come, and as a rebuild reads them. */
export const histories: fc.Arbitrary<{ live: OpenedEvent[]; rebuilt: OpenedEvent[] }> = fc
  .tuple(
    registration(complaintId),
    registration(otherId),
    fc.array(laterFact, { minLength: 1, maxLength: 60 }),
  )
  .map(([one, other, rest]) => {
    const facts = storable([one, other, ...rest]);
    const erased = erasedBy(facts);
    return {
      live: historyOf(facts),
      rebuilt: historyOf(facts.map((each) => withErased(each, erased))),
    };
  });

/** Texts that must not be found anywhere once reporter and person are erased. */
export const secrets = ['Siti', 'siti', '081', '6281', person.details.name];
export type { EventType };
