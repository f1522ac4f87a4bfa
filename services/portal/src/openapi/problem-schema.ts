import { errorTexts } from '#libs/contracts';

/** What a refusal looks like (RFC 9457). */
export const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: {
      type: 'string',
      description: 'For people, in Indonesian or English (Accept-Language).',
    },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errorTexts) },
    requestId: { type: 'string' },
    field: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, reason: { type: 'string' } },
      },
    },
    since: { description: 'After a mismatch of revisions: what happened meanwhile.' },
  },
};
