/** A value with its past and its future. Every change is kept, so nothing a person does is lost. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** Steps that can be undone; older ones are forgotten. */
export const HISTORY_LIMIT = 300;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** The value becomes the present; undone changes can no longer be redone. */
export function record<T>(history: History<T>, present: T): History<T> {
  return {
    past: [...history.past, history.present].slice(-HISTORY_LIMIT),
    present,
    future: [],
  };
}

/** One step back; the same history when there is none. */
export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
  };
}

/** One step forward again; the same history when there is none. */
export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future };
}
