import { claimed } from '../../reasoning/calibration';
import { stopsAt, summarise, type Evaluation } from '../../reasoning/evaluate';
import { datasetCommand } from '../../reasoning/exam-set';
import type { Table } from '../export/table';
import { rounded } from '../export/words';
import type { Solved } from '../measured/sets';
import { sizeOf, type EvaluationRun } from './evaluations';

/** The figures of a run's finished puzzles, if any. */
export function figuresOf(
  { outcomes, severalAnswers }: Pick<EvaluationRun, 'outcomes' | 'severalAnswers'>,
  limit: number,
): Evaluation | null {
  return outcomes.length === 0 ? null : summarise(outcomes, { limit, severalAnswers });
}

/** The share solved after each segment: any right answer counts. */
export function solvedOf({ exact, exact_95, valid, valid_95 }: Evaluation): readonly Solved[] {
  const bounds = valid_95 ?? exact_95;
  return (valid ?? exact).map((share, index) => ({ share, bounds: bounds[index]! }));
}

/** The share solved if every puzzle stops at the model's own wish to halt. */
export function stopOf({ act }: Evaluation): Solved & { readonly segments: number } {
  return {
    segments: act.mean_segments,
    share: act.valid ?? act.exact,
    bounds: act.valid_95 ?? act.exact_95,
  };
}

/** The curves of all runs, one row for each segment, and where each halts (`halts` is true). */
export function curvesTable(runs: readonly EvaluationRun[], limit: number): Table {
  return {
    columns: [
      ...['run', 'measured', 'puzzles', 'count', 'seed', 'chains', 'restart_every', 'halts'],
      ...['segments', 'solved', 'solved_low_95', 'solved_high_95', 'cells', 'calibration_error'],
    ],
    rows: runs.flatMap((run, at) => {
      const figures = figuresOf(run, Math.min(limit, run.order.segments));
      if (figures === null) return [];
      const { set, chains, restart } = run.order;
      const seed = set.kind === 'list' ? null : set.seed;
      const head = [at + 1, run.title, run.puzzles, figures.count, seed, chains, restart];
      const stop = stopOf(figures);
      const tail = ({ share, bounds }: Solved) => [share, bounds![0], bounds![1]];
      return [
        ...solvedOf(figures).map((solved, index) => [
          ...[...head, false, index + 1, ...tail(solved)],
          ...[figures.cell[index]!, figures.calibration_error[index]!],
        ]),
        [...head, true, stop.segments, ...tail(stop), null, figures.act.calibration.error],
      ];
    }),
  };
}

/** Every puzzle of a run, one row each. */
export function puzzlesTable(run: EvaluationRun, limit: number): Table {
  const { board, order, exams, outcomes } = run;
  const { world } = board;
  const line = (tokens: Uint8Array) => world.line(world.decode(tokens));
  const segments = Array.from({ length: order.segments }, (_, index) => index + 1);
  return {
    columns: [
      ...['puzzle', 'solution', 'name', 'solved', 'solved_first', 'halts_after'],
      ...['solved_where_it_halts', 'cells_wrong', 'sure'],
      ...segments.map((segment) => `solved_${segment}`),
    ],
    rows: outcomes.map((outcome, index) => {
      const { input, wanted, name = null } = exams[index]!;
      const stop = stopsAt(outcome, Math.min(limit, order.segments));
      const first = outcome.isValid.indexOf(true);
      return [
        ...[line(input), line(wanted), name],
        ...[outcome.isValid.at(-1)!, first < 0 ? null : first + 1, stop],
        ...[outcome.isValid[stop - 1]!, outcome.cells - outcome.right.at(-1)!],
        ...[rounded(claimed(outcome.qHalt.at(-1)!)), ...outcome.isValid],
      ];
    }),
  };
}

/** A run in the form of `hrm eval --json`, with its settings. */
export function recordOf(run: EvaluationRun, limit: number): object | null {
  const figures = figuresOf(run, Math.min(limit, run.order.segments));
  if (figures === null) return null;
  const { set, ...thinking } = run.order;
  return {
    measured: run.title,
    puzzles: run.puzzles,
    ...(set.kind !== 'list' && { set }),
    dataset: datasetCommand(set),
    asked_for: sizeOf(run),
    limit,
    ...thinking,
    backend: run.backendSaid,
    ...figures,
    seconds: rounded(run.milliseconds / 1000),
  };
}
