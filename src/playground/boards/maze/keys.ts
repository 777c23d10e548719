import { brushAt, moveMark, paintCells } from '../../../puzzles/maze/edit';
import { geometryForCells, GOAL, START, type MazeGrid } from '../../../puzzles/maze/geometry';
import { cellByKey } from '../cell-by-key';

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The action of a key on the board. */
export type MazeCommand =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'change'; readonly puzzle: MazeGrid }
  | { readonly kind: 'undo' | 'redo' | 'done' };

/**
 * Arrows, Home and End move; S and G set start and goal at the cursor, and during editing Space and
 * Enter set or remove a wall there; Ctrl Z and Ctrl Y undo and redo; Escape ends editing.
 * @returns `null` for any other key
 */
export function readKey(
  event: Key,
  cursor: number,
  puzzle: MazeGrid,
  editing: boolean,
): MazeCommand | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (altKey) return null;
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey) {
    if (letter === 'y' || (letter === 'z' && shiftKey)) return { kind: 'redo' };
    if (letter === 'z') return { kind: 'undo' };
  }
  if (metaKey) return null;
  const to = cellByKey(key, ctrlKey, cursor, geometryForCells(puzzle.length).side);
  if (to !== null) return { kind: 'move', to };
  if (ctrlKey) return null;
  if (letter === 's') return { kind: 'change', puzzle: moveMark(puzzle, START, cursor) };
  if (letter === 'g') return { kind: 'change', puzzle: moveMark(puzzle, GOAL, cursor) };
  if (!editing) return null;
  if (key === ' ' || key === 'Enter') {
    return { kind: 'change', puzzle: paintCells(puzzle, [cursor], brushAt(puzzle, cursor)) };
  }
  return key === 'Escape' ? { kind: 'done' } : null;
}
