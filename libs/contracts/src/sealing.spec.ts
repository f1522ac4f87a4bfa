import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventContracts } from './events/index.js';
import type { EventContract } from './event-contract.js';
import { content, sealedPaths } from './sealing.js';
import { text } from './values.js';

/** Unsealed text that no schema bounds, and why it tells nothing of a person. */
const known: Record<string, string> = {
  accountId: 'id of an account, whose name is in the vault',
  releasedBy: 'id of an account',
  registerNumber: 'made by us from a pattern',
  number: 'made by us from a pattern',
  holderId: 'id of a complaint or document',
  ref: 'id of what a timer is about',
  mediaType: 'made by us',
  verificationCode: 'drawn by us; printed on the document for everybody',
  transportMessageId: 'made by us from an id',
  letterNumber:
    'number of an official letter; decides whether the same delegation is granted again',
  location: 'where the kotak saran hangs',
  counter: 'name of a counter',
  // Public rules, from the YAML of the kabupaten.
  procedure: 'public',
  calendar: 'public',
  'ProcedurePublished.reason': 'public, as the procedure',
  'CalendarPublished.reason': 'public, as the calendar',
};

const isBound = (schema: z.ZodString | z.ZodStringFormat): boolean => {
  const { format, checks = [] } = schema.def as { format?: string; checks?: z.core.$ZodCheck[] };
  const formats = checks.map(({ _zod }) => (_zod.def as { format?: string }).format);
  return [format, ...formats].some((each) => each !== undefined && each !== 'lowercase');
};

/** Names of the places where whatever text may stand. */
const freeText = (schema: z.ZodType, path: string[], sealed: Set<string>): string[] => {
  if (sealed.has(path.join('.'))) return [];
  const inner = (next: unknown, ...names: string[]) =>
    freeText(next as z.ZodType, [...path, ...names], sealed);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) => inner(field, name));
  if (schema instanceof z.ZodArray) return inner(schema.element, '*');
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return inner(schema.unwrap());
  if (schema instanceof z.ZodDefault) return inner(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((each) => inner(each));
  if (schema instanceof z.ZodPipe) return inner(schema.def.out);
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat)
    return isBound(schema) ? [] : [path.join('.')];
  const plain = [z.ZodEnum, z.ZodLiteral, z.ZodNumber, z.ZodBoolean];
  return plain.some((kind) => schema instanceof kind) ? [] : [path.join('.')];
};

const unsealed = ({ type, schema, sealed }: EventContract): string[] => {
  const places = new Set(sealed.map(({ path }) => path.join('.')));
  return freeText(schema, [], places).filter(
    (place) =>
      !Object.hasOwn(known, place.split('.').at(-1) ?? '') &&
      !Object.hasOwn(known, `${type}.${place}`),
  );
};

describe('what is stored', () => {
  it.each(Object.values(eventContracts) as EventContract[])(
    '$type seals all free text',
    (contract) => {
      expect(unsealed(contract)).toEqual([]);
    },
  );

  it('is found out when somebody forgets to seal it', () => {
    const schema = z.strictObject({ a: z.array(z.strictObject({ reason: text(5) })), b: z.uuid() });
    const contract = { type: 'X', schema, sealed: sealedPaths(schema) } as unknown as EventContract;
    expect(unsealed(contract)).toEqual(['a.*.reason']);
  });

  it('stays sealed when it is described or left out', () => {
    const schema = z.strictObject({
      a: content(text(5).describe('x')),
      b: content(text(5)).optional(),
      c: content(text(5)).describe('y'),
    });
    expect(sealedPaths(schema).map(({ path }) => path.join('.'))).toEqual(['a', 'b', 'c']);
  });
});
