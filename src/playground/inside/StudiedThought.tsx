import { useMemo, type ReactNode } from 'react';
import { useTask } from '../chains/useTask';
import { lengthOf } from '../store/inside';
import { puzzleOf } from '../store/puzzle';
import { segmentOf } from '../store/selectors';
import { usePlayground } from '../usePlayground';
import { useParts } from '../worlds/useParts';
import { kinOfGrid, kinOfSudoku } from './reads';
import { StudiedContext, type Studied } from './studied';

/** Provides the thought on the stage to the studies inside. */
export function StudiedThought({ children }: { readonly children: ReactNode }) {
  const task = useTask();
  const world = usePlayground(({ board }) => board.world.id);
  const board = usePlayground((state) => state.board);
  const puzzle = usePlayground(puzzleOf);
  const { answerTo } = useParts();
  const studies = usePlayground((state) => state.studies);
  const startStudy = usePlayground((state) => state.startStudy);
  const stopStudy = usePlayground((state) => state.stopStudy);
  const forgetStudy = usePlayground((state) => state.forgetStudy);
  const ready = usePlayground(({ engine }) => engine.phase === 'ready');
  const config = usePlayground((state) => state.config);
  const segment = usePlayground(segmentOf);
  const length = usePlayground(lengthOf);
  const studied = useMemo((): Studied => {
    const { side, input, solvedBy, Picture } = task;
    const kin = world === 'sudoku' ? kinOfSudoku : kinOfGrid;
    return {
      studies,
      startStudy,
      stopStudy,
      forgetStudy,
      config: ready ? config : null,
      segment,
      length,
      looks: {
        side,
        input,
        solvedBy,
        Picture,
        seeThrough: world === 'sudoku',
        answer: answerTo?.(puzzle, board) ?? null,
        kin: (cell) => kin(cell, side),
      },
    };
  }, [
    task,
    world,
    board,
    puzzle,
    answerTo,
    studies,
    startStudy,
    stopStudy,
    forgetStudy,
    ready,
    config,
    segment,
    length,
  ]);
  return <StudiedContext value={studied}>{children}</StudiedContext>;
}
