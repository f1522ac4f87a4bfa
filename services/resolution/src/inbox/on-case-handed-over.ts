import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { receiveCase } from '#libs/casework';
import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { decideOn } from './reactions.js';

/** A case comes in: from the meeting, or by the short way with its answer. */
@Controller()
export class OnCaseHandedOver {
  constructor(private readonly kit: ServiceKit) {}

  @EventPattern('coordination/CaseHandedOver')
  byCoordination(@Payload() event: StoredEvent): Promise<void> {
    return this.receive(event);
  }

  @EventPattern('triage/CaseHandedOver')
  byTriage(@Payload() event: StoredEvent): Promise<void> {
    return this.receive(event);
  }

  private async receive(event: StoredEvent): Promise<void> {
    const data = event.data as EventData<'CaseHandedOver'>;
    if (data.to !== 'resolution') return;
    const answer = await this.answerOf(event);
    await decideOn(this.kit, event, (occasion) => receiveCase(data, occasion, answer));
  }

  private async answerOf(event: StoredEvent): Promise<string | undefined> {
    if (event.data['answer'] === undefined) return undefined;
    const { complaintId = '' } = event.metadata;
    const { answer } = await this.kit.sealer.open(event.type, complaintId, event.data);
    return typeof answer === 'string' ? answer : undefined;
  }
}
