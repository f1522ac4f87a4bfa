import type { Order } from '#libs/casework';
import type { CommandType } from '#libs/contracts';
import { load } from '#libs/eventsourcing';
import { orderOf, type Incoming, type ServiceKit } from '#libs/service';
import { delegation } from '../domain/delegation.js';
import type { WithDelegations } from '../domain/orders.js';
import { delegationStream } from '../domain/streams.js';

/** The command with the delegations of the kecamatan that it names. */
export const withDelegations = async <T extends CommandType>(
  kit: ServiceKit,
  incoming: Incoming<T>,
): Promise<Order<T> & WithDelegations> => {
  const { kecamatan } = incoming.occasion;
  const { state } = await load(kit.store, delegation, delegationStream(kecamatan));
  return { ...orderOf(incoming), delegations: state };
};
