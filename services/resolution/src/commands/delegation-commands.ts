import type { CommandReply } from '#libs/contracts';
import {
  decideCommand,
  orderOf,
  type CommandTable,
  type Finished,
  type Incoming,
  type ServiceKit,
} from '#libs/service';
import type { Handled } from '#libs/eventsourcing';
import {
  delegation,
  grantedAlready,
  type DelegationOrder,
  type Delegations,
} from '../domain/delegation.js';
import { delegationStream } from '../domain/streams.js';

const decide = (
  kit: ServiceKit,
  incoming: Incoming,
  order: DelegationOrder,
  finish: (handled: Handled<Delegations>) => Finished,
): Promise<CommandReply> =>
  decideCommand(kit, incoming, {
    decider: delegation,
    streamId: delegationStream(incoming.occasion.kecamatan),
    order,
    ofKecamatan: true,
    finish,
  });

/** Commands to the delegations of a kecamatan. */
export const delegationCommands: CommandTable = {
  GrantDelegation: (kit, incoming) =>
    decide(kit, incoming, orderOf(incoming), ({ events, state }) => {
      const known = grantedAlready(state, incoming.data);
      return {
        result: { delegationId: events[0]?.data['delegationId'] ?? known?.delegationId },
      };
    }),
  RevokeDelegation: (kit, incoming) =>
    decide(kit, incoming, orderOf(incoming), () => ({
      result: { delegationId: incoming.data.delegationId },
    })),
};
