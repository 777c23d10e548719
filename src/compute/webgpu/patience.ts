/** No answer came within the time limit. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
}

/**
 * The wait is counted in ticks, not by the clock. A laptop that slept, or a worker that computed
 * for a long time, misses only one tick, and an answer that came meanwhile is received before the
 * next.
 */
const TICKS = 16;

/**
 * Waits for an answer with a time limit, because some drivers never answer.
 * @param late frees a result that comes too late, when nobody waits for it
 * @throws NoAnswerError if no answer has come after `milliseconds`; otherwise what the promise
 * throws
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
