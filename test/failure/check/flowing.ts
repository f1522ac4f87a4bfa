import { isDeepStrictEqual } from 'node:util';
import { groupBy, type Check } from './evidence.js';

/** Every event of the store is in JetStream, once, and nothing else; each stream in its order. */
export const relayedOnce: Check = ({ events, messages }) => {
  const ids = new Set(messages.map(({ eventId }) => eventId));
  const stored = new Set(events.map(({ id }) => id));
  const missing = events
    .filter(({ id }) => !ids.has(id))
    .map(({ type, id }) => `${type} ${id} is missing`);
  const foreign = [...ids].filter((id) => !stored.has(id)).map((id) => `${id} is not in the store`);
  const twice =
    messages.length === ids.size ? [] : [`${messages.length - ids.size} are there twice`];
  const disordered = [...groupBy(messages, ({ streamId }) => streamId)]
    .filter(([, stream]) => !stream.every(({ revision }, index) => revision === index))
    .map(([streamId]) => `${streamId} is out of order`);
  return [...missing, ...foreign, ...twice, ...disordered];
};

/** Each consumer has taken and answered everything. */
export const nobodyStuck: Check = ({ consumers }) =>
  consumers.length === 0
    ? ['there is no consumer']
    : consumers
        .filter(({ pending, unanswered }) => pending + unanswered > 0)
        .map(
          ({ name, pending, unanswered }) =>
            `${name}: ${pending} waiting, ${unanswered} unanswered`,
        );

/** Nothing was given up. */
export const noDeadLetters: Check = ({ deadLetters }) =>
  deadLetters === 0 ? [] : [`${deadLetters} dead letters`];

type Document = Record<string, unknown> | undefined;

const difference = (before: Document, rebuilt: Document): string => {
  if (!before) return 'is missing, its rebuild has it';
  if (!rebuilt) return 'is there, its rebuild has it not';
  const fields = Object.keys({ ...before, ...rebuilt });
  const differing = fields.filter((field) => !isDeepStrictEqual(before[field], rebuilt[field]));
  return `differs from its rebuild in ${differing.join(', ')}`;
};

/** Every document of every view is what a build from the first event gives. */
export const viewsAgree: Check = ({ views }) =>
  views.length === 0
    ? ['there is no view']
    : views.flatMap(({ name, before, rebuilt }) => {
        const keys = new Set([...before.keys(), ...rebuilt.keys()]);
        return [...keys]
          .filter((key) => !isDeepStrictEqual(before.get(key), rebuilt.get(key)))
          .map((key) => `${name} ${key} ${difference(before.get(key), rebuilt.get(key))}`);
      });

/** Every complaint that was registered went through all its steps and is closed. */
export const allEnded: Check = ({ events }) => {
  const ended = new Set(
    events
      .filter(({ type, streamId }) => type === 'CaseEnded' && streamId.startsWith('intake-'))
      .map(({ metadata }) => metadata.complaintId),
  );
  return events
    .filter(({ type }) => type === 'ComplaintRegistered')
    .filter(({ metadata }) => !ended.has(metadata.complaintId))
    .map(({ metadata }) => `${metadata.complaintId} has not ended`);
};
