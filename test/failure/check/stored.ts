import { groupBy, type Check } from './evidence.js';

/** What a command stored lies in one piece of one stream: no type twice, one revision after the other. */
export const storedOnce: Check = ({ acknowledged, events }) => {
  const byKey = groupBy(events, ({ metadata }) => metadata.commandKey ?? '');
  return acknowledged.flatMap(({ type, commandKey, complaintId }) => {
    const stored = byKey.get(commandKey) ?? [];
    const what = `${type} of ${complaintId}`;
    const [first] = stored;
    if (!first) return [`${what} was acknowledged and is not stored`];
    if (stored.some((event) => event.metadata.complaintId !== complaintId))
      return [`${what} is stored with another complaint`];
    const types = new Set(stored.map((event) => event.type));
    const inOnePiece = stored.every(
      ({ revision, streamId }, index) =>
        revision === first.revision + index && streamId === first.streamId,
    );
    return types.size === stored.length && inOnePiece ? [] : [`${what} is stored more than once`];
  });
};

/** No officer did what no client was told of: a command that was sent once or many times is one. */
export const nothingElseStored: Check = ({ acknowledged, events }) => {
  const known = new Set(acknowledged.map(({ commandKey }) => commandKey));
  return events
    .filter(({ metadata: { actor, complaintId } }) => complaintId && actor.role !== 'system')
    .filter(({ metadata }) => !known.has(metadata.commandKey ?? ''))
    .map(({ type, streamId }) => `${type} in ${streamId} belongs to no command`);
};

/** Revisions of each stream are 0, 1, 2 …, and no event id is there twice. */
export const streamsWhole: Check = ({ events }) => {
  const broken = [...groupBy(events, ({ streamId }) => streamId)].flatMap(([streamId, stream]) =>
    stream.every(({ revision }, index) => revision === index) ? [] : [`${streamId} has a hole`],
  );
  const twice = events.length - new Set(events.map(({ id }) => id)).size;
  return twice === 0 ? broken : [...broken, `${twice} event ids are there twice`];
};

interface Series {
  prefix: 'intake-register-' | 'resolution-ba-';
  assigned: 'RegisterNumberAssigned' | 'BeritaAcaraNumbered';
}

const series: Series[] = [
  { prefix: 'intake-register-', assigned: 'RegisterNumberAssigned' },
  { prefix: 'resolution-ba-', assigned: 'BeritaAcaraNumbered' },
];

/** Of each kecamatan: 1, 2, 3 …, each held by one case, the case knows it, and the client was told it. */
export const numbersWhole: Check = ({ events, acknowledged }) =>
  series.flatMap(({ prefix, assigned }) => {
    const own = events.filter(({ type }) => type === assigned);
    const ofPlace = groupBy(own, ({ metadata }) => metadata.kecamatan);
    const gaps = [...ofPlace].flatMap(([kecamatan, list]) => {
      const numbers = list.map(({ data }) => Number(data['n'])).sort((a, b) => a - b);
      const whole = numbers.every((n, index) => n === index + 1);
      return whole ? [] : [`${prefix}${kecamatan}: ${numbers.join(' ')}`];
    });
    const held = events.filter(({ streamId }) => streamId.startsWith(prefix));
    const holders = new Set(held.map(({ data }) => data['holderId']));
    const doubled = holders.size === held.length ? [] : [`${prefix}: a case holds two numbers`];
    const lost =
      held.length === own.length
        ? []
        : [`${prefix}: ${held.length - own.length} stand without a case`];
    const field = prefix === 'resolution-ba-' ? 'number' : 'registerNumber';
    const told = own.map((event) => [event.metadata.complaintId ?? '', event.data[field]] as const);
    const known = new Map(told);
    const answered = assigned === 'RegisterNumberAssigned' ? 'RegisterComplaint' : 'ApproveAnswer';
    const wrong = acknowledged
      .filter(
        ({ type, complaintId, number }) => type === answered && known.get(complaintId) !== number,
      )
      .map(
        ({ complaintId, number }) =>
          `${complaintId} was told ${number}, stored is ${String(known.get(complaintId))}`,
      );
    return [...gaps, ...doubled, ...lost, ...wrong];
  });
