import type { LessonCheckpoint, LessonStore } from '../checkpoint/lesson-store';
import { messageOf } from '../compute/message-of';
import type { LessonLock } from './lesson-lock';

/** Milliseconds between two checkpoints: so much is lost with a tab at the most, and once again while it is written. */
const CHECKPOINT_EVERY = 5000;

/** Where checkpoints are kept, and what makes sure that one tab alone writes each. */
export interface Safekeeping {
  openStore(): Promise<LessonStore>;
  /** See `lockLesson`. */
  lock(id: string, takeOver: boolean): Promise<LessonLock | null>;
  /** Milliseconds between two checkpoints, other than `CHECKPOINT_EVERY`. */
  readonly every?: number;
}

export type KeepingEvent =
  | { readonly type: 'checkpointed'; readonly step: number; readonly bytes: number }
  /** The checkpoint could not be stored; what is being learned goes on. */
  | { readonly type: 'not-checkpointed'; readonly message: string };

type Make = () => Promise<LessonCheckpoint> | LessonCheckpoint | null;

/**
 * Keeps checkpoints of what is being learned, a lesson or an ARC task, in the browser while it goes on:
 * one at a time, none of which is waited for, and only while this tab has them to itself. What cannot
 * be kept is told once for every reason, and tried again later.
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
   * @param onTaken another tab has taken it from this one, which keeps nothing from now on
   * @returns whether this tab has it
   */
  async claim(id: string, takeOver: boolean, onTaken: () => void): Promise<boolean> {
    const lock = await this.safe.lock(id, takeOver);
    this.#lock = lock;
    this.#told = null;
    this.#last = performance.now();
    void lock?.taken.then(() => {
      if (lock !== this.#lock) return;
      // What this tab would keep from now on would undo what the other one does.
      this.#lock = null;
      onTaken();
    });
    return lock !== null;
  }

  /** Lets other tabs have what was claimed, once it is written. */
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
   * @param make gives what is to be kept, `null` if there is nothing; called at once, or after the one
   *   being kept
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

  /** @throws what the store throws */
  async read(id: string): Promise<LessonCheckpoint | null> {
    return (await this.#open()).get(id);
  }

  /** Removes a checkpoint, and those that were about to take its place. @throws what the store throws */
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
