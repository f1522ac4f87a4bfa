import type { EventData, Reporter } from '#libs/contracts';
import { isErased } from '#libs/privacy';
import { stepOf, unitOf } from '#libs/procedure';
import type { ServiceKit } from '#libs/service';
import type { FailureReason } from '../domain/state.js';
import type { LetterFacts } from '../texts/letter.js';
import { writeLetter } from '../texts/write-letter.js';
import { isAddress } from '../transports/compose-mail.js';
import type { Mail } from '../transports/transport.js';
import type { Queued } from './outbox.js';

export type AddressKit = Pick<ServiceKit, 'sealer' | 'secrets' | 'reference' | 'now' | 'config'>;

/** A message ready to go, or why there is nobody to send it to. */
export type Addressed = { mail: Mail } | { nobody: FailureReason };

/** The newest value of a field that notes of the recipient may leave out, opened. */
const newest = async (
  kit: AddressKit,
  { events, complaintId }: Queued,
  field: 'contact' | 'trackingCode',
): Promise<unknown> => {
  const note = events.findLast(
    ({ type, data }) => type === 'RecipientNoted' && data[field] !== undefined,
  );
  if (!note) return undefined;
  return (await kit.sealer.open('RecipientNoted', complaintId, note.data))[field];
};

type Address = { to: string } | { nobody: FailureReason };

const addressOf = (email: unknown): Address => {
  if (typeof email !== 'string' || email === '') return { nobody: 'no-address' };
  return isAddress(email) ? { to: email } : { nobody: 'invalid-address' };
};

const reporterAddress = async (kit: AddressKit, queued: Queued): Promise<Address> => {
  const contact = await newest(kit, queued, 'contact');
  if (isErased(contact)) return { nobody: 'erased' };
  return addressOf((contact as Reporter | undefined)?.email);
};

const addressFor = async (kit: AddressKit, queued: Queued): Promise<Address> => {
  const { recipient } = queued.message;
  if (recipient.kind === 'account')
    return addressOf((await kit.secrets.get(recipient.accountId))?.email);
  return reporterAddress(kit, queued);
};

const stepFacts = (
  { message, data }: Queued,
  procedure: Parameters<typeof stepOf>[0],
): Pick<LetterFacts, 'step' | 'unitName'> => {
  const { step } = message;
  const unitId = data.about?.unitId;
  return {
    ...(step === 0 ? {} : { step: { number: step, name: stepOf(procedure, step).name } }),
    ...(unitId === undefined ? {} : { unitName: unitOf(procedure, unitId)?.name ?? unitId }),
  };
};

const factsOf = async (
  kit: AddressKit,
  queued: Queued,
  text: string | undefined,
): Promise<LetterFacts> => {
  const { state, data, event } = queued;
  const { procedure } = kit.reference.rules(event.metadata.kecamatan, kit.now().toISOString());
  const code =
    queued.message.recipient.kind === 'reporter'
      ? await newest(kit, queued, 'trackingCode')
      : undefined;
  return {
    purpose: data.purpose,
    registerNumber: state.recipient.registerNumber ?? '',
    kecamatan: procedure.kecamatan.name,
    kabupaten: procedure.kabupaten.name,
    silentCloseDays: procedure.workingDayLimits.silentClose,
    freeOfCharge: procedure.freeOfCharge,
    about: data.about,
    text,
    publicUrl: kit.config.ADUAN_PUBLIC_URL,
    ...(typeof code === 'string' ? { trackingCode: code } : {}),
    ...stepFacts(queued, procedure),
  };
};

/**
 * Opens what is sealed and writes the message to its receiver as it is known now. Throws VaultUnavailable, and DomainError
 * `unavailable` while the procedure is not known yet.
 */
export const addressMail = async (kit: AddressKit, queued: Queued): Promise<Addressed> => {
  const address = await addressFor(kit, queued);
  if ('nobody' in address) return address;
  const { event, complaintId, message, state } = queued;
  const opened = await kit.sealer.open(event.type, complaintId, event.data);
  const { text } = opened as Partial<EventData<'MessageQueued'>>;
  if (isErased(text)) return { nobody: 'erased' };
  const toReporter = message.recipient.kind === 'reporter';
  const letter = writeLetter(
    await factsOf(kit, queued, text),
    toReporter ? 'reporter' : 'officer',
    toReporter ? state.recipient.language : 'id',
  );
  const from = kit.config.ADUAN_MAIL_FROM;
  return {
    mail: {
      ...letter,
      from,
      to: address.to,
      messageId: message.messageId,
      headerId: mailId(message.messageId, from),
      date: new Date(event.metadata.occurredAt),
    },
  };
};

/** Message-ID of a message, without its brackets. */
export const mailId = (messageId: string, from: string): string =>
  `${messageId}@${from.slice(from.lastIndexOf('@') + 1)}`;
