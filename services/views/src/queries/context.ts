import type { Connection } from 'mongoose';
import { DomainError, type Actor } from '#libs/contracts';
import { documentsOf, plain, type Stored, type View } from '#libs/projections';
import type { ReferenceData } from '#libs/service';

/** What a query works with. */
export interface QueryContext {
  mongo: Connection;
  reference: Pick<ReferenceData, 'rules' | 'list'>;
  actor: Actor;
  now: Date;
}

/** A filter over documents of a view. The driver's own types do not follow generic documents. */
export type Filter = Record<string, unknown>;

type Wanted = { sort: Record<string, 1 | -1>; limit: number };

/** Documents of a view as the view made them, in order. */
export const findMany = async <Doc extends object>(
  { mongo }: Pick<QueryContext, 'mongo'>,
  view: View<Doc>,
  filter: Filter,
  { sort, limit }: Wanted,
): Promise<Doc[]> => {
  const found = documentsOf(mongo, view as View<object>)
    .find(filter)
    .sort(sort)
    .limit(limit);
  const stored = (await found.toArray()) as unknown as Stored<Doc>[];
  return stored.map(plain);
};

/** One document by its key; undefined where there is none. */
export const findOne = async <Doc extends object>(
  { mongo }: Pick<QueryContext, 'mongo'>,
  view: View<Doc>,
  key: string,
): Promise<Doc | undefined> => {
  const stored = await documentsOf(mongo, view as View<object>).findOne({ _id: key });
  return stored ? plain(stored as unknown as Stored<Doc>) : undefined;
};

/** Documents by their keys, in a map; keys without a document are left out. */
export const findByKeys = async <Doc extends object>(
  context: Pick<QueryContext, 'mongo'>,
  view: View<Doc>,
  keys: readonly string[],
): Promise<Map<string, Doc>> => {
  if (keys.length === 0) return new Map();
  const filter = { _id: { $in: [...new Set(keys)] } };
  const found = documentsOf(context.mongo, view as View<object>).find(filter as object);
  const stored = (await found.toArray()) as unknown as Stored<Doc>[];
  return new Map(
    stored.map((each) => {
      const { _id: key } = each;
      return [key, plain(each)];
    }),
  );
};

/** How many documents pass the filter. */
export const count = ({ mongo }: Pick<QueryContext, 'mongo'>, view: View<object>, filter: Filter) =>
  documentsOf(mongo, view).countDocuments(filter);

/** Throws DomainError `invalid` for a cursor that no query gave out. */
export const badCursor = (): DomainError =>
  new DomainError('invalid', {}, { fields: [{ field: 'cursor', reason: 'unknown-cursor' }] });

/** A place in a list, as callers carry it. */
export const cursorOf = (place: string | number): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place that a cursor stands for. Throws DomainError `invalid`. */
export const placeOf = <T extends 'string' | 'number'>(
  cursor: string,
  type: T,
): T extends 'string' ? string : number => {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (typeof place === type) return place as T extends 'string' ? string : number;
  } catch {
    // Told below, like every other cursor that is not ours.
  }
  throw badCursor();
};

/** A page of what was found with one item more than asked for, and where the next one begins. */
export const pageOf = <Item>(
  found: readonly Item[],
  limit: number,
  place: (item: Item) => string | number,
): { items: Item[]; nextCursor?: string } => {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined
    ? { items, nextCursor: cursorOf(place(last)) }
    : { items };
};
