import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** A request to withdraw follows the case to here. */
@Controller()
export class OnWithdrawalForwarded {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/WithdrawalForwarded')
  byTriage(@Payload() event: StoredEvent): Promise<void> {
    return this.note(event);
  }

  @EventPattern('coordination/WithdrawalForwarded')
  byCoordination(@Payload() event: StoredEvent): Promise<void> {
    return this.note(event);
  }

  private async note(event: StoredEvent): Promise<void> {
    const { requestId, to } = event.data as EventData<'WithdrawalForwarded'>;
    if (to !== 'resolution') return;
    await decideOn(this.kit, event, (occasion) => ({
      type: 'NoteWithdrawal',
      requestId,
      ...occasion,
    }));
  }
}
