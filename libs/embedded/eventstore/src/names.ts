import { LRUCache } from 'lru-cache';
import type { Db } from './database.js';

/** Names are up to a million characters: the cache is bounded by characters, not by entries. */
const CACHED_CHARACTERS = 4_000_000;

/** A table of names (streams or event types) numbered in order of appearance, with a bounded cache both ways. */
export class Names {
  private readonly byName = new LRUCache<string, number>({
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: (_, name) => name.length + 50,
  });
  private readonly byId = new LRUCache<number, string>({
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: (name) => name.length + 50,
  });
  private readonly select;
  private readonly selectName;
  private readonly insert;

  constructor(db: Db, table: 'streams' | 'types') {
    this.select = db.prepare(`SELECT id FROM ${table} WHERE name = ?`).raw(true);
    this.selectName = db.prepare(`SELECT name FROM ${table} WHERE id = ?`).raw(true);
    this.insert = db.prepare(`INSERT INTO ${table} (name) VALUES (?)`);
  }

  /** The number of a name, or undefined when it was never used. */
  find(name: string): number | undefined {
    const cached = this.byName.get(name);
    if (cached !== undefined) return cached;
    const row = this.select.get([Buffer.from(name, 'utf8')]) as [number] | undefined;
    if (row) this.remember(row[0], name);
    return row?.[0];
  }

  /** The number of a name, given now if it is new. Call inside a transaction. */
  findOrAdd(name: string): number {
    const found = this.find(name);
    if (found !== undefined) return found;
    const id = Number(this.insert.run([Buffer.from(name, 'utf8')]).lastInsertRowid);
    this.remember(id, name);
    return id;
  }

  /** The name behind a number that an event carries. */
  name(id: number): string {
    const cached = this.byId.get(id);
    if (cached !== undefined) return cached;
    const row = this.selectName.get([id]) as [Buffer] | undefined;
    if (!row) throw new Error(`name ${id} is missing from the database`);
    const name = row[0].toString('utf8');
    this.remember(id, name);
    return name;
  }

  /** Forgets the cache, after a transaction was rolled back. */
  reset(): void {
    this.byName.clear();
    this.byId.clear();
  }

  private remember(id: number, name: string): void {
    this.byName.set(name, id);
    this.byId.set(id, name);
  }
}
