import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { StoredEvent } from '#libs/eventsourcing';
import { TimerKeeper } from '../timers/timer-keeper.js';

/** The reporter said whether the answer satisfies: no silent close of this round. */
@Controller()
export class OnReporterSpoke {
  constructor(private readonly keeper: TimerKeeper) {}

  @EventPattern('resolution/SatisfactionClarified')
  clarified(@Payload() event: StoredEvent): Promise<void> {
    return this.keeper.take(event);
  }

  @EventPattern('resolution/CaseReopened')
  reopened(@Payload() event: StoredEvent): Promise<void> {
    return this.keeper.take(event);
  }
}
