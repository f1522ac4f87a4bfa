import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** Whoever held the case decided on the reporter's request to withdraw. */
@Controller()
export class OnWithdrawalDecided {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('triage/WithdrawalAccepted')
  acceptedByTriage(@Payload() event: StoredEvent): Promise<void> {
    return this.settle(event, true);
  }

  @EventPattern('coordination/WithdrawalAccepted')
  acceptedByCoordination(@Payload() event: StoredEvent): Promise<void> {
    return this.settle(event, true);
  }

  @EventPattern('resolution/WithdrawalAccepted')
  acceptedByResolution(@Payload() event: StoredEvent): Promise<void> {
    return this.settle(event, true);
  }

  @EventPattern('triage/WithdrawalRefused')
  refusedByTriage(@Payload() event: StoredEvent): Promise<void> {
    return this.settle(event, false);
  }

  @EventPattern('coordination/WithdrawalRefused')
  refusedByCoordination(@Payload() event: StoredEvent): Promise<void> {
    return this.settle(event, false);
  }

  @EventPattern('resolution/WithdrawalRefused')
  refusedByResolution(@Payload() event: StoredEvent): Promise<void> {
    return this.settle(event, false);
  }

  private settle(event: StoredEvent, accepted: boolean): Promise<void> {
    const { requestId } = event.data as EventData<'WithdrawalAccepted'>;
    return decideOn(this.kit, event, (occasion) => ({
      type: 'SettleWithdrawal',
      requestId,
      accepted,
      ...occasion,
    }));
  }
}
