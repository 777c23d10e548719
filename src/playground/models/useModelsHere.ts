import { useMemo } from 'react';
import { sourceKey, type ModelSource } from '../../checkpoint/model-source';
import { activeLesson } from '../store/active-lesson';
import { sourceNow } from '../store/model';
import { modelsOfSide } from '../store/model-boards';
import { usePlayground } from '../usePlayground';
import { hasTasks } from '../worlds/page-world';

/** A model that thinks about the puzzles of the board. */
export interface ModelHere {
  readonly id: string;
  readonly title: string;
  readonly source: ModelSource;
}

/** The models that think about the puzzles of the board, the open one first. */
export function useModelsHere(): readonly [ModelHere, ...ModelHere[]] {
  const models = usePlayground((state) => state.models);
  const model = usePlayground((state) => state.model);
  const board = usePlayground((state) => state.board);
  const lesson = usePlayground((state) => activeLesson(state) !== null);
  const thinking = usePlayground((state) =>
    hasTasks(state.board.world) ? state.model.source : sourceNow(state),
  );
  return useMemo(() => {
    const now = lesson
      ? { id: 'now', title: 'The one being taught', source: thinking }
      : { id: model.id, title: model.title, source: thinking };
    const its = models.filter((other) => other.board.world.id === board.world.id);
    const others = modelsOfSide(its, board.side).filter(
      ({ source }) => sourceKey(source) !== sourceKey(thinking),
    );
    return [now, ...others];
  }, [models, model, board, lesson, thinking]);
}
