import { describe, expect, it } from 'vitest';
import { channels, type Channel, type CommandData, type Role } from '#libs/contracts';
import { account, complaintId, deciderSpec, idFor, orderOf, penajam, waru } from '#libs/testing';
import type { Box } from './box.js';
import { complaint } from './complaint.js';
import type { RegisterComplaint } from './orders.js';

const { given } = deciderSpec(complaint);
const now = '2026-11-24T01:00:00.000Z';
const trackingCode = 'K7QM-3XRT-9WZ';

const body = (
  changes: Partial<CommandData<'RegisterComplaint'>> = {},
): CommandData<'RegisterComplaint'> => ({
  kecamatan: waru,
  caseType: 'complaint',
  channel: 'walk-in',
  subject: 'Lampu jalan padam',
  description: 'Lampu jalan di depan SDN 003 padam sejak minggu lalu.',
  anonymous: false,
  confidential: false,
  language: 'id',
  reportedParties: [],
  ...changes,
});
const register = (
  changes: Partial<CommandData<'RegisterComplaint'>> = {},
  role: Role = 'petugas',
  extra: Partial<RegisterComplaint> = {},
): RegisterComplaint =>
  orderOf('RegisterComplaint', role, body(changes), { trackingCode, ...extra });

const registered = (order: RegisterComplaint) => {
  const [event] = given().when(order).decided();
  if (event?.type !== 'ComplaintRegistered') throw new Error('nothing was registered');
  return event.data;
};

