import { Database, type DatabaseOptions, type StoreName } from './database';
import type { Written } from './storage-space';
import { stamped } from './stored-record';

/**
 * The list of a store: entries, the newest first, and records that cannot be read but can be
 * removed.
 */
export interface Listing<Entry> {
  readonly entries: readonly Entry[];
  readonly damaged: readonly Damaged[];
}

export interface Damaged {
  readonly id: string;
  /** One sentence for a person. */
  readonly problem: string;
}

/**
 * Large records and their summaries in two object stores, so that listing reads no arrays. Both are
 * always written in one transaction, so no record is half-written.
 */
export class Shelf {
  private constructor(
    private readonly database: Database,
    private readonly records: StoreName,
    private readonly summaries: StoreName,
  ) {}

  /** @throws StorageUnavailableError */
  static async open(
    records: StoreName,
    summaries: StoreName,
    options: DatabaseOptions,
  ): Promise<Shelf> {
    return new Shelf(await Database.open(options), records, summaries);
  }

  async put(id: string, record: object, summary: object, writes: Written): Promise<void> {
    const { records, summaries } = this;
    const options = { stores: [records, summaries], mode: 'readwrite' as const, writes };
    await this.database.transaction(options, async (transaction) => {
      // One after the other, so that the first failure is reported.
      await transaction.objectStore(records).put(stamped(record), id);
      await transaction.objectStore(summaries).put(stamped(summary), id);
    });
  }

  /** The stored values, unchecked; both are `undefined` if there is nothing. */
  async get(id: string): Promise<{ readonly record: unknown; readonly summary: unknown }> {
    const { records, summaries } = this;
    const options = { stores: [records, summaries], mode: 'readonly' as const };
    return await this.database.transaction(options, async (transaction) => {
      const [record, summary] = await Promise.all([
        transaction.objectStore(records).get(id),
        transaction.objectStore(summaries).get(id),
      ]);
      return { record, summary };
    });
  }

  /** @param read turns a stored summary into an entry, or throws a sentence */
  async list<Entry extends { readonly savedAt: number }>(
    read: (summary: unknown, id: string) => Entry,
  ): Promise<Listing<Entry>> {
    const { summaries } = this;
    const options = { stores: [summaries], mode: 'readonly' as const };
    const stored = await this.database.transaction(options, async (transaction) => {
      const store = transaction.objectStore(summaries);
      const [ids, found] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return ids.map((id, index) => ({ id, summary: found[index] }));
    });
    const entries: Entry[] = [];
    const damaged: Damaged[] = [];
    for (const { id, summary } of stored) {
      try {
        entries.push(read(summary, id));
      } catch (error) {
        damaged.push({ id, problem: (error as Error).message });
      }
    }
    return { entries: entries.sort((a, b) => b.savedAt - a.savedAt), damaged };
  }

  /** Replaces a summary by the result of `change`; if `change` throws, nothing happens. */
  async changeSummary(id: string, change: (summary: unknown) => object): Promise<void> {
    const { summaries } = this;
    const options = { stores: [summaries], mode: 'readwrite' as const };
    await this.database.transaction(options, async (transaction) => {
      const store = transaction.objectStore(summaries);
      await store.put(change(await store.get(id)), id);
    });
  }

  async remove(id: string): Promise<void> {
    const { records, summaries } = this;
    const options = { stores: [records, summaries], mode: 'readwrite' as const };
    await this.database.transaction(options, (transaction) =>
      Promise.all([
        transaction.objectStore(records).delete(id),
        transaction.objectStore(summaries).delete(id),
      ]),
    );
  }

  close(): void {
    this.database.close();
  }
}
