import { Training } from '../Training';

/** What this model was taught, and what to try. */
export function Explanation() {
  return (
    <>
      <p>
        Nothing was taught about searching. The model saw mazes and, for each, the cells of a
        shortest path; after every segment it marks the cells it now takes for path. Four words say
        how good that is: <em>exact</em> is the very path it would have been told, <em>valid</em>{' '}
        another one that is as short, <em>connected</em> reaches the goal by more cells than are
        needed, and <em>broken</em> does not reach it.
      </p>
      <Training />
      <p>
        <strong>Try this.</strong> Drag the goal somewhere else and watch the path follow. Wall the
        path up and see where the thought breaks. Lay a breadth-first search beside it: does the
        model explore from the start outwards, from both ends, or everywhere at once?
      </p>
    </>
  );
}
