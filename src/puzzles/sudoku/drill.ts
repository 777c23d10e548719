import { createRandom } from '../random';
import type { SudokuGeometry } from './geometry';
import type { SudokuSample, SudokuSource } from './source';

/** The smallest and largest share of the units' cells that a drill shows. */
const SHOWN: readonly [least: number, most: number] = [0.15, 0.85];
/** Share of the other cells that are shown. */
const SHOWN_BESIDE = 0.15;

/**
 * Drills of some units alone: a drill shows some cells of these units of a solved grid and asks for
 * their other cells. Nearly all the rest is blank and ignored. The answer does not follow from the
 * shown cells, but a model that knows these units does not repeat a digit in one. In a whole puzzle
 * the old rules decide nearly everything, so a model hardly gets a signal from a new rule. In a
 * drill there is almost nothing else to learn.
 *
 * @param units numbers of the units; they must not consist only of cells of other units.
 * @returns samples; their `solution` is 0 in ignored cells.
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
