import { z } from 'zod';
import { defineCommand } from '../command-contract.js';
import { caseTypes, localDate, priorities, sealGrounds, slug, text, uuid } from '../values.js';

const shared = { service: 'triage', target: 'complaint', roles: ['tim', 'inspektorat'] } as const;

export const triageCommands = {
  ClassifyComplaint: defineCommand({
    ...shared,
    type: 'ClassifyComplaint',
    path: 'classify',
    summary: 'Finish the review: type, category, priority, responsible units (step 2).',
    schema: z.strictObject({
      caseType: z.enum(caseTypes),
      categoryId: slug,
      priority: z.enum(priorities).default('normal'),
      unitIds: z.array(slug).min(1).max(20),
      fieldExamination: z.boolean().default(false),
      note: text(5_000).optional(),
    }),
  }),
  ReferComplaint: defineCommand({
    ...shared,
    type: 'ReferComplaint',
    path: 'refer',
    summary: 'Send the complaint to the authority that it belongs to and close it here.',
    schema: z.strictObject({ destination: text(200), reason: text(5_000) }),
  }),
  LinkDuplicate: defineCommand({
    ...shared,
    type: 'LinkDuplicate',
    path: 'link-duplicate',
    summary: 'Answer this complaint together with another one about the same matter.',
    schema: z.strictObject({ primaryComplaintId: uuid }),
  }),
  UnlinkDuplicate: defineCommand({
    ...shared,
    type: 'UnlinkDuplicate',
    path: 'unlink-duplicate',
    summary: 'Undo the link to the other complaint.',
    schema: z.strictObject({ reason: text(2_000) }),
  }),
  RequestClarification: defineCommand({
    ...shared,
    type: 'RequestClarification',
    path: 'request-clarification',
    summary: 'Ask the reporter a question.',
    schema: z.strictObject({ question: text(5_000), answerBy: localDate.optional() }),
  }),
  SealCase: defineCommand({
    ...shared,
    type: 'SealCase',
    path: 'seal',
    summary: 'Reserve the case to the Inspektorat.',
    schema: z.strictObject({ ground: z.enum(sealGrounds), note: text(5_000).optional() }),
  }),
  UnsealCase: defineCommand({
    ...shared,
    type: 'UnsealCase',
    path: 'unseal',
    roles: ['inspektorat'],
    summary: 'Give a sealed case back to the kecamatan.',
    schema: z.strictObject({ reason: text(5_000) }),
  }),
  AnswerAtOnce: defineCommand({
    ...shared,
    type: 'AnswerAtOnce',
    path: 'answer-at-once',
    summary: 'The short way: answer a consultation or information request at step 2.',
    schema: z.strictObject({ answer: text(20_000), categoryId: slug }),
  }),
};
