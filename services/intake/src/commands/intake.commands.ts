import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { commandSubject, type CommandReply } from '#libs/contracts';
import { answerCommand, ServiceKit, type CommandTable } from '#libs/service';
import { complaintCommands } from './complaint-commands.js';
import { counterCommands } from './counter-commands.js';

const table: CommandTable = { ...complaintCommands, ...counterCommands };

/** The commands that intake answers. */
@Controller()
export class IntakeCommands {
  constructor(private readonly kit: ServiceKit) {}

  @MessagePattern(commandSubject('intake'))
  handle(@Payload() request: unknown): Promise<CommandReply> {
    return answerCommand(this.kit, request, table);
  }
}
