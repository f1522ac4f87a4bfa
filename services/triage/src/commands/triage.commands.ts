import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { commandSubject, type CommandReply } from '#libs/contracts';
import { load } from '#libs/eventsourcing';
import {
  answerCommand,
  decideCommand,
  orderOf,
  ServiceKit,
  type CommandTable,
  type Incoming,
  type Prepared,
} from '#libs/service';
import { asPrimary } from '../domain/duplicates.js';
import type { LinkDuplicate, TriageOrder } from '../domain/orders.js';
import type { TriageEvent, TriageState } from '../domain/state.js';
import { triage, triageStream } from '../domain/triage.js';

type Finish = Prepared<TriageState, TriageOrder, TriageEvent>['finish'];

const decide = (
  kit: ServiceKit,
  incoming: Incoming,
  order: TriageOrder,
  finish?: Finish,
): Promise<CommandReply> =>
  decideCommand(kit, incoming, {
    decider: triage,
    streamId: triageStream(incoming.occasion.complaintId),
    order,
    ...(finish ? { finish } : {}),
  });

const askedOf: Finish = ({ events }) => ({ result: { requestId: events[0]?.data['requestId'] } });

const withPrimary = async (
  kit: ServiceKit,
  incoming: Incoming<'LinkDuplicate'>,
): Promise<LinkDuplicate> => {
  const { state } = await load(kit.store, triage, triageStream(incoming.data.primaryComplaintId));
  return { ...orderOf(incoming), primary: asPrimary(state) };
};

const table: CommandTable = {
  ClassifyComplaint: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  ReferComplaint: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  LinkDuplicate: async (kit, incoming) => decide(kit, incoming, await withPrimary(kit, incoming)),
  UnlinkDuplicate: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  RequestClarification: (kit, incoming) => decide(kit, incoming, orderOf(incoming), askedOf),
  SealCase: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  UnsealCase: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  AnswerAtOnce: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  TakeStep: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  ReleaseStep: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  DecideWithdrawal: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
};

/** The commands that triage answers. */
@Controller()
export class TriageCommands {
  constructor(private readonly kit: ServiceKit) {}

  @MessagePattern(commandSubject('triage'))
  handle(@Payload() request: unknown): Promise<CommandReply> {
    return answerCommand(this.kit, request, table);
  }
}
