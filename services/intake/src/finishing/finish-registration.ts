import { load, type Handled, type StoredEvent } from '#libs/eventsourcing';
import { formatNumber, localYear } from '#libs/procedure';
import { occasionOf, react, type ServiceKit } from '#libs/service';
import { complaint } from '../domain/complaint.js';
import type { Complaint } from '../domain/state.js';
import { intakeStream, registerSeries } from '../domain/streams.js';

/**
 * Gives a recorded complaint its number in the register and hands it over to the review. Called by the command and again
 * by the inbox, so that a crash between the two leaves nothing behind; what is done already stays as it is.
 * The year is the kecamatan's local year when the complaint was recorded: however late this is finished, there is but
 * one series to look in. Undefined when there was nothing to do. Throws StoreUnavailable, RetryLater.
 */
export const finishRegistration = async (
  kit: ServiceKit,
  registered: StoredEvent,
): Promise<Handled<Complaint> | undefined> => {
  const { complaintId = '', kecamatan, occurredAt, correlationId } = registered.metadata;
  const streamId = intakeStream(complaintId);
  const { state } = await load(kit.store, complaint, streamId);
  if (state.status !== 'unnumbered') return undefined;
  const { procedure } = kit.reference.rules(kecamatan, occurredAt);
  const year = localYear(procedure.timeZone, occurredAt);
  const n = await kit.numbers.allocate({
    streamId: registerSeries(kecamatan, year),
    kecamatan,
    holderId: complaintId,
    complaintId,
    correlationId,
  });
  return react(kit, registered, {
    decider: complaint,
    streamId,
    order: {
      type: 'AssignNumber',
      ...occasionOf(kit, registered),
      n,
      year,
      registerNumber: formatNumber(procedure.numbering.register, { n, year }),
    },
  });
};
