import { useMemo } from 'react';
import { viewGrid, drawViews } from '../../../puzzles/arc/views';
import { createRandom } from '../../../puzzles/random';
import { SmallGrid } from '../grids/SmallGrid';
import { Arrow } from '../stage/Demonstrations';
import { useArc } from '../useArc';

const VIEWS = 8;
const SIDE = 54;

/** The first demonstration of the open task in the views that the model gets. */
export function ViewsFigure() {
  const task = useArc((state) => state.history.present.task);
  const views = useMemo(() => drawViews(task, VIEWS, createRandom(1)), [task]);
  const { input, output } = task.train[0]!;
  return (
    <figure>
      <ul className="arc-views">
        {views.map((view, index) => (
          <li key={index}>
            <SmallGrid grid={viewGrid(input, view)} side={SIDE} />
            <Arrow />
            <SmallGrid grid={viewGrid(output, view)} side={SIDE} />
          </li>
        ))}
      </ul>
      <figcaption>
        The first demonstration above in {views.length} views: unchanged, then rotated or mirrored
        with renamed colours. Only black stays black.
      </figcaption>
    </figure>
  );
}
