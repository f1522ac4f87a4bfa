import type { Role } from '#libs/contracts';

/** A session as it is kept: nothing in it lets anybody in. */
export interface SessionDocument {
  _id: string;
  accountId: string;
  createdAt: Date;
  expiresAt: Date;
  /** Absent in sessions of before. */
  lastSeenAt?: Date;
  /** Browser and system in words, and the shortened address. */
  device?: string;
  place?: string;
  /** Signed in with a second factor, or by the provider, whose rules hold then. */
  strong?: boolean;
  /** Begun by the identity provider: it is offered to sign out there too. */
  federated?: boolean;
}

/** What is noted of the sign-in. */
export interface SignedInBy {
  device?: string;
  place?: string;
  strong?: boolean;
  federated?: boolean;
}

export interface SessionOptions {
  /** Hours after which a session ends in any case. */
  hours?: number | undefined;
  /** Minutes after which a session ends that nobody uses. */
  idleMinutes?: number | undefined;
  /** Roles that may do nothing until they signed in with a second factor. */
  strongRoles?: readonly Role[] | undefined;
}

/** A session as its owner sees it. */
export interface SessionView {
  id: string;
  device: string;
  place: string;
  begunAt: string;
  lastSeenAt: string;
  /** The one that asks. */
  current: boolean;
}

/** What its owner sees of a session. */
export const viewOf = (
  { _id: id, ...session }: SessionDocument,
  current: string | undefined,
): SessionView => ({
  id,
  device: session.device ?? '',
  place: session.place ?? '',
  begunAt: session.createdAt.toISOString(),
  lastSeenAt: (session.lastSeenAt ?? session.createdAt).toISOString(),
  current: id === current,
});
