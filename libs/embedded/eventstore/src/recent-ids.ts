/** About what the real server's 8 MiB hold. Like there, the memory ends with the process. */
const CAPACITY = 65_000;

/**
 * Remembers in which stream and at which revision an event id was written lately. The first entry of an id stays: the
 * same id written to a second stream is not remembered for that one.
 */
export class RecentIds {
  private readonly entries = new Map<string, { stream: string; revision: number }>();
  private uncommitted: string[] = [];

  constructor(private readonly capacity = CAPACITY) {}

  find(id: string, stream: string): number | undefined {
    const entry = this.entries.get(id);
    return entry?.stream === stream ? entry.revision : undefined;
  }

  add(id: string, stream: string, revision: number): void {
    if (this.entries.has(id)) return;
    this.entries.set(id, { stream, revision });
    this.uncommitted.push(id);
  }

  commit(): void {
    this.uncommitted = [];
    for (const id of this.entries.keys()) {
      if (this.entries.size <= this.capacity) return;
      this.entries.delete(id);
    }
  }

  rollback(): void {
    for (const id of this.uncommitted) this.entries.delete(id);
    this.uncommitted = [];
  }
}
