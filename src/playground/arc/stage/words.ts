import { decodeArc } from '../../../puzzles/arc/codec';
import { gridsEqual, type ArcGrid } from '../../../puzzles/arc/grid';
import { plural } from '../../../puzzles/plural';
import { differingCells } from '../editing/grid-edits';
import { sizeOf } from '../grids/geometry';
import { isBusy, knownAs, questionShown, runShown } from '../store/learning-state';
import { framesOf } from '../store/look';
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

/** What stands in the place of the answer, in one sentence. */
export function sentence(state: ArcState): string {
  const run = runShown(state);
  const frames = framesOf(state);
  const { segment } = state.playback;
  const frame = frames[segment - 1];
  if (run === null) {
    return isBusy(state)
      ? 'Another task is being learned.'
      : knownAs(state) === null
        ? 'The model knows nothing of this task yet.'
        : 'The model was trained on this rule; ask it.';
  }
  if (questionShown(state) === null) {
    if (run.known && isBusy(state)) return 'Thinking…';
    if (run.phase === 'failed') return 'Learning has stopped.';
    return run.answers.length > 0 ? 'Asking again…' : 'No answer yet.';
  }
  if (frame === undefined) return 'The question, before any thought.';
  const { step } = run.answers.at(state.answersAt ?? -1)!;
  const unlearned = run.known ? 'a rule it knows from its training' : 'before learning';
  const learned = step === 0 ? unlearned : `${step} steps learned`;
  const answer = decodeArc(frame.tokens);
  return `After ${plural(segment, 'segment')}, ${learned}: ${answer === null ? 'no grid' : `a grid of ${sizeOf(answer)}`}.`;
}

/** Whether an answer is among the best two, for the verdict on a question. */
export function passedWithin(ranked: readonly { readonly grid: ArcGrid }[], solution: ArcGrid) {
  const at = ranked.findIndex(({ grid }) => gridsEqual(grid, solution));
  return at < 0 ? null : at + 1;
}
