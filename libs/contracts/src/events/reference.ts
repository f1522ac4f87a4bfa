import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { content } from '../sealing.js';
import { instant, kecamatanCode, roles, text, uuid } from '../values.js';

/** Events of sla (procedure, calendar, timers) and portal (accounts). */
export const timerKinds = ['silent-close', 'unit-reminder'] as const;

export const referenceEvents = {
  ProcedurePublished: defineEvent(
    'ProcedurePublished',
    ['sla'],
    'The procedure of a kecamatan as it holds from a date; version 1 is seeded from the YAML.',
    z.strictObject({
      version: z.number().int().min(1),
      effectiveFrom: z.iso.date(),
      /** A `Procedure` of libs/procedure. */
      procedure: z.record(z.string(), z.unknown()),
      reason: text(500),
    }),
  ),
  CalendarPublished: defineEvent(
    'CalendarPublished',
    ['sla'],
    'The office calendar of a kecamatan; version 1 is seeded from the YAML.',
    z.strictObject({
      version: z.number().int().min(1),
      /** An `OfficeCalendar` of libs/procedure. */
      calendar: z.record(z.string(), z.unknown()),
      reason: text(500),
    }),
  ),
  KecamatanListed: defineEvent(
    'KecamatanListed',
    ['sla'],
    'A kecamatan takes part, so that whoever starts reads its rules without looking through the whole history.',
    z.strictObject({ code: kecamatanCode }),
  ),
  TimerFired: defineEvent(
    'TimerFired',
    ['sla'],
    'A durable timer came due; the service that knows what it means decides whether it acts.',
    z.strictObject({
      timerId: uuid,
      kind: z.enum(timerKinds),
      dueAt: instant,
      ref: z.string().describe('What the timer is about, e.g. a consultation.'),
      occurrence: z
        .number()
        .int()
        .min(1)
        .describe('How often the timer of this kind and ref has fired, from 1.'),
    }),
  ),
  AccountCreated: defineEvent(
    'AccountCreated',
    ['portal'],
    'An officer may sign in; name, login and password are in the vault.',
    z.strictObject({
      accountId: z.string(),
      role: z.enum(roles),
      kecamatan: kecamatanCode.or(z.literal('*')),
      localOnly: z
        .boolean()
        .describe('Never signs in by the identity provider of the district.')
        .optional(),
    }),
  ),
  AccountDisabled: defineEvent(
    'AccountDisabled',
    ['portal'],
    'An officer may no longer sign in.',
    z.strictObject({ accountId: z.string(), reason: content(text(200)) }),
  ),
  AccountEnabled: defineEvent(
    'AccountEnabled',
    ['portal'],
    'An officer may sign in again.',
    z.strictObject({ accountId: z.string() }),
  ),
  PasswordChanged: defineEvent(
    'PasswordChanged',
    ['portal'],
    'The secret of an account was replaced; every session ends.',
    z.strictObject({ accountId: z.string() }),
  ),
  SecondFactorEnabled: defineEvent(
    'SecondFactorEnabled',
    ['portal'],
    'An officer signs in with a code of his device from now on; its secret is in the vault.',
    z.strictObject({ accountId: z.string() }),
  ),
  SecondFactorDisabled: defineEvent(
    'SecondFactorDisabled',
    ['portal'],
    'An account signs in by its password alone again: its owner took the second factor off, or an admin reset it.',
    z.strictObject({ accountId: z.string(), by: z.enum(['owner', 'admin']) }),
  ),
  RecoveryCodeUsed: defineEvent(
    'RecoveryCodeUsed',
    ['portal'],
    'An officer without his device used up one of the recovery codes.',
    z.strictObject({ accountId: z.string(), left: z.number().int().min(0) }),
  ),
  ProfileChanged: defineEvent(
    'ProfileChanged',
    ['portal'],
    'Name or contact of an officer changed; both are in the vault.',
    z.strictObject({
      accountId: z.string(),
      fields: z.array(z.enum(['displayName', 'email', 'phone'])).min(1),
    }),
  ),
  SignInRestricted: defineEvent(
    'SignInRestricted',
    ['portal'],
    'Whether an account may sign in by the identity provider of the district, or locally only.',
    z.strictObject({ accountId: z.string(), localOnly: z.boolean() }),
  ),
};
