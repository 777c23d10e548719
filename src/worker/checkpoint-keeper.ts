import type { LessonCheckpoint, LessonStore } from '../checkpoint/lesson-store';
import { messageOf } from '../compute/message-of';
import type { LessonLock } from './lesson-lock';

/**
 * Milliseconds between two checkpoints: the most that is lost with a tab, or twice that while one
 * is being written.
 */
const CHECKPOINT_EVERY = 5000;

/** Where checkpoints are kept, and the lock that lets only one tab write each. */
export interface Safekeeping {
  openStore(): Promise<LessonStore>;
  /** See `lockLesson`. */
  lock(id: string, takeOver: boolean): Promise<LessonLock | null>;
  /** Milliseconds between two checkpoints, other than `CHECKPOINT_EVERY`. */
  readonly every?: number;
}

export type KeepingEvent =
  | { readonly type: 'checkpointed'; readonly step: number; readonly bytes: number }
  /** The checkpoint could not be stored; learning continues. */
  | { readonly type: 'not-checkpointed'; readonly message: string };

type Make = () => Promise<LessonCheckpoint> | LessonCheckpoint | null;

/**
 * Keeps checkpoints of a lesson or an ARC task in the browser during learning: one at a time,
 * without waiting, and only while this tab holds the lock. A failure is reported once for each
 * reason, and the checkpoint is tried again later.
 */
export class CheckpointKeeper {
  #store: Promise<LessonStore> | null = null;
  #lock: LessonLock | null = null;
  #busy: Promise<void> | null = null;
  #last = performance.now();
  #told: string | null = null;

  constructor(
    private readonly safe: Safekeeping,
    private readonly emit: (event: KeepingEvent) => void,
  ) {}

  /**
   * Makes this tab the only one that keeps checkpoints under an id.
   * @param takeOver whether to take it from another tab
   * @param onTaken another tab has taken it; this one keeps nothing from now on
   * @returns whether this tab has it
   */
  async claim(id: string, takeOver: boolean, onTaken: () => void): Promise<boolean> {
    const lock = await this.safe.lock(id, takeOver);
    this.#lock = lock;
    this.#told = null;
    this.#last = performance.now();
    void lock?.taken.then(() => {
      if (lock !== this.#lock) return;
      // Checkpoints of this tab would overwrite those of the other one.
      this.#lock = null;
      onTaken();
    });
    return lock !== null;
  }

  /** Releases the claim to other tabs, after it is written. */
  async release(): Promise<void> {
    const lock = this.#lock;
    await this.#busy;
    if (lock === this.#lock) this.#lock = null;
    lock?.release();
  }

  /** Whether the next checkpoint is due, and none is being written. */
  get isDue(): boolean {
    const { every = CHECKPOINT_EVERY } = this.safe;
    return this.#busy === null && performance.now() - this.#last > every;
  }

  /**
   * @param make gives the checkpoint, `null` if there is none; called at once, or after the present
   * one is written
   */
  keep(make: Make): void {
    const before = this.#busy;
    const work = async () => {
      await before;
      await this.#put(make);
    };
    const busy = work().finally(() => {
      if (this.#busy === busy) this.#busy = null;
      this.#last = performance.now();
    });
    this.#busy = busy;
  }

  /** @throws the store's errors */
  async read(id: string): Promise<LessonCheckpoint | null> {
    return (await this.#open()).get(id);
  }

  /** Removes a checkpoint, and those that wait to replace it. @throws the store's errors */
  async forget(id: string): Promise<void> {
    await this.#busy;
    await (await this.#open()).remove(id);
  }

  async settled(): Promise<void> {
    await this.#busy;
  }

  async #put(make: Make): Promise<void> {
    if (this.#lock === null) return;
    try {
      const checkpoint = await make();
      if (checkpoint === null) return;
      const store = await this.#open();
      const { step, bytes } = await store.put(checkpoint);
      this.#told = null;
      this.emit({ type: 'checkpointed', step, bytes });
    } catch (error) {
      const message = messageOf(error);
      if (message === this.#told) return;
      this.#told = message;
      this.emit({ type: 'not-checkpointed', message });
    }
  }

  #open(): Promise<LessonStore> {
    this.#store ??= this.safe.openStore().catch((error: unknown) => {
      this.#store = null;
      throw error;
    });
    return this.#store;
  }
}
