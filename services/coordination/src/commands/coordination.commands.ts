import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { commandSubject, type CommandReply } from '#libs/contracts';
import type { Handled } from '#libs/eventsourcing';
import {
  answerCommand,
  decideCommand,
  orderOf,
  ServiceKit,
  type CommandTable,
  type Incoming,
} from '#libs/service';
import { coordination, coordinationStream } from '../domain/coordination.js';
import type { CoordinationOrder } from '../domain/orders.js';
import type { CoordinationState } from '../domain/state.js';

// Later commands name what an earlier one made: a consultation, a meeting.
const resultOf = ({ events }: Handled<CoordinationState>): Record<string, unknown> => {
  const made = events[0]?.data ?? {};
  const names = ['consultationId', 'meetingId'].filter((name) => made[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, made[name]]));
};

const decide = (
  kit: ServiceKit,
  incoming: Incoming,
  order: CoordinationOrder,
): Promise<CommandReply> =>
  decideCommand(kit, incoming, {
    decider: coordination,
    streamId: coordinationStream(incoming.occasion.complaintId),
    order,
    finish: (handled) => ({ result: resultOf(handled) }),
  });

const table: CommandTable = {
  ConsultUnit: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  RecordUnitAnswer: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  CancelConsultation: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  ConcludeCoordination: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  ScheduleMeeting: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  RescheduleMeeting: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  CancelMeeting: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  RecordMeeting: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  WaiveMeeting: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  TakeStep: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  ReleaseStep: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  DecideWithdrawal: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
};

/** The commands that coordination answers. */
@Controller()
export class CoordinationCommands {
  constructor(private readonly kit: ServiceKit) {}

  @MessagePattern(commandSubject('coordination'))
  handle(@Payload() request: unknown): Promise<CommandReply> {
    return answerCommand(this.kit, request, table);
  }
}
