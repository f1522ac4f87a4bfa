import type { Connection, mongo } from 'mongoose';
import type { Stored, View } from './view.js';

/** Last revision of each stream of one subject (`intake-<id>`, `triage-<id>`, …), by kind of stream. */
export interface StreamsDocument {
  /** Build of the view and subject. */
  _id: string;
  last: Record<string, number>;
}

/** A document that a view let go, until the checkpoint is past it: a redelivered event must not bring it back. */
export interface RemovedDocument {
  _id: string;
  mark: string;
}

/** How far a view has come, and who may go on. */
export interface CheckpointDocument {
  _id: string;
  version: number;
  /** Grows whenever the view is built anew from the first event. */
  build: number;
  /** Not finished yet with the events that were there when the build began. */
  building: boolean;
  position: string;
  events: number;
  /** Grows whenever the view changes hands; every write of the holder is bound to it. */
  term: number;
  owner: string;
  /** End of the lease, ms since 1970 on the holder's clock. */
  expiresAt: number;
}

/** A collection of the connected database. Throws when the connection was never opened. */
export const collectionOf = <T extends object>(
  connection: Connection,
  name: string,
): mongo.Collection<T> => {
  if (!connection.db) throw new Error(`not connected, collection ${name} cannot be used`);
  return connection.db.collection(name) as unknown as mongo.Collection<T>;
};

/** Documents of a view, for its queries. */
export const documentsOf = <Doc extends object>(
  connection: Connection,
  view: View<Doc>,
): mongo.Collection<Stored<Doc>> => collectionOf<Stored<Doc>>(connection, view.name);

export const streamsOf = (connection: Connection, view: Pick<View<object>, 'name'>) =>
  collectionOf<StreamsDocument>(connection, `${view.name}_streams`);

export const removedOf = (connection: Connection, view: Pick<View<object>, 'name'>) =>
  collectionOf<RemovedDocument>(connection, `${view.name}_removed`);

export const checkpointsOf = (connection: Connection) =>
  collectionOf<CheckpointDocument>(connection, 'checkpoints');

/** A stored document as the view made it. */
export const plain = <Doc extends object>(stored: Stored<Doc>): Doc => {
  const doc: Record<string, unknown> = { ...stored };
  delete doc['_id'];
  delete doc['appliedMark'];
  return doc as unknown as Doc;
};
