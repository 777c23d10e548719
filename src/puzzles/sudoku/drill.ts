import { createRandom } from '../random';
import type { SudokuGeometry } from './geometry';
import type { SudokuSample, SudokuSource } from './source';

/** In each drill another share of the units' cells is shown, at least and at most. */
const SHOWN: readonly [least: number, most: number] = [0.15, 0.85];
/** Share of the other cells that are shown. */
const SHOWN_BESIDE = 0.15;

/**
 * Drills of some units on their own: of a solved grid some cells of these units are shown, the others
 * of them are asked for, and nearly all the rest is blank and not asked for. What is asked does not
 * follow from what is shown; but whoever knows these units does not guess a digit that stands in one.
 * In a whole puzzle a new rule decides little that the old ones leave open, and a model that keeps to
 * those hardly hears of it. Here next to nothing else is to be learned.
 *
 * @param units numbers of the units, not all of their cells in others of the geometry.
 * @returns samples whose `solution` is 0 where nothing is asked.
 */
export function drillSource(
  solved: SudokuSource,
  geometry: SudokuGeometry,
  units: readonly number[],
  seed: number,
): SudokuSource {
  const random = createRandom(seed);
  const drilled = [...new Set(units.flatMap((unit) => [...geometry.units[unit]!]))];
  const [least, most] = SHOWN;
  return (): SudokuSample => {
    const { solution } = solved();
    const share = least + (most - least) * random.float();
    const puzzle = solution.map((digit) => (random.float() < SHOWN_BESIDE ? digit : 0));
    const asked = new Uint8Array(geometry.cells);
    // At least one is asked for.
    const always = drilled[random.below(drilled.length)]!;
    for (const cell of drilled) {
      const shown = random.float() < share && cell !== always;
      (shown ? puzzle : asked)[cell] = solution[cell]!;
      (shown ? asked : puzzle)[cell] = 0;
    }
    return { puzzle, solution: asked };
  };
}
