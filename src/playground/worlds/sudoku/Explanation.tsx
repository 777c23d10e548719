import { Training } from '../Training';

/** What this model was taught, and what to try. */
export function Explanation() {
  return (
    <>
      <p>
        Nothing was taught about how to solve a Sudoku, no rules and no steps; the model was trained
        from scratch on puzzles and their solutions, and the thinking is what it made up.
      </p>
      <Training />
      <p>
        <strong>Try this.</strong> Choose <em>Hard</em> and pull the limit down to 2, then let it go
        up one by one. Switch halting off and see whether the grid still changes after the model
        thought it was done. Or press <em>Teach a model</em> and see where the thinking comes from:
        a blank one learns 4×4 Sudoku before your eyes.
      </p>
    </>
  );
}
