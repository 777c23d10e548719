import { calibrate, wilsonInterval } from './calibration';
import type { MeasuredSet } from './measured';

/** Eight segments of figures that rise to `best`, with all the fields a set may have. */
function risingTo(best: number, count: number): MeasuredSet {
  const right = [0.1, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1].map((part) =>
    Math.round(part * best * count),
  );
  const shares = right.map((each) => each / count);
  const intervals = right.map((each) => wilsonInterval(each, count));
  const stopped = Math.round(0.97 * best * count);
  const claims = Array.from({ length: count }, (_, index) => ({
    qHalt: index < stopped ? 3 : -1,
    right: index < stopped,
  }));
  return {
    count,
    exact: shares,
    exact_95: intervals,
    valid: shares,
    valid_95: intervals,
    cell: shares.map((each) => (1 + each) / 2),
    calibration_error: shares.map(() => 0.02),
    act: {
      mean_segments: 2.65,
      exact: stopped / count,
      exact_95: wilsonInterval(stopped, count),
      valid: stopped / count,
      valid_95: wilsonInterval(stopped, count),
      calibration: calibrate(claims),
      by_limit: {
        mean_segments: shares.map((_, index) => 2.65 - 1.65 / (1 + index)),
        exact: shares.map((each) => Math.min(each, stopped / count)),
        valid: shares.map((each) => Math.min(each, stopped / count)),
      },
    },
  };
}

/** A `measured.json` in which nothing is left out. */
export function fullMeasured() {
  return {
    segments: { easy: risingTo(0.99, 1000), climbed: risingTo(0.4, 300) },
    chains: { climbed: { '8': risingTo(0.8, 60) } },
    restarts: {
      climbed: { every: 4, chains: { '8': risingTo(0.9, 60), '1': risingTo(0.6, 60) } },
    },
    sets: {
      easy: {
        title: 'Easy',
        about: '28–40 givens, made by our generator',
        options: '--seed 1 --givens 28:40',
      },
      climbed: { title: 'Climbed', about: 'minimal ones made harder by local search' },
    },
    q_learning: { gamma: 0.98, count: 1000, within: 0.2, error: 0.004 },
    seeds: { '2': { easy: { exact: 0.98, exact_95: [0.969, 0.987] as const } } },
    learned: [
      { title: 'Fresh', about: 'of our own kinds', tasks: 3, questions: 4, pass_1: 1, pass_2: 2 },
    ],
    failures: ['Some grids with one blank cell are left unsolved.'],
    steps: 8270,
    minutes: 132,
    batch: 64,
  };
}
