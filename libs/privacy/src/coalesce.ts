/**
 * Joins single questions that are asked in the same turn of the event loop into one: a projector opens hundreds of events
 * at once, the database is asked once. A failed answer fails all that asked for it; nothing is remembered.
 */
export class Coalescer<Answer> {
  private waiting: { ids: Set<string>; answers: Promise<Map<string, Answer>> } | undefined;

  constructor(private readonly ask: (ids: string[]) => Promise<Map<string, Answer>>) {}

  /** The answers for `ids` (and perhaps for others); those without answer are absent. */
  answers(ids: readonly string[]): Promise<Map<string, Answer>> {
    this.waiting ??= this.begin();
    for (const id of ids) this.waiting.ids.add(id);
    return this.waiting.answers;
  }

  private begin(): { ids: Set<string>; answers: Promise<Map<string, Answer>> } {
    const ids = new Set<string>();
    const answers = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.waiting = undefined;
      return this.ask([...ids]);
    });
    return { ids, answers };
  }
}
