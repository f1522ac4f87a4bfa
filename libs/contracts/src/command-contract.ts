import type { z } from 'zod';
import type { Role, ServiceName } from './values.js';

/** Where a command is addressed in the HTTP API, and what it needs to know beforehand. */
export type CommandTarget =
  /** `POST /api/v1/complaints` */
  | 'new-complaint'
  /** `POST /api/v1/complaints/{complaintId}/{path}` */
  | 'complaint'
  /** `POST /api/v1/kecamatan/{kecamatan}/{path}` */
  | 'kecamatan';

/** What is known of one type of command. */
export interface CommandContract<
  Type extends string = string,
  Schema extends z.ZodType = z.ZodType,
> {
  type: Type;
  /** The service that decides; `holder` means: the one that holds the step named in the body. */
  service: ServiceName | 'holder';
  target: CommandTarget;
  /** Last part of the address. */
  path: string;
  /** Who may ever give it; the decider may narrow this by step, channel and case. */
  roles: readonly Role[];
  summary: string;
  schema: Schema;
  /** Given by the portal itself, after something that a caller cannot do: it has no address of its own. */
  internal?: true;
}

/** Declares a command. */
export const defineCommand = <const Type extends string, Schema extends z.ZodType>(
  contract: CommandContract<Type, Schema>,
): CommandContract<Type, Schema> => contract;

/** Address of a command below `/api/v1`. */
export const commandPath = ({ target, path }: Pick<CommandContract, 'target' | 'path'>): string => {
  if (target === 'new-complaint') return '/complaints';
  if (target === 'complaint') return `/complaints/{complaintId}/${path}`;
  return `/kecamatan/{kecamatan}/${path}`;
};
