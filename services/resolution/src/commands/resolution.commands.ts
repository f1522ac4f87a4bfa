import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { commandSubject, type CommandReply } from '#libs/contracts';
import { answerCommand, ServiceKit, type CommandTable } from '#libs/service';
import { caseCommands } from './case-commands.js';
import { delegationCommands } from './delegation-commands.js';

const table: CommandTable = { ...caseCommands, ...delegationCommands };

/** The commands that resolution answers. */
@Controller()
export class ResolutionCommands {
  constructor(private readonly kit: ServiceKit) {}

  @MessagePattern(commandSubject('resolution'))
  handle(@Payload() request: unknown): Promise<CommandReply> {
    return answerCommand(this.kit, request, table);
  }
}
