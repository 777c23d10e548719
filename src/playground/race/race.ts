import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Extent } from '../store/halting';
import { record, redo, startHistory, undo, type History } from '../store/history';
import type { Grid } from '../worlds/page-world';

/** A person's own answer: digits of all cells, or the cells of a path, depending on the world. */
export type Answer = readonly number[];

/** A person's race on a puzzle. Times are from `performance.now()`, in milliseconds. */
export interface Race {
  readonly history: History<Answer>;
  /** Time of the first change; `null` before it. */
  readonly startedAt: number | null;
  /** Time of the first right answer; `null` before it. */
  readonly finishedAt: number | null;
}

export type RaceStore = StoreApi<Race>;

const begun = new WeakMap<Grid, RaceStore>();

/** The race on a puzzle; an earlier race on it is continued. */
export function raceOn(puzzle: Grid, blank: Answer): RaceStore {
  let race = begun.get(puzzle);
  if (race === undefined) begun.set(puzzle, (race = createStore<Race>(() => fresh(blank))));
  return race;
}

const fresh = (blank: Answer): Race => ({
  history: startHistory(blank),
  startedAt: null,
  finishedAt: null,
});

export const answerOf = ({ history }: Race): Answer => history.present;

/** Changes the answer; the first change starts the clock, the first right answer stops it. */
export function answer(
  race: RaceStore,
  next: Answer,
  isRight: (answer: Answer) => boolean,
  now = performance.now(),
): void {
  const { history, startedAt, finishedAt } = race.getState();
  if (next === history.present) return;
  race.setState({
    history: record(history, next),
    startedAt: startedAt ?? now,
    finishedAt: finishedAt ?? (isRight(next) ? now : null),
  });
}

export function undoAnswer(race: RaceStore): void {
  race.setState(({ history }) => ({ history: undo(history) }));
}

export function redoAnswer(race: RaceStore): void {
  race.setState(({ history }) => ({ history: redo(history) }));
}

export function startOver(race: RaceStore, blank: Answer): void {
  race.setState(fresh(blank));
}

/** Milliseconds on the clock. */
export function elapsed({ startedAt, finishedAt }: Race, now: number): number {
  return startedAt === null ? 0 : Math.max(0, (finishedAt ?? now) - startedAt);
}

/** Seconds for a segment in a race: at the model's real speed nobody could win. */
export const PACES = [10, 30, 60] as const;
export type Pace = (typeof PACES)[number];

/** The model in a race. */
export interface Opponent {
  /** The segment it is at; 0 before the first is over. */
  readonly segment: number;
  /** Whether it thinks no further. */
  readonly over: boolean;
  /** Time from which its answer stays right, in milliseconds on the clock; `null` if unknown. */
  readonly rightAt: number | null;
}

/**
 * @param since first segment from which its answer is right up to the end, `null` if it is not
 * @param time milliseconds on the clock
 */
export function opponentAt(
  time: number,
  pace: Pace,
  { reached, end, done }: Extent,
  since: number | null,
): Opponent {
  const segment = Math.min(Math.floor(time / (1000 * pace)), reached);
  return {
    segment,
    over: done && segment >= end,
    rightAt: done && since !== null ? 1000 * pace * since : null,
  };
}
