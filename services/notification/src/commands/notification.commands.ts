import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { commandSubject, type CommandReply } from '#libs/contracts';
import { answerCommand, decideCommand, ServiceKit, type CommandTable } from '#libs/service';
import { notificationDecider } from '../domain/decide.js';
import { notificationStream } from '../domain/stream.js';

const table: CommandTable = {
  CompleteContactTask: (kit, incoming) =>
    decideCommand(kit, incoming, {
      decider: notificationDecider,
      streamId: notificationStream(incoming.occasion.complaintId),
      order: { type: 'CompleteContactTask', data: incoming.data, ...incoming.occasion },
      finish: () => ({ result: { taskId: incoming.data.taskId } }),
    }),
};

/** The commands that notification answers. */
@Controller()
export class NotificationCommands {
  constructor(private readonly kit: ServiceKit) {}

  @MessagePattern(commandSubject('notification'))
  handle(@Payload() request: unknown): Promise<CommandReply> {
    return answerCommand(this.kit, request, table);
  }
}