describe('RegisterComplaint', () => {
  it('records the complaint as step 1', () =>
    given()
      .when(register({ villageCode: '64.09.02.2001', place: 'Jl. Negara km 23' }))
      .thenEvents({
        type: 'ComplaintRegistered',
        data: {
          caseType: 'complaint',
          channel: 'walk-in',
          receivedAt: now,
          villageCode: '64.09.02.2001',
          subject: 'Lampu jalan padam',
          description: 'Lampu jalan di depan SDN 003 padam sejak minggu lalu.',
          place: 'Jl. Negara km 23',
          anonymous: false,
          confidential: false,
          replyBy: 'counter',
          language: 'id',
          reportedParties: [],
          trackingCode,
        },
        round: 1,
        step: 1,
      }));
  it('keeps what else was told', () => {
    const told = {
      caseType: 'consultation',
      anonymous: true,
      confidential: true,
      language: 'en',
      reporter: { name: 'Siti Aminah', phone: '+628115500100' },
      sealed: 'graft',
      origin: 'Surat tertanggal 20 November',
      ticketId: idFor('ticket'),
    } as const;
    expect(registered(register(told))).toMatchObject({ ...told, replyBy: 'phone' });
  });
  it('gives every reported party an id of its own', () => {
    const parties = [{ name: 'Budi' }, { name: 'Tono', position: 'Ketua RT' }];
    expect(registered(register({ reportedParties: parties })).reportedParties).toEqual([
      { personId: idFor('reported-party-0'), details: { name: 'Budi' } },
      { personId: idFor('reported-party-1'), details: { name: 'Tono', position: 'Ketua RT' } },
    ]);
  });
  it('takes a reporter of whom nothing is told for none', () =>
    expect(registered(register({ reporter: {} }))).not.toHaveProperty('reporter'));
  it('for a complaint that is there is refused', () =>
    given({ type: 'ComplaintRegistered', data: registered(register()) })
      .when(register())
      .thenRefused('already-done'));

  describe('by channel and role', () => {
    it.each(channels)('takes %s from the Petugas', (channel) =>
      given().when(register({ channel })).thenTypes('ComplaintRegistered'),
    );
    it('takes the web from a reporter, and LAPOR from its bridge', () => {
      given()
        .when(register({ channel: 'web' }, 'reporter'))
        .thenTypes('ComplaintRegistered');
      given()
        .when(register({ channel: 'sp4n-lapor' }, 'system'))
        .thenTypes('ComplaintRegistered');
    });
    it.each([
      ['walk-in', 'reporter'],
      ['sp4n-lapor', 'reporter'],
      ['web', 'system'],
      ['walk-in', 'tim'],
      ['walk-in', 'camat'],
      ['walk-in', 'inspektorat'],
      ['walk-in', 'admin'],
    ] as const)('refuses %s from %s', (channel, role) =>
      given().when(register({ channel }, role)).thenRefused('channel-not-allowed', { channel }),
    );
    it('refuses a channel that the kecamatan does not offer', () => {
      const { procedure } = register();
      const offered = procedure.channels.filter(({ id }) => id !== 'facebook');
      given()
        .when(
          register({ channel: 'facebook' }, 'petugas', {
            procedure: { ...procedure, channels: offered },
          }),
        )
        .thenRefused('channel-not-allowed', { channel: 'facebook' });
    });
  });

  describe('of a place', () => {
    it('refuses the Petugas of another kecamatan', () =>
      given()
        .when(register({}, 'petugas', { by: account('petugas', penajam) }))
        .thenRefused('other-kecamatan'));
    it('refuses a body that names another kecamatan than the address', () =>
      given()
        .when(register({ kecamatan: penajam }))
        .thenRefused('invalid'));
    it('refuses a village of another kecamatan', () =>
      given()
        .when(register({ villageCode: '64.09.01.1001' }))
        .thenRefused('unknown-village', { village: '64.09.01.1001' }));
  });

  describe('received', () => {
    const at = (receivedAt: string, role: Role = 'petugas') =>
      register({ receivedAt, ...(role === 'reporter' ? { channel: 'web' } : {}) }, role);

    it('earlier than recorded', () =>
      expect(registered(at('2026-11-20T02:00:00.000Z')).receivedAt).toBe(
        '2026-11-20T02:00:00.000Z',
      ));
    it('a moment ahead of our clock counts as now', () =>
      expect(registered(at('2026-11-24T01:04:59.000Z')).receivedAt).toBe(now));
    it.each([
      '2026-11-24T01:05:00.001Z',
      '2027-01-01T00:00:00.000Z',
      '+010000-01-01T00:00:00.000Z',
    ])('in the future is refused: %s', (moment) =>
      given().when(at(moment)).thenRefused('received-in-future'),
    );
    it('a year ago is taken', () =>
      given().when(at('2025-11-24T01:00:00.000Z')).thenTypes('ComplaintRegistered'));
    it.each(['2025-11-22T01:00:00.000Z', '0026-11-24T01:00:00.000Z'])(
      'more than a year ago is refused: %s',
      (moment) => given().when(at(moment)).thenRefused('received-too-old'),
    );
    it('at a time that a reporter chose is refused', () =>
      given().when(at(now, 'reporter')).thenRefused('invalid'));
  });

  describe('answered by', () => {
    const contact = {
      email: 'siti@contoh.id',
      phone: '+628115500100',
      address: 'RT 04 Sesulu',
    };
    const replyBy = (changes: Partial<CommandData<'RegisterComplaint'>>) =>
      registered(register(changes)).replyBy;

    it.each([
      ['email', { email: contact.email }],
      ['phone', { phone: contact.phone }],
      ['sms', { phone: contact.phone }],
      ['whatsapp', { phone: contact.phone }],
      ['letter', { address: contact.address }],
      ['counter', {}],
      ['none', {}],
    ] as const)('%s, with the contact that it needs', (chosen, reporter) => {
      expect(replyBy({ replyBy: chosen, reporter })).toBe(chosen);
    });
    it.each([
      ['email', { phone: contact.phone }],
      ['phone', { email: contact.email }],
      ['sms', {}],
      ['whatsapp', { socialHandle: '@siti' }],
      ['letter', { email: contact.email }],
    ] as const)('%s without it is refused', (chosen, reporter) =>
      given()
        .when(register({ replyBy: chosen, reporter }))
        .thenRefused('contact-missing', { replyBy: chosen }),
    );
    it('is refused without any reporter', () =>
      given()
        .when(register({ replyBy: 'email' }))
        .thenRefused('contact-missing'));
    it.each<[Channel, object, string]>([
      ['walk-in', {}, 'counter'],
      ['walk-in', contact, 'email'],
      ['walk-in', { phone: contact.phone }, 'phone'],
      ['walk-in', { address: contact.address }, 'counter'],
      ['suggestion-box', {}, 'none'],
      ['suggestion-box', { address: contact.address }, 'letter'],
      ['phone', contact, 'phone'],
      ['phone', {}, 'none'],
      ['sms', contact, 'sms'],
      ['whatsapp', contact, 'whatsapp'],
      ['email', contact, 'email'],
      ['web', contact, 'email'],
      ['web', { phone: contact.phone }, 'phone'],
      ['web', {}, 'none'],
      ['facebook', { socialHandle: '@siti' }, 'none'],
      ['instagram', { address: contact.address }, 'letter'],
    ])('who came by %s and told %o is answered by %s', (channel, reporter, expected) => {
      expect(replyBy({ channel, reporter })).toBe(expected);
    });
    it('LAPOR’s own reporters are answered by LAPOR', () =>
      expect(
        registered(register({ channel: 'sp4n-lapor', reporter: contact }, 'system')).replyBy,
      ).toBe('none'));
    it('is kept for an anonymous reporter', () =>
      expect(replyBy({ anonymous: true, reporter: { email: contact.email } })).toBe('email'));
  });

  describe('of a slip', () => {
    const boxOpeningId = idFor('box-opening');
    const openedAt = '2026-11-23T02:00:00.000Z';
    const box = (slips: number, ...recorded: string[]): Box => ({
      status: 'opened',
      kecamatan: waru,
      openedAt,
      slips,
      recorded: new Map(recorded.map((id) => [id, openedAt])),
    });
    const slip = (of: Box | undefined, changes: Partial<CommandData<'RegisterComplaint'>> = {}) =>
      register(
        { channel: 'suggestion-box', boxOpeningId, ...changes },
        'petugas',
        of === undefined ? {} : { box: of },
      );

    it('is received when the box was opened', () =>
      expect(registered(slip(box(3)))).toMatchObject({ boxOpeningId, receivedAt: openedAt }));
    it('is received when the Petugas says so', () => {
      const receivedAt = '2026-11-22T02:00:00.000Z';
      expect(registered(slip(box(3), { receivedAt })).receivedAt).toBe(receivedAt);
    });
    it('is refused when all slips are recorded', () =>
      given()
        .when(slip(box(2, 'a', 'b')))
        .thenRefused('box-full'));
    it('is taken when it was counted already', () =>
      given()
        .when(slip(box(2, 'a', complaintId)))
        .thenTypes('ComplaintRegistered'));
    it('of an opening that is not there is refused', () => {
      given().when(slip(undefined)).thenRefused('not-found');
      given()
        .when(slip({ status: 'absent' }))
        .thenRefused('not-found');
    });
    it('of an opening in another kecamatan is refused', () =>
      given()
        .when(slip({ ...box(3), kecamatan: penajam } as Box))
        .thenRefused('not-found'));
    it('without an opening is taken', () =>
      given()
        .when(register({ channel: 'suggestion-box' }))
        .thenTypes('ComplaintRegistered'));
    it('belongs to the channel', () => {
      given().when(register({ boxOpeningId })).thenRefused('invalid');
      given()
        .when(register({ channel: 'phone', ticketId: idFor('ticket') }))
        .thenRefused('invalid');
    });
  });
});
