import { useMemo, type ReactNode } from 'react';
import { useTask } from '../chains/useTask';
import { lengthOf } from '../store/inside';
import { segmentOf } from '../store/selectors';
import { usePlayground } from '../usePlayground';
import { kinOfGrid, kinOfSudoku } from './reads';
import { StudiedContext, type Studied } from './studied';

/** Studies within are of the thought on the stage. */
export function StudiedThought({ children }: { readonly children: ReactNode }) {
  const task = useTask();
  const world = usePlayground(({ board }) => board.world.id);
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
        kin: (cell) => kin(cell, side),
      },
    };
  }, [task, world, studies, startStudy, stopStudy, forgetStudy, ready, config, segment, length]);
  return <StudiedContext value={studied}>{children}</StudiedContext>;
}
