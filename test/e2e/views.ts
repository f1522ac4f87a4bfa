import { MongoClient } from 'mongodb';
import { eventually } from '#libs/testing/eventually';
import type { ApiClient } from '../../deploy/demo/api-client.js';

/** Documents of a view by their key, without what says how they came about. */
export type ViewDocuments = Map<string, Record<string, unknown>>;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, sorted(item)]));
};

interface Build {
  _id: string;
  build: number;
  building: boolean;
}

/** Looks at the documents of the views with the driver alone. */
export class ViewReader {
  private constructor(private readonly client: MongoClient) {}

  static async open(uri: string): Promise<ViewReader> {
    return new ViewReader(await MongoClient.connect(uri));
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** Every document of a view; which build wrote it, and from which event, is no part of what it says. */
  async documents(view: string): Promise<ViewDocuments> {
    const found = await this.client.db().collection(view).find().toArray();
    return new Map(
      found.map(({ _id: key, appliedMark: _, ...document }) => [
        String(key),
        sorted(document) as Record<string, unknown>,
      ]),
    );
  }

  /** Has the view made anew and waits until that is done. */
  async rebuild(view: string, admin: ApiClient): Promise<void> {
    const before = await this.build(view);
    await admin.must('POST', `/views/${view}/rebuild`);
    await eventually(async () => {
      const { build, building } = await this.build(view);
      return build > before.build && !building;
    }, 30_000);
  }

  private async build(view: string): Promise<Build> {
    const found = await this.client.db().collection<Build>('checkpoints').findOne({ _id: view });
    if (!found) throw new Error(`${view} has no checkpoint`);
    return found;
  }
}

/** Names of all views, as the portal tells them. */
export const viewNames = async (admin: ApiClient): Promise<string[]> => {
  const { body } = await admin.must('GET', '/views');
  return (body['views'] as { name: string }[]).map(({ name }) => name);
};
