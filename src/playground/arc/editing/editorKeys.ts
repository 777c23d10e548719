import type { EditorSlice } from '../store/editor';

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * The cell a key leads to from `cell`, or `null` if the key does not move. It stops at the edges.
 */
export function moveByKey(event: Key, cell: number, height: number, width: number): number | null {
  if (event.altKey || event.metaKey) return null;
  const [row, column] = [Math.floor(cell / width), cell % width];
  const at = (to: number, along: number) =>
    Math.max(0, Math.min(height - 1, to)) * width + Math.max(0, Math.min(width - 1, along));
  switch (event.key) {
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'Home':
      return event.ctrlKey ? 0 : at(row, 0);
    case 'End':
      return event.ctrlKey ? height * width - 1 : at(row, width - 1);
    default:
      return null;
  }
}

/** Draws, chooses or undoes by a key on the grid. Returns whether it was such a key. */
export function drawByKey(event: Key, editor: EditorSlice): boolean {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === 'y' || (key === 'z' && event.shiftKey)) editor.redo();
    else if (key === 'z') editor.undo();
    else return false;
    return true;
  }
  if (event.altKey) return false;
  if (/^[0-9]$/.test(key)) editor.setColour(Number(key));
  else if (key === 'b') editor.setTool('paint');
  else if (key === 'f') editor.setTool('fill');
  else if (key === 'i') editor.setTool('pick');
  else if (key === ' ' || key === 'enter') {
    editor.press(editor.cursor);
    editor.release();
  } else return false;
  return true;
}
