/**
 * Work that never overlaps: each piece begins when the earlier ones are done. Long work checks
 * `waiting` from time to time and yields.
 */
export class WorkQueue {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Pieces of work that have not begun. */
  get waiting(): number {
    return this.#waiting;
  }

  /** @param failed gets the error of the work; later work is done anyway */
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

  /** Resolves when nothing is left to do, including work added meanwhile. */
  async settled(): Promise<void> {
    for (let last: Promise<void> | null = null; last !== this.#last;) {
      last = this.#last;
      await last;
    }
  }
}
