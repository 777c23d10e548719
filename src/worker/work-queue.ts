/**
 * Work that never overlaps: each piece begins when those before it are done. What takes long looks at
 * `waiting` now and then and makes way.
 */
export class WorkQueue {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Pieces of work that have not begun. */
  get waiting(): number {
    return this.#waiting;
  }

  /** @param failed hears what the work throws; what follows is done all the same */
  add(work: () => Promise<void> | void, failed: (error: unknown) => Promise<void> | void): void {
    this.#waiting++;
    this.#last = this.#last.then(async () => {
      this.#waiting--;
      try {
        await work();
      } catch (error) {
        await failed(error);
      }
    });
  }

  /** Resolves when there is nothing left to do, of what work has added meanwhile either. */
  async settled(): Promise<void> {
    for (let last: Promise<void> | null = null; last !== this.#last;) {
      last = this.#last;
      await last;
    }
  }
}
