/** Nothing came in the time that was waited. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
}

/**
 * Patience is counted in ticks rather than by the clock: a laptop that slept, or a worker that
 * computed for long, misses one of them, and what came meanwhile is heard before the next.
 */
const TICKS = 16;

/**
 * An answer that must come in time; drivers are known that never give one.
 * @param late frees what comes after all, when nobody waits for it any more
 * @throws NoAnswerError if it has not come after so many milliseconds; what the promise throws
 */
export function answered<T>(
  promise: Promise<T>,
  milliseconds: number,
  late: (value: T) => void = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let waiting = true;
    let left = TICKS;
    const timer = setInterval(() => {
      if (--left > 0) return;
      clearInterval(timer);
      waiting = false;
      reject(new NoAnswerError(`no answer within ${Math.round(milliseconds / 1000)} seconds.`));
    }, milliseconds / TICKS);
    const settle = (end: () => void) => {
      clearInterval(timer);
      if (waiting) end();
    };
    promise.then(
      (value) => {
        if (!waiting) late(value);
        settle(() => resolve(value));
      },
      (cause: unknown) =>
        settle(() => reject(cause instanceof Error ? cause : new Error(String(cause)))),
    );
  });
}
