/** Somebody else appended first: the stream is not at the revision that was read. */
export class StreamConflict extends Error {
  override readonly name = 'StreamConflict';

  constructor(
    readonly streamId: string,
    readonly actual: bigint | 'no_stream',
  ) {
    super(`stream ${streamId} is at ${actual}`);
  }
}

/** The store cannot be reached, or is not ready yet. Nothing is known to have been stored; try again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The connection broke while an append was under way: it may have been stored or not. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** The store does not know the position: it was restored, or it is another store. */
export class PositionRefused extends Error {
  override readonly name = 'PositionRefused';
}

/** An event cannot be stored: its id, type or size is not allowed. A fault of the program, found before the store is asked. */
export class EventRefused extends Error {
  override readonly name = 'EventRefused';
}
