import { gridsEqual, type ArcGrid } from '../../../puzzles/arc/grid';
import { plural } from '../../../puzzles/plural';
import { differingCells } from '../editing/grid-edits';
import { sizeOf } from '../grids/geometry';
import { answersShown, isBusy, knownAs, runShown, sideTooBig } from '../store/learning-state';
import type { ArcState } from '../store/state';

/** How an answer compares with the right one, in a sentence. */
export function compare(answer: ArcGrid, solution: ArcGrid): string {
  const differing = differingCells(answer, solution);
  if (differing === null) {
    return `Not right: the answer is ${sizeOf(answer)}, the right one ${sizeOf(solution)}.`;
  }
  if (differing.length === 0) return 'Right.';
  const cells = differing.length === 1 ? '1 cell differs' : `${differing.length} cells differ`;
  return `Not right: ${cells} from the right answer.`;
}

/** Why there is no answer, in a sentence. */
export function whyNothing(state: ArcState): string {
  const run = runShown(state);
  if (state.model.phase === 'failed') return 'The model could not be opened.';
  if (state.model.phase !== 'ready') return 'Waiting for the model…';
  if (sideTooBig(state) !== null) return 'This task is too big for the model.';
  if (run === null) {
    if (isBusy(state)) return 'Another task is being learned.';
    return knownAs(state) === null
      ? 'The model knows nothing of this task yet: let it learn.'
      : 'Waiting for the first segment…';
  }
  if (run.phase === 'failed') return 'Learning has stopped.';
  return run.answers.length > 0 ? 'Asking again…' : 'No answer yet.';
}

/** The learning before the visible answers: "12 steps learned"; `null` if none was needed. */
export function learnedSoFar(state: ArcState): string | null {
  const run = runShown(state);
  const answers = answersShown(state);
  if (run === null || run.known || answers === null) return null;
  return answers.step === 0 ? 'before learning' : `${plural(answers.step, 'step')} learned`;
}

/** Whether an answer is among the best two, for the verdict on a question. */
export function passedWithin(ranked: readonly { readonly grid: ArcGrid }[], solution: ArcGrid) {
  const at = ranked.findIndex(({ grid }) => gridsEqual(grid, solution));
  return at < 0 ? null : at + 1;
}
