import { takesBoard } from '../store/model-boards';
import type { PlaygroundStore } from '../store/playground';
import { hasTasks } from '../worlds/page-world';
import type { EvaluationRun } from './evaluations';

/** Puts a measured puzzle on its board, where the open model thinks about it. */
export async function showExam(
  page: PlaygroundStore,
  { board, exams, order }: EvaluationRun,
  index: number,
): Promise<void> {
  const { input, name } = exams[index]!;
  const { setPuzzle, putPuzzle, chooseModel, model, board: now } = page.getState();
  if (hasTasks(board.world)) {
    if (name === undefined) return;
    const { openArc } = await import('../arc/arc-page');
    const arc = openArc(page).getState();
    const isOpen = await arc.openId(name);
    if (isOpen && order.set.kind === 'known' && order.set.seed > 0) {
      await arc.askQuestion(order.set.seed);
    }
    return;
  }
  const puzzle = board.world.decode(input);
  if (now.key === board.key) return setPuzzle(puzzle);
  putPuzzle(board, puzzle);
  // It may have been measured on mazes of another size.
  if (takesBoard(model, board)) chooseModel(model.id, board.side);
}
