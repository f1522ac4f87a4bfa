import type { CommandReply } from '#libs/contracts';
import type { Handled } from '#libs/eventsourcing';
import {
  decideCommand,
  orderOf,
  type CommandTable,
  type Finished,
  type Incoming,
  type ServiceKit,
} from '#libs/service';
import { complaint } from '../domain/complaint.js';
import type { ComplaintOrder } from '../domain/orders.js';
import type { Complaint } from '../domain/state.js';
import { intakeStream } from '../domain/streams.js';
import { destroyErased } from '../finishing/erase.js';
import { removeBytes } from '../finishing/remove-files.js';
import { registerComplaint } from './register-complaint.js';

const nothing: Finished = { result: {} };

const decide = (
  kit: ServiceKit,
  incoming: Incoming,
  order: ComplaintOrder,
  finish: (handled: Handled<Complaint>) => Finished | Promise<Finished> = () => nothing,
): Promise<CommandReply> =>
  decideCommand(kit, incoming, {
    decider: complaint,
    streamId: intakeStream(incoming.occasion.complaintId),
    order,
    finish,
  });

/** Commands to a complaint. An erasure is answered when the key is destroyed, not before. */
export const complaintCommands: CommandTable = {
  RegisterComplaint: registerComplaint,
  AddInformation: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  AnswerClarification: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  RequestWithdrawal: (kit, incoming) =>
    decide(kit, incoming, orderOf(incoming), ({ events }) => ({
      result: { requestId: events[0]?.data['requestId'] },
    })),
  AttachFile: (kit, incoming) =>
    decide(kit, incoming, orderOf(incoming), () => ({
      result: { fileId: incoming.data.fileId },
    })),
  RemoveFile: (kit, incoming) =>
    decide(kit, incoming, orderOf(incoming), async ({ events }) => {
      for (const event of events) await removeBytes(kit, event);
      return nothing;
    }),
  CorrectReporter: (kit, incoming) => decide(kit, incoming, orderOf(incoming)),
  EraseIdentity: (kit, incoming) =>
    decide(kit, incoming, orderOf(incoming), async ({ events }) => {
      for (const event of events) await destroyErased(kit, event);
      return nothing;
    }),
  ErasePerson: (kit, incoming) =>
    decide(kit, incoming, orderOf(incoming), async ({ events }) => {
      for (const event of events) await destroyErased(kit, event);
      return { result: { personId: incoming.data.personId } };
    }),
};
