/** An event of a stream came before the one that it follows: something was lost on the way. */
export class ProjectionGap extends Error {
  override readonly name = 'ProjectionGap';

  constructor(
    readonly eventId: string,
    readonly eventType: string,
    readonly streamId: string,
    seen: number,
    came: bigint,
  ) {
    super(`${streamId}: revision ${came} came after ${seen}`);
  }
}

/** A view cannot take an event. The event's content is not told, it may be personal. */
export class ProjectionFailure extends Error {
  override readonly name = 'ProjectionFailure';

  constructor(
    readonly eventId: string,
    readonly eventType: string,
    cause: unknown,
  ) {
    super(`event ${eventId} (${eventType}): ${describeError(cause)}`, { cause });
  }
}

/** Another projector has the view now, or ours could not renew its lease in time. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** The collection was built by a newer version of the view: this program must not touch it. */
export class ViewNewer extends Error {
  override readonly name = 'ViewNewer';
}

const place = (stack: string | undefined): string => {
  const line = stack?.split('\n').find((text) => /^\s+at /.test(text));
  return line ? ` ${line.trim()}` : '';
};

/** Name, code and place of an error, without its text, which may quote what people wrote. */
export const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  const told = typeof code === 'number' || typeof code === 'string' ? ` ${code}` : '';
  return `${error.name}${told}${place(error.stack)}`;
};
