/** A lesson that only this tab writes. */
export interface LessonLock {
  /** Resolves when another tab has taken the lesson over; never after `release`. */
  readonly taken: Promise<void>;
  release(): void;
}

/**
 * Makes this tab the only one that continues a lesson.
 * @param takeOver whether to take it from another tab that has it
 * @returns `null` if another tab has it; in a browser without locks every tab gets it
 */
export async function lockLesson(id: string, takeOver: boolean): Promise<LessonLock | null> {
  // Older browsers and insecure pages have none, in spite of the type.
  const locks = navigator.locks as LockManager | undefined;
  let free: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (free = resolve));
  const withoutLocks = { taken: new Promise<void>(() => undefined), release: free };
  if (locks === undefined) return withoutLocks;
  return new Promise((resolve) => {
    const taken = new Promise<void>((isTaken) => {
      const options = takeOver ? { steal: true } : { ifAvailable: true };
      locks
        .request(`hrm-playground lesson ${id}`, options, (lock) => {
          if (lock === null) return resolve(null);
          resolve({ taken, release: free });
          return held;
        })
        // After it was granted, it can only fail because it was stolen; before, because locks are
        // forbidden.
        .catch(() => {
          isTaken();
          resolve(withoutLocks);
        });
    });
  });
}
