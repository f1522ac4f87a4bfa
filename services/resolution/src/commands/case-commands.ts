import type { CommandReply } from '#libs/contracts';
import { load, type Handled } from '#libs/eventsourcing';
import {
  decideCommand,
  orderOf,
  type CommandTable,
  type Incoming,
  type ServiceKit,
} from '#libs/service';
import type { ResolutionOrder } from '../domain/orders.js';
import { resolution } from '../domain/resolution.js';
import type { Resolution } from '../domain/state.js';
import { resolutionStream } from '../domain/streams.js';
import { deliverableText } from '../finishing/answer-text.js';
import { approveAnswer } from './approve-answer.js';
import { beginSigning } from './begin-signing.js';
import { withDelegations } from './lookups.js';
import { requireSignedFile } from './sign-answer.js';

const named = ['draft', 'documentId', 'number', 'atStep', 'toRound', 'outcome'] as const;

// What the events of the command name: the draft, the document, where the case was reopened, how it ended.
const resultOf = ({ events }: Handled<Resolution>): Record<string, unknown> => {
  const data: Record<string, unknown> = Object.assign({}, ...events.map((event) => event.data));
  return Object.fromEntries(named.map((name) => [name, data[name]]));
};

const decide = (
  kit: ServiceKit,
  incoming: Incoming,
  order: ResolutionOrder,
): Promise<CommandReply> =>
  decideCommand(kit, incoming, {
    decider: resolution,
    streamId: resolutionStream(incoming.occasion.complaintId),
    order,
    finish: (handled) => ({ result: resultOf(handled) }),
  });

const deliver = async (
  kit: ServiceKit,
  incoming: Incoming<'DeliverResult'>,
): Promise<CommandReply> => {
  const streamId = resolutionStream(incoming.occasion.complaintId);
  const answer = await deliverableText(kit, await load(kit.store, resolution, streamId));
  const found = answer === undefined ? {} : { answer };
  return decide(kit, incoming, { ...orderOf(incoming), ...found });
};

/** Commands to a case at steps 5 to 7. */
export const caseCommands: CommandTable = {
  TakeStep: async (kit, incoming) => decide(kit, incoming, await withDelegations(kit, incoming)),
  ReleaseStep: async (kit, incoming) => decide(kit, incoming, await withDelegations(kit, incoming)),
  DecideWithdrawal: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  DraftAnswer: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  ProcessSettlement: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  ReturnAnswer: async (kit, incoming) =>
    decide(kit, incoming, await withDelegations(kit, incoming)),
  ApproveAnswer: approveAnswer,
  BeginSigning: beginSigning,
  SignAnswer: async (kit, incoming) => {
    await requireSignedFile(kit, incoming);
    return decide(kit, incoming, await withDelegations(kit, incoming));
  },
  RecordSigningFailure: async (kit, incoming) =>
    decide(kit, incoming, await withDelegations(kit, incoming)),
  StampAnswer: async (kit, incoming) => decide(kit, incoming, await withDelegations(kit, incoming)),
  DiscardDocument: async (kit, incoming) =>
    decide(kit, incoming, await withDelegations(kit, incoming)),
  DeliverResult: deliver,
  ClarifySatisfaction: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  AnswerSurvey: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
};
