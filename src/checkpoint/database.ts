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
  /** A version other than this code's, as of an older or newer page. */
  readonly version?: number;
  /**
   * The longest time for one answer of the browser, in milliseconds, without the writing itself.
   */
  readonly patience?: number;
}

type Connection = IDBPDatabase<Schema>;
type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<Schema, StoreName[], Mode>;

export interface TransactionOptions<Mode extends IDBTransactionMode> {
  readonly stores: StoreName[];
  readonly mode: Mode;
  /** What is written, for the message if there is no space. */
  readonly writes?: Written;
}

/**
 * A connection that is opened again after it was lost. Browsers end connections when a person
 * clears the page's data, and this one closes for a newer version of the page in another tab.
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
   * Does everything or nothing. `work` may wait only for the transaction's own requests.
   * @throws StorageFullError, StorageUnavailableError, or any error of `work`
   */
  async transaction<Mode extends IDBTransactionMode, T>(
    { stores, mode, writes }: TransactionOptions<Mode>,
    work: (transaction: Transaction<Mode>) => Promise<T>,
  ): Promise<T> {
    const transaction = await this.begin(stores, mode);
    const finished = transaction.done;
    const bytes = writes?.bytes ?? 0;
    // The first failure is reported below; the other must not be an unhandled rejection.
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
      // The connection has ended without an event.
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
      // If it opens after the time limit, it must not block other tabs.
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
 * The wait is counted in ticks, not by the clock. A worker that computes for long gets no events
 * meanwhile, but for it that is one tick, and it gets events before the next one.
 */
const TICKS = 16;

const SILENT = 'it does not answer';

/** Slowest accepted speed of writing, in bytes per millisecond. */
const SLOWEST_DISK = 1000;

/** @param onEnd called when the connection has ended by itself */
async function openConnection(
  version: number,
  onBlocked: () => void,
  onEnd: () => void,
): Promise<Connection> {
  // Even reading `indexedDB` throws in some sandboxed frames.
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

/** An error of the browser's storage, not of the values. */
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
