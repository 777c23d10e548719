import type { LessonCheckpoint, LessonStore } from '../checkpoint/lesson-store';
import type { LessonEvent } from './lesson-protocol';

/**
 * Keeps checkpoints in the browser while the lesson goes on: one at a time, none of which is waited
 * for. What cannot be kept is told once for every reason, and tried again later.
 */
export class CheckpointKeeper {
  #store: Promise<LessonStore> | null = null;
  #busy: Promise<void> | null = null;
  #last = performance.now();
  #told: string | null = null;

  constructor(
    private readonly openStore: () => Promise<LessonStore>,
    private readonly emit: (event: LessonEvent) => void,
  ) {}

  /** Whether nothing has been kept for so many milliseconds, and nothing is being kept. */
  isDue(milliseconds: number): boolean {
    return this.#busy === null && performance.now() - this.#last > milliseconds;
  }

  /** @param lesson gives what is to be kept; called at once, or after the one being kept */
  keep(lesson: () => Promise<LessonCheckpoint>): void {
    const before = this.#busy;
    const work = async () => {
      await before;
      await this.#put(lesson);
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

  async settled(): Promise<void> {
    await this.#busy;
  }

  async #put(lesson: () => Promise<LessonCheckpoint>): Promise<void> {
    try {
      const stored = await lesson();
      const store = await this.#open();
      const { step, bytes } = await store.put(stored);
      this.#told = null;
      this.emit({ type: 'checkpointed', step, bytes });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message === this.#told) return;
      this.#told = message;
      this.emit({ type: 'not-checkpointed', message });
    }
  }

  #open(): Promise<LessonStore> {
    this.#store ??= this.openStore().catch((error: unknown) => {
      this.#store = null;
      throw error;
    });
    return this.#store;
  }
}
