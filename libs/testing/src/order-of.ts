import type { Occasion, Order } from '#libs/casework';
import type { CommandData, CommandType, Role } from '#libs/contracts';
import { occasion } from './occasion.js';

/** A command of an officer of the role, with what was looked up for it or other changes. */
export const orderOf = <T extends CommandType, Extra extends object = object>(
  type: T,
  role: Role,
  data: CommandData<T>,
  changes: Partial<Occasion> & Extra = {} as Partial<Occasion> & Extra,
): Order<T> & Extra => ({ type, data, ...occasion(role, changes), ...changes });
