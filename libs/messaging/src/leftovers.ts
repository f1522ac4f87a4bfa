import type { Lanes } from './lanes.js';

/**
 * Deliveries that an instance left unanswered when it vanished. The server gives them again only after
 * ack_wait, but later events at once: nothing is handled until they are here, or later events of the
 * same complaint would overtake them.
 */
export class Leftovers {
  #isKnown = false;
  #count = 0;
  #upTo = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly lanes: Pick<Lanes, 'hold' | 'release'>) {}

  /** Waits for `count` deliveries up to a sequence, `withinMs` at most. Only the first call counts: later on they are our own. */
  expect(count: number, upTo: number, withinMs: number): void {
    if (this.#isKnown) return;
    this.#isKnown = true;
    if (count === 0) return;
    this.#count = count;
    this.#upTo = upTo;
    this.lanes.hold();
    this.#timer = setTimeout(() => this.lanes.release(), withinMs);
  }

  /** To be told each delivery, once it is in its lane. */
  note(seq: number): void {
    if (this.#count === 0 || seq > this.#upTo) return;
    this.#count -= 1;
    if (this.#count > 0) return;
    clearTimeout(this.#timer);
    this.lanes.release();
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
