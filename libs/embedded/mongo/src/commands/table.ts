import type { Doc, Value } from '../bson/values.js';
import { docOf, int } from '../bson/values.js';
import { CommandError, failedToParse } from '../errors.js';
import { aggregate } from './aggregate.js';
import type { Command, Request } from './engine.js';
import { findAndModify } from './find-and-modify.js';
import { SERVER_COMMANDS } from './handshake.js';
import { INDEX_COMMANDS } from './indexes.js';
import { NAMESPACE_COMMANDS } from './namespaces.js';
import { READ_COMMANDS } from './read.js';
import { WRITE_COMMANDS } from './write.js';

/** Every command of this server. */
const COMMANDS = new Map<string, Command>(
  Object.entries({
    ...SERVER_COMMANDS,
    ...READ_COMMANDS,
    ...WRITE_COMMANDS,
    ...INDEX_COMMANDS,
    ...NAMESPACE_COMMANDS,
    aggregate,
    findAndModify,
    findandmodify: findAndModify,
  }),
);

/** @throws CommandError 59 when there is no such command */
export function commandOf(name: string): Command {
  const command = COMMANDS.get(name);
  if (command === undefined)
    throw new CommandError('CommandNotFound', `no such command: '${name}'`);
  return command;
}

/** Reads the name and database of a command. @throws CommandError 9 when there is none */
export function requestOf(command: Doc, connectionId: number): Request {
  const [name] = command.keys();
  const db = command.get('$db');
  if (name === undefined || typeof db !== 'string')
    throw failedToParse('a command needs a name and $db');
  return { name, db, command, connectionId };
}

/** The answer for an error. */
export function errorReply(error: CommandError): Doc {
  const reply = docOf({
    ok: 0,
    errmsg: error.message,
    code: int(error.code),
    codeName: error.codeName,
  });
  for (const [name, value] of error.fields ?? new Map<string, Value>()) reply.set(name, value);
  return reply;
}
