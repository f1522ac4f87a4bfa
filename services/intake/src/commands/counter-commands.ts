import type { Occasion } from '#libs/casework';
import type { CommandReply } from '#libs/contracts';
import type { Handled } from '#libs/eventsourcing';
import { localDate } from '#libs/procedure';
import {
  decideCommand,
  orderOf,
  type CommandTable,
  type Incoming,
  type ServiceKit,
} from '#libs/service';
import { box } from '../domain/box.js';
import { queue, type Queue, type QueueOrder } from '../domain/queue.js';
import { boxStream, queueStream } from '../domain/streams.js';

const todaysQueue = ({ kecamatan, procedure, at }: Occasion): string =>
  queueStream(kecamatan, localDate(procedure, at));

const ticketOf = ({ events }: Handled<Queue>): Record<string, unknown> => {
  const { ticketId, ticket, counter } = events[0]?.data ?? {};
  return { ticketId, ticket, counter };
};

const decideQueue = (
  kit: ServiceKit,
  incoming: Incoming,
  order: QueueOrder,
): Promise<CommandReply> =>
  decideCommand(kit, incoming, {
    decider: queue,
    streamId: todaysQueue(incoming.occasion),
    order,
    ofKecamatan: true,
    finish: (handled) => ({ result: ticketOf(handled) }),
  });

/** Commands to a kecamatan: the kotak saran, and the waiting list of the day. */
export const counterCommands: CommandTable = {
  OpenSuggestionBox: (kit, incoming) => {
    const openingId = incoming.occasion.idFor('box-opening');
    return decideCommand(kit, incoming, {
      decider: box,
      streamId: boxStream(openingId),
      order: orderOf(incoming),
      ofKecamatan: true,
      finish: () => ({ result: { openingId } }),
    });
  },
  TakeTicket: (kit, incoming) => decideQueue(kit, incoming, orderOf(incoming)),
  CallNextVisitor: (kit, incoming) => decideQueue(kit, incoming, orderOf(incoming)),
  FinishVisitor: (kit, incoming) => decideQueue(kit, incoming, orderOf(incoming)),
};
