import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { actorKey, signActor, tokenKey, verifyActor } from '#libs/eventsourcing';
import { reporterTokenPrefix, signReporter, verifyReporter } from './reporter-token.js';

const secret = 'a-secret-of-at-least-thirty-two-characters';
const complaint = {
  complaintId: '5d0a9d8e-6a53-5c9e-9a44-0d3f1b0a7e01',
  kecamatan: '64.09.02',
};
const refused = { code: 'session-needed' };

/** A token that the right key signs, for whatever actor. */
const forged = async (actor: object, audience = 'aduan-reporter'): Promise<string> =>
  reporterTokenPrefix +
  (await new SignJWT({ actor })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setExpirationTime('1m')
    .sign(tokenKey(secret, 'reporter')));

describe('a reporter’s token', () => {
  it('makes its bearer the reporter of that complaint', async () => {
    const token = await signReporter(complaint, secret);
    expect(await verifyReporter(token, secret)).toEqual({
      id: `reporter:${complaint.complaintId}`,
      role: 'reporter',
      ...complaint,
    });
  });

  it('is not taken for a signed actor, nor a signed actor for it', async () => {
    const token = await signReporter(complaint, secret);
    const bare = token.slice(reporterTokenPrefix.length);
    await expect(verifyActor(bare, actorKey(secret))).rejects.toMatchObject({
      code: 'not-signed-in',
    });
    const actor = { id: 'x', role: 'system', kecamatan: '*' } as const;
    const signed = reporterTokenPrefix + (await signActor(actor, actorKey(secret)));
    await expect(verifyReporter(signed, secret)).rejects.toMatchObject(refused);
  });

  it('is signed with a key that signs nothing else', () => {
    expect(tokenKey(secret, 'reporter')).not.toEqual(actorKey(secret));
    expect(actorKey(secret)).not.toEqual(new TextEncoder().encode(secret));
  });

  it.each([
    [
      'another role',
      { id: 'x', role: 'system', kecamatan: '*', complaintId: complaint.complaintId },
    ],
    ['no complaint', { id: 'x', role: 'reporter', kecamatan: '*' }],
  ])('is refused with %s', async (_, actor) => {
    await expect(verifyReporter(await forged(actor), secret)).rejects.toMatchObject(refused);
  });

  it('is refused for another audience and another secret', async () => {
    const actor = { id: 'x', role: 'reporter', ...complaint };
    await expect(verifyReporter(await forged(actor, 'other'), secret)).rejects.toMatchObject(
      refused,
    );
    const token = await signReporter(complaint, secret);
    await expect(verifyReporter(token, `${secret}!`)).rejects.toMatchObject(refused);
  });
});
