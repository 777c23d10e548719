import { PuzzleFormatError } from '../format-error';
import { fitMaze } from '../maze/drawn';
import { formatMaze } from '../maze/parse';
import { formatSudoku } from '../sudoku/parse';
import type { World } from '../world';
import { readPuzzles, type ReadItem, type ReadWorld } from './read';

/**
 * Reads one puzzle of any size from a text of any form.
 * @throws PuzzleFormatError saying what is wrong with it, or what it is instead
 */
export async function readOne<Grid>(
  text: string,
  world: Pick<World<Grid>, 'id' | 'title' | 'parse'>,
): Promise<Grid> {
  try {
    return world.parse(text);
  } catch (error) {
    const { items, problems } = await readPuzzles([{ name: 'it', content: text }], {
      prefer: world.id as ReadWorld,
    });
    const [first] = items.flatMap((item) => (item.world === 'arc' ? [] : [item]));
    if (first === undefined) {
      // For a size without a board the reader knows more than a board's own parser.
      const other = problems.find(({ message }) => /×\d+ Sudoku;/.test(message));
      throw other === undefined ? error : new PuzzleFormatError(other.message);
    }
    if (items.length > 1) throw new PuzzleFormatError(`${items.length} puzzles, and one is wanted`);
    if (first.world !== world.id) {
      throw new PuzzleFormatError(`this is a ${first.world}, and the model is for ${world.title}`);
    }
    return world.parse(gridText(first));
  }
}

/** In the simplest form, which every world's own parser can read. */
function gridText(item: Exclude<ReadItem, { world: 'arc' }>): string {
  if (item.world === 'sudoku') return formatSudoku(item.puzzle);
  const side = Math.max(item.puzzle.width, item.puzzle.height);
  return formatMaze(fitMaze(item.puzzle, side));
}
