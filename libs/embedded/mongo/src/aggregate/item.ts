import type { Doc } from '../bson/values.js';
import { writeDoc } from '../bson/write.js';

/** A document on its way through a pipeline. */
export interface Item {
  readonly doc: Doc;
  readonly bytes: Buffer;
  readonly byteLength: number;
}

/** A document that a stage made. */
export class Made implements Item {
  private encoded: Buffer | undefined;
  constructor(readonly doc: Doc) {}

  get bytes(): Buffer {
    this.encoded ??= writeDoc(this.doc);
    return this.encoded;
  }

  get byteLength(): number {
    return this.bytes.length;
  }
}

/** One stage of a pipeline, ready to run. */
export type Stage = (items: Iterable<Item>) => Iterable<Item>;
