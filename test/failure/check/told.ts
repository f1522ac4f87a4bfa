import type { Raw } from '../../e2e/stored.js';
import { groupBy, type Check } from './evidence.js';

const text = (event: Raw, name: string): string => String(event.data[name]);
const ofType = (events: Raw[], type: string): Raw[] =>
  events.filter((event) => event.type === type);

/** One message per fact, receiver and way is queued. */
export const queuedOnce: Check = ({ events }) => {
  const messages = groupBy(ofType(events, 'MessageQueued'), (event) =>
    JSON.stringify([
      event.data['factId'],
      event.data['purpose'],
      event.data['recipient'],
      event.data['transport'],
    ]),
  );
  return [...messages]
    .filter(([, list]) => list.length > 1)
    .map(([what]) => `queued twice: ${what}`);
};

/** An e-mail arrives once; a webhook's repetition carries the id of the first, and no fact comes under two ids. */
export const receivedOnce: Check = ({ received }) => {
  const emails = groupBy(
    received.filter(({ transport }) => transport === 'email'),
    ({ id }) => id,
  );
  const twice = [...emails]
    .filter(([, list]) => list.length > 1)
    .map(([id]) => `e-mail ${id} came twice`);
  const hooks = groupBy(
    received.filter(({ transport }) => transport === 'webhook'),
    ({ fact }) => fact ?? '',
  );
  const ambiguous = [...hooks]
    .filter(([, list]) => new Set(list.map(({ id }) => id)).size > 1)
    .map(([fact]) => `${fact} came under two ids`);
  return [...twice, ...ambiguous];
};

/** What arrived was announced in the store first, and what is stored as delivered arrived. */
export const receivedAsStored: Check = ({ events, received }) => {
  const attempts = new Map(
    ofType(events, 'DeliveryAttempted').map((event) => [
      text(event, 'messageId'),
      text(event, 'transportMessageId'),
    ]),
  );
  const announced = new Set(attempts.values());
  const arrived = new Set(received.map(({ id }) => id));
  const transports = new Map(
    ofType(events, 'MessageQueued').map((event) => [
      text(event, 'messageId'),
      text(event, 'transport'),
    ]),
  );
  const unannounced = [...arrived]
    .filter((id) => !announced.has(id))
    .map((id) => `${id} arrived without an attempt`);
  const lost = ofType(events, 'MessageDelivered')
    .map((event) => text(event, 'messageId'))
    .filter((id) => transports.get(id) !== 'task' && !arrived.has(attempts.get(id) ?? ''))
    .map((id) => `${id} is stored as delivered and did not arrive`);
  return [...unannounced, ...lost];
};

const ends = new Set([
  'MessageDelivered',
  'DeliveryOutcomeUnknown',
  'DeliveryGivenUp',
  'ContactTaskCreated',
]);

/** Nothing is attempted again whose outcome is unknown, and every message has an end that people can see. */
export const outcomesShown: Check = ({ events }) => {
  const histories = groupBy(
    events.filter(
      ({ data, streamId }) => 'messageId' in data && streamId.startsWith('notification-'),
    ),
    (event) => text(event, 'messageId'),
  );
  return [...histories].flatMap(([id, history]) => {
    const unknown = history.findIndex(({ type }) => type === 'DeliveryOutcomeUnknown');
    const again =
      unknown !== -1 && history.slice(unknown).some(({ type }) => type === 'DeliveryAttempted');
    const open = !history.some(({ type }) => ends.has(type));
    return [...(again ? [`${id} was sent again`] : []), ...(open ? [`${id} has no outcome`] : [])];
  });
};
