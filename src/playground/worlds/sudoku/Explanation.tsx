import { LimitDial } from '../../article/LimitDial';
import { Training } from '../Training';

/** How this model was trained, and what to try. */
export function Explanation() {
  return (
    <>
      <p>
        Nobody told this model how to solve a Sudoku: no rules and no steps. It was trained from
        scratch on puzzles and their solutions, and developed its method by itself.
      </p>
      <Training />
      <p>
        <strong>Try this.</strong> Choose <em>Hard</em> and set the limit to <LimitDial />: begin
        with 2 and go up one by one. Then switch halting off and see whether the grid still changes
        after the model thought that it was done.
      </p>
    </>
  );
}
