import { z } from 'zod';

/**
 * Which key seals a value: the reporter's identity, the content of the case, or another person named in it
 * (the sibling field `personId` says which).
 */
export type SealKey = 'identity' | 'content' | 'person';

/** Where sealed values stand in an event's data; `*` stands for each item of a list. */
export interface SealedPath {
  path: string[];
  key: SealKey;
}

const seals = z.registry<{ seal: SealKey }>();

const sealedWith =
  (seal: SealKey) =>
  <T extends z.ZodType>(schema: T): T => {
    seals.add(schema, { seal });
    return schema;
  };

/** Marks a value as telling who the reporter is: stored encrypted, unreadable once the identity is erased. */
export const identity = sealedWith('identity');
/** Marks free text and other content of the case: stored encrypted. */
export const content = sealedWith('content');
/** Marks what is known of another person; the containing object must have `personId`. */
export const person = sealedWith('person');

const innerOf = (schema: z.ZodType): z.ZodType[] => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return [schema.unwrap() as z.ZodType];
  if (schema instanceof z.ZodDefault) return [schema.unwrap() as z.ZodType];
  if (schema instanceof z.ZodUnion) return schema.options as z.ZodType[];
  return [];
};

const walk = (schema: z.ZodType, path: string[]): SealedPath[] => {
  const seal = seals.get(schema)?.seal;
  if (seal) return [{ path, key: seal }];
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) =>
      walk(field as z.ZodType, [...path, name]),
    );
  if (schema instanceof z.ZodArray) return walk(schema.element as z.ZodType, [...path, '*']);
  return innerOf(schema).flatMap((inner) => walk(inner, path));
};

/** The places of `schema` that are stored encrypted, each once. */
export const sealedPaths = (schema: z.ZodType): SealedPath[] => {
  const found = new Map(walk(schema, []).map((sealed) => [sealed.path.join('.'), sealed]));
  return [...found.values()];
};
