import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { commandSubject, querySubject, type QueryReply } from '#libs/contracts';
import { ServiceKit } from '#libs/service';
import { answerQuery, answerRebuild } from './queries/answer.js';
import { ViewRunner } from './runtime/view-runner.js';

/** What is asked of the views: queries, and to build a view anew. */
@Controller()
export class ViewsQueries {
  constructor(
    private readonly kit: ServiceKit,
    private readonly runner: ViewRunner,
  ) {}

  @MessagePattern(querySubject('views'))
  query(@Payload() request: unknown): Promise<QueryReply> {
    return answerQuery(this.kit, this.runner, request);
  }

  @MessagePattern(commandSubject('views'))
  command(@Payload() request: unknown): Promise<QueryReply> {
    return answerRebuild(this.kit, this.runner, request);
  }
}
