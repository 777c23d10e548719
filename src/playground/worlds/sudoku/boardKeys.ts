import type { SudokuGeometry } from '../../../puzzles/sudoku/geometry';
import { cellByKey } from '../../boards/cell-by-key';
import type { PlaygroundState } from '../../store/state';
import { writeDigit } from './edit';
import { geometryOf } from './geometry-of';

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const isCommand = (event: Key) => event.ctrlKey || event.metaKey;

/** The cell a key leads to from `cell`, or `null` if the key does not move. */
export function moveByKey(event: Key, cell: number, geometry: SudokuGeometry): number | null {
  if (event.altKey || event.metaKey) return null;
  return cellByKey(event.key, event.ctrlKey, cell, geometry.size);
}

/** Writes, clears or undoes by a key on the board. Returns whether it was such a key. */
export function writeByKey(event: Key, state: PlaygroundState): boolean {
  if (isCommand(event)) {
    const key = event.key.toLowerCase();
    if (key === 'y' || (key === 'z' && event.shiftKey)) state.redo();
    else if (key === 'z') state.undo();
    else return false;
    return true;
  }
  if (event.altKey) return false;
  if (isDigit(event.key, geometryOf(state.board))) writeDigit(state, Number(event.key));
  else if (['Delete', 'Backspace', '0', '.'].includes(event.key)) writeDigit(state, 0);
  else if (event.key === 'Escape' && state.editing) state.setEditing(false);
  else return false;
  return true;
}

function isDigit(key: string, { size }: SudokuGeometry): boolean {
  return /^[1-9]$/.test(key) && Number(key) <= size;
}
