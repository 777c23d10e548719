/**
 * An answer that must come in time; drivers are known that never give one.
 * @param late frees what comes after all, when nobody waits for it any more
 * @throws Error if it has not come after so many milliseconds; what the promise throws
 */
export function answered<T>(
  promise: Promise<T>,
  milliseconds: number,
  late: (value: T) => void = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let waiting = true;
    const timer = setTimeout(() => {
      waiting = false;
      reject(new Error(`no answer within ${milliseconds / 1000} seconds.`));
    }, milliseconds);
    const settle = (end: () => void) => {
      clearTimeout(timer);
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
