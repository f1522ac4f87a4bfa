import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { content } from '../sealing.js';
import { caseTypes, localDate, priorities, sealGrounds, slug, text, uuid } from '../values.js';

const only = ['triage'] as const;

export const triageEvents = {
  ComplaintClassified: defineEvent(
    'ComplaintClassified',
    only,
    'Step 2: the Tim reviewed and classified the complaint.',
    z.strictObject({
      caseType: z.enum(caseTypes),
      categoryId: slug,
      priority: z.enum(priorities),
      unitIds: z.array(slug).min(1).max(20),
      fieldExamination: z.boolean().describe('Berkadar pengawasan: 60 working days instead of 14.'),
      note: content(text(5_000)).optional(),
    }),
  ),
  ComplaintReferred: defineEvent(
    'ComplaintReferred',
    only,
    'Bukan wewenang: the complaint belongs to another authority and was sent there.',
    z.strictObject({ destination: content(text(200)), reason: content(text(5_000)) }),
  ),
  LinkedAsDuplicate: defineEvent(
    'LinkedAsDuplicate',
    only,
    'The complaint is about the same matter as another one and will be answered with it.',
    z.strictObject({ primaryComplaintId: uuid }),
  ),
  UnlinkedFromDuplicate: defineEvent(
    'UnlinkedFromDuplicate',
    only,
    'The link to the other complaint was a mistake; the complaint goes its own way again.',
    z.strictObject({ primaryComplaintId: uuid, reason: content(text(2_000)) }),
  ),
  DuplicateAttached: defineEvent(
    'DuplicateAttached',
    only,
    'Another complaint will be answered with this one.',
    z.strictObject({ duplicateComplaintId: uuid }),
  ),
  DuplicateDetached: defineEvent(
    'DuplicateDetached',
    only,
    'The other complaint goes its own way again.',
    z.strictObject({ duplicateComplaintId: uuid }),
  ),
  ClarificationRequested: defineEvent(
    'ClarificationRequested',
    only,
    'The Tim asks the reporter a question.',
    z.strictObject({
      requestId: uuid,
      question: content(text(5_000)),
      answerBy: localDate
        .describe('Until this day the case waits; afterwards the Tim may go on without the answer.')
        .optional(),
    }),
  ),
  ClarificationReceived: defineEvent(
    'ClarificationReceived',
    only,
    'The answer of the reporter has come in.',
    z.strictObject({ requestId: uuid }),
  ),
  CaseSealed: defineEvent(
    'CaseSealed',
    only,
    'The case is reserved to the Inspektorat.',
    z.strictObject({ ground: z.enum(sealGrounds), note: content(text(5_000)).optional() }),
  ),
  CaseUnsealed: defineEvent(
    'CaseUnsealed',
    only,
    'The Inspektorat gives the case back to the kecamatan.',
    z.strictObject({ reason: content(text(5_000)) }),
  ),
  AnsweredAtOnce: defineEvent(
    'AnsweredAtOnce',
    only,
    'The short way: a consultation or information request was answered at step 2.',
    z.strictObject({ answer: content(text(20_000)) }),
  ),
};
