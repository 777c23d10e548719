import { MAX_SIDE } from '../../../puzzles/maze/geometry';
import { openInstrument, Try } from '../../article/Try';
import { beyondTraining } from '../../store/model-boards';
import { usePlayground } from '../../usePlayground';
import { Training } from '../Training';

const SMALL_SIDE = 15; // cells in a row

/** How this model was trained, and what to try. */
export function Explanation() {
  return (
    <>
      <p>
        Nobody told this model how to search. It saw mazes and, for each, the cells of a shortest
        path. After every segment it marks the cells that it takes for the path now. Four words say
        how good that is: <em>exact</em> is the path of the training data, <em>valid</em> is another
        one of the same length, <em>connected</em> reaches the goal with more cells than are needed,
        and <em>broken</em> does not reach it. Where no way leads to the goal, the right answer
        draws none.
      </p>
      <Training />
      <p>
        <strong>Try this.</strong> Drag the goal somewhere else and watch the path follow. Block the
        path with a wall and see what the model does. Then{' '}
        <Try act={openInstrument('search')} shown="instrument">
          compare it with a breadth-first search
        </Try>
        : does the model explore from the start, from both ends, or everywhere at once?
        <OtherSizes />
      </p>
    </>
  );
}

/** A size beyond those that the model at work was trained on: the largest, or a small one. */
function OtherSizes() {
  const model = usePlayground((state) => state.model);
  const isLarge = model.sides.includes(MAX_SIDE);
  const side = isLarge ? SMALL_SIDE : MAX_SIDE;
  if (!model.anySize || beyondTraining(model, side) === 0) return null;
  return (
    <>
      {' '}
      No weight of it belongs to a place in the grid, so it takes{' '}
      <Try act={(state) => state.chooseModel(model.id, side)}>
        {isLarge ? 'smaller' : 'larger'} mazes
      </Try>{' '}
      than any it was trained on; how far does what it learned carry?
    </>
  );
}
