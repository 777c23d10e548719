import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { isStorageFull, StorageUnavailableError } from './storage-error';
import { storageFull, type Written } from './storage-space';

const STORES = ['lessons', 'lesson-summaries', 'models', 'model-summaries'] as const;

export type StoreName = (typeof STORES)[number];

/** The page's IndexedDB. Values are unknown: they may stem from another version of the page. */
type Schema = DBSchema & Record<StoreName, { key: string; value: unknown }>;

const NAME = 'hrm-playground';

/** Rises when the object stores change. */
const VERSION = 1;

export interface DatabaseOptions {
  /** Another than this code's, as an older or newer version of the page would ask for. */
  readonly version?: number;
  /** How long the browser may take for one answer, in milliseconds, besides the writing itself. */
  readonly patience?: number;
}

type Connection = IDBPDatabase<Schema>;
type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<Schema, StoreName[], Mode>;

export interface TransactionOptions<Mode extends IDBTransactionMode> {
  readonly stores: StoreName[];
  readonly mode: Mode;
  /** What is written, for the message when there is no room. */
  readonly writes?: Written;
}

/**
 * A connection that is opened again when it was lost: browsers end connections when a person clears
 * the page's data, and this one makes way for a newer version of the page in another tab.
 */
export class Database {
  private connection: Promise<Connection> | null = null;

  private constructor(
    private readonly version: number,
    private readonly patience: number,
  ) {}

  /** @throws StorageUnavailableError, also when the browser does not answer */
  static async open({ version = VERSION, patience = 8000 }: DatabaseOptions = {}) {
    const database = new Database(version, patience);
    await database.connect();
    return database;
  }

  /**
   * Does everything or nothing. `work` may wait for nothing but the transaction's own requests.
   * @throws StorageFullError, StorageUnavailableError, or what `work` itself throws
   */
  async transaction<Mode extends IDBTransactionMode, T>(
    { stores, mode, writes }: TransactionOptions<Mode>,
    work: (transaction: Transaction<Mode>) => Promise<T>,
  ): Promise<T> {
    const transaction = await this.begin(stores, mode);
    const finished = transaction.done;
    const bytes = writes?.bytes ?? 0;
    // Whoever fails first is heard below; the other must not go unheard.
    finished.catch(() => undefined);
    try {
      const result = await this.inTime(work(transaction), { bytes });
      await this.inTime(finished, { bytes });
      return result;
    } catch (error) {
      abort(transaction);
      const reason = isStorageFull(transaction.error) ? transaction.error : error;
      if (isStorageFull(reason)) throw await storageFull(writes, reason);
      if (!isBrowserError(error)) throw error;
      this.close();
      throw unavailable(`it says: ${error.message}`, error);
    }
  }

  close(): void {
    this.connection?.then(
      (connection) => connection.close(),
      () => undefined,
    );
    this.connection = null;
  }

  private async begin<Mode extends IDBTransactionMode>(
    stores: StoreName[],
    mode: Mode,
  ): Promise<Transaction<Mode>> {
    const connection = await this.connect();
    try {
      return connection.transaction(stores, mode);
    } catch (error) {
      // The connection has ended without anybody having said so.
      if (!isBrowserError(error)) throw error;
      this.close();
      return (await this.connect()).transaction(stores, mode);
    }
  }

  private async connect(): Promise<Connection> {
    let blocked = false;
    this.connection ??= openConnection(
      this.version,
      () => (blocked = true),
      () => (this.connection = null),
    );
    try {
      return await this.inTime(this.connection, {
        excuse: () =>
          blocked ? 'another tab with an older version of this page must be closed first' : SILENT,
      });
    } catch (error) {
      // What opens after all, when nobody waits any more, must not stand in other tabs' way.
      this.close();
      throw await explainOpening(error);
    }
  }

  private async inTime<T>(
    promise: Promise<T>,
    { bytes = 0, excuse = () => SILENT }: { bytes?: number; excuse?: () => string },
  ): Promise<T> {
    const limit = this.patience + bytes / SLOWEST_DISK;
    let timer: ReturnType<typeof setInterval> | undefined;
    const timeout = new Promise<never>((_, reject) => {
      let left = TICKS;
      timer = setInterval(() => {
        if (--left === 0) reject(unavailable(excuse()));
      }, limit / TICKS);
    });
    try {
      return await Promise.race([promise, timeout]);
    } finally {
      clearInterval(timer);
    }
  }
}

/**
 * Patience is counted in ticks rather than by the clock. A worker that computes for long hears
 * nothing meanwhile, but that is one tick to it, and it listens before the next.
 */
const TICKS = 16;

const SILENT = 'it does not answer';

/** Bytes per millisecond that are waited for. */
const SLOWEST_DISK = 1000;

/** @param onEnd called when the connection has ended by itself */
async function openConnection(
  version: number,
  onBlocked: () => void,
  onEnd: () => void,
): Promise<Connection> {
  // Even to look at `indexedDB` throws in some sandboxed frames.
  if ((globalThis.indexedDB as IDBFactory | undefined) === undefined) {
    throw unavailable('there is none');
  }
  const connection = await openDB<Schema>(NAME, version, {
    upgrade(database) {
      for (const store of STORES) {
        if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
      }
    },
    blocked: onBlocked,
    blocking: () => {
      connection.close();
      onEnd();
    },
    terminated: onEnd,
  });
  return connection;
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

/** An error of the browser's storage, not of the values given to it. */
function isBrowserError(error: unknown): error is DOMException {
  return error instanceof DOMException && error.name !== 'DataCloneError';
}

async function explainOpening(error: unknown): Promise<Error> {
  if (error instanceof StorageUnavailableError) return error;
  if (isStorageFull(error)) return await storageFull(undefined, error);
  const { name, message } = error as Error;
  if (name === 'VersionError') {
    return new StorageUnavailableError(
      'What this browser keeps was written by a newer version of this page; reload the page to use it.',
      { cause: error },
    );
  }
  return unavailable(`it says: ${message}`, error);
}

function unavailable(why: string, cause?: unknown): StorageUnavailableError {
  return new StorageUnavailableError(
    `This browser's storage cannot be used (${why}), so lessons and models last only as long as this tab: export what you want to keep.`,
    { cause },
  );
}
