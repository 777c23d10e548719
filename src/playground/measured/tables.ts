import type { Table } from '../export/table';
import type { Calibrated, SetShown, Solved } from './sets';

/**
 * The shares solved for each set: after each segment, and where the Q head halts (`halts` is true).
 */
export function depthTable(sets: readonly SetShown[]): Table {
  const share = ({ share, bounds }: Solved) => [share, bounds?.[0] ?? null, bounds?.[1] ?? null];
  const rows = sets.flatMap(({ id, title, one, wide, again }) => {
    const ways = [
      ...[one, ...wide].map((depth) => ({ depth, every: 0 })),
      ...(again?.depths ?? []).map((depth) => ({ depth, every: again!.every })),
    ];
    return ways.flatMap(({ depth: { chains, count, solved, stop }, every }) => [
      ...solved.map((each, at) => [id, title, count, chains, every, false, at + 1, ...share(each)]),
      [id, title, count, chains, every, true, stop.segments, ...share(stop)],
    ]);
  });
  return {
    columns: [
      ...['set', 'title', 'puzzles', 'chains', 'restart_every', 'halts', 'segments'],
      ...['solved', 'solved_low_95', 'solved_high_95'],
    ],
    rows,
  };
}

/** For each limit: halting, compared with the same number of segments for every puzzle. */
export function haltingTable(sets: readonly SetShown[]): Table {
  return {
    columns: ['set', 'title', 'puzzles', 'limit', 'mean_segments', 'solved', 'solved_not_halting'],
    rows: sets.flatMap(({ id, title, one: { count, byLimit, solved } }) =>
      byLimit.map(({ segments, share }, index) => [
        ...[id, title, count, index + 1],
        ...[segments, share, solved[index]?.share ?? null],
      ]),
    ),
  };
}

/** The calibration of the Q head for each set, one row for each tenth of probability. */
export function calibrationTable(shown: readonly Calibrated[]): Table {
  return {
    columns: ['set', 'title', 'from', 'to', 'puzzles', 'predicted', 'right', 'calibration_error'],
    rows: shown.flatMap(({ set: { id, title }, calibration: { bins, error } }) =>
      bins.map(({ from, to, count, predicted, right }) => [
        ...[id, title, from, to],
        ...[count, predicted, right, error],
      ]),
    ),
  };
}
