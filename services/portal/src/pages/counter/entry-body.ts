import { channels, uuid, type Channel } from '#libs/contracts';
import type { PageContext } from '../kit/context.js';
import { Form } from '../kit/form.js';
import { rowsIn, type RowGroup } from '../actions/frame/rows.js';
import { officeOf, procedureOf } from './office.js';

const notByOfficers: readonly Channel[] = ['web', 'sp4n-lapor'];
const reporterFields = ['name', 'nik', 'phone', 'email', 'address', 'socialHandle'] as const;

/** Rows for those whom the report is about. */
export const parties: RowGroup = {
  name: 'reportedParties',
  fields: ['name', 'position', 'institution'],
  least: 3,
  most: 3,
};

/** Channels that an officer records by, of those that the kecamatan has. */
export const counterChannels = (ctx: PageContext): Channel[] => {
  const offered = procedureOf(ctx).procedure.channels.map(({ id }) => id);
  return channels.filter((id) => offered.includes(id) && !notByOfficers.includes(id));
};

const optional = (form: Form, names: readonly string[]): object =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = form.text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

const reporterOf = (form: Form): object =>
  Object.fromEntries(
    reporterFields.flatMap((field) => {
      const value = form.text(`reporter.${field}`);
      return value === undefined ? [] : [[field, value]];
    }),
  );

/** A form that begins as the address says: channel, opening of a box, waiting ticket. Anything unknown is left out. */
export const startOf = (ctx: PageContext): Form => {
  const box = uuid.safeParse(ctx.query('kotak')).data;
  const ticket = uuid.safeParse(ctx.query('tiket')).data;
  const asked = counterChannels(ctx).find((id) => id === ctx.query('kanal'));
  const values: Record<string, string | undefined> = {
    channel: box ? 'suggestion-box' : ticket ? 'walk-in' : (asked ?? 'walk-in'),
    caseType: 'complaint',
    language: 'id',
    boxOpeningId: box,
    ticketId: ticket,
  };
  const filled = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value]] as const],
  );
  return new Form(new Map(filled));
};

/** The body of RegisterComplaint as it was filled in; a box and a ticket count for their own channel only. */
export const bodyOf = (form: Form, ctx: PageContext): Record<string, unknown> => {
  const kecamatan = officeOf(ctx);
  const channel = counterChannels(ctx).find((id) => id === form.text('channel'));
  const receivedAt = form.text('receivedAt');
  return {
    kecamatan,
    ...(channel === undefined ? {} : { channel }),
    ...optional(form, ['caseType', 'subject', 'description', 'villageCode', 'place', 'replyBy']),
    ...optional(form, ['language', 'sealed']),
    ...optional(form, [
      ...(channel === 'suggestion-box' ? ['boxOpeningId'] : []),
      ...(channel === 'walk-in' ? ['ticketId'] : []),
    ]),
    ...(receivedAt === undefined
      ? {}
      : { receivedAt: ctx.format(kecamatan).fromLocalInput(receivedAt) }),
    anonymous: form.ticked('anonymous'),
    confidential: form.ticked('confidential'),
    reporter: reporterOf(form),
    reportedParties: rowsIn(form, parties),
  };
};
