import { TOMBSTONE_ROW } from './log.js';
import type { Entry } from './log.js';
import { dataOf } from './metadata.js';
import { firstVisible, isReadable } from './stream-states.js';
import type { Store } from './store.js';
import { eventFrame } from './wire.js';

const LINK_TYPE = '$>';

/** The event that a link's data (`revision@stream`) names, if reads would show it. */
function linkTarget(store: Store, data: string): Buffer | undefined {
  const at = data.indexOf('@');
  const stream = data.slice(at + 1);
  const text = data.slice(0, at);
  const revision = /^\d{1,15}$/u.test(text) ? Number(text) : TOMBSTONE_ROW;
  const state = store.states.get(stream);
  if (state.tombstoned || !isReadable(state) || revision < firstVisible(state)) return undefined;
  const [target] = store.log.streamForwards(stream, revision, 0, 1);
  return target?.revision === revision ? store.log.body(target) : undefined;
}

/** Frames an event for sending; a link is followed when the client asked for it. */
export function frameOf(store: Store, entry: Entry, resolveLinks: boolean): Buffer {
  const body = store.log.body(entry);
  if (!resolveLinks || entry.type !== LINK_TYPE) return eventFrame(body, undefined, entry.position);
  const data = dataOf(body);
  if (!data.includes('@')) return eventFrame(body, undefined, entry.position);
  return eventFrame(linkTarget(store, data), body, entry.position);
}
