import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** The reporter asks to withdraw: first here, and again when the request followed a case that came back. */
@Controller()
export class OnWithdrawal {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('intake/WithdrawalRequested')
  async requested(@Payload() event: StoredEvent): Promise<void> {
    await this.note(event, (event.data as EventData<'WithdrawalRequested'>).requestId);
  }

  @EventPattern('coordination/WithdrawalForwarded')
  byCoordination(@Payload() event: StoredEvent): Promise<void> {
    return this.forwarded(event);
  }

  @EventPattern('resolution/WithdrawalForwarded')
  byResolution(@Payload() event: StoredEvent): Promise<void> {
    return this.forwarded(event);
  }

  private async forwarded(event: StoredEvent): Promise<void> {
    const { requestId, to } = event.data as EventData<'WithdrawalForwarded'>;
    if (to === 'triage') await this.note(event, requestId);
  }

  private async note(event: StoredEvent, requestId: string): Promise<void> {
    await decideOn(this.kit, event, (occasion) => ({
      type: 'NoteWithdrawal',
      requestId,
      ...occasion,
    }));
  }
}
