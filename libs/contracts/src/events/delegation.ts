import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { content } from '../sealing.js';
import { localDate, text, uuid } from '../values.js';

const only = ['resolution'] as const;

/** Who signs in the place of the Camat, and for how long. */
export const delegationEvents = {
  DelegationGranted: defineEvent(
    'DelegationGranted',
    only,
    'An acting officer (Plh. or Plt.) may sign for the Camat for some days.',
    z.strictObject({
      delegationId: uuid,
      accountId: z.string(),
      kind: z.enum(['plh', 'plt']),
      from: localDate,
      until: localDate,
      letterNumber: text(100).describe('Of the Surat Perintah Plh. or Plt.'),
    }),
  ),
  DelegationRevoked: defineEvent(
    'DelegationRevoked',
    only,
    'The delegation ended before its time.',
    z.strictObject({ delegationId: uuid, reason: content(text(500)) }),
  ),
};
