import type { VNode } from 'preact';
import { roles, type DomainError, type Role } from '#libs/contracts';
import type { PageContext } from '../../kit/context.js';
import type { Scene } from './scene.js';

/** Something that happened to the case since the officer opened the form. */
export interface Since {
  type: string;
  at: string;
  role: Role;
  name?: string;
}

interface Told {
  type?: unknown;
  occurredAt?: unknown;
  actor?: { id?: unknown; role?: unknown };
}

const isRole = (role: unknown): role is Role => (roles as readonly unknown[]).includes(role);

const nameOf = async (ctx: PageContext, id: string): Promise<string | undefined> => {
  try {
    return (await ctx.parts.accounts.view(id)).displayName;
  } catch {
    // Reporters and services have no account.
    return undefined;
  }
};

/** What the refusal `revision-mismatch` tells, with the names of the officers; empty where it tells nothing. */
export const sinceOf = async (error: DomainError, ctx: PageContext): Promise<Since[]> => {
  const { since } = error.detail;
  if (!Array.isArray(since)) return [];
  const told: Since[] = [];
  for (const { type, occurredAt, actor } of (since as Told[]).slice(-10)) {
    if (typeof type !== 'string' || typeof occurredAt !== 'string' || !isRole(actor?.role))
      continue;
    const name = actor?.role === 'system' ? undefined : await nameOf(ctx, String(actor?.id));
    told.push({
      type,
      at: occurredAt,
      role: actor.role,
      ...(name === undefined ? {} : { name }),
    });
  }
  return told;
};

/** The same as a list. */
export const SinceList = ({
  since,
  scene,
}: {
  since: readonly Since[];
  scene: Scene;
}): VNode | null => {
  const { events, frame } = scene.t.actions;
  if (since.length === 0) return null;
  return (
    <ul>
      {since.map(({ type, at, role, name }) => (
        <li key={`${at}-${type}`}>
          {scene.format.short(at)}: {(events as Record<string, string>)[type] ?? frame.otherChange}{' '}
          ({name ?? scene.t.common.roles[role]})
        </li>
      ))}
    </ul>
  );
};
