import { useState } from 'react';
import { MAX_SIDE, type ArcGrid } from '../../../puzzles/arc/grid';
import { canvasSide } from '../../../puzzles/arc/task';
import { UndoButtons } from '../../worlds/UndoButtons';
import { Sized } from '../grids/Sized';
import { gridDrawn, placeOf } from '../store/editor';
import { useArc, useArcStore } from '../useArc';
import { GridEditor } from './GridEditor';
import { Palette } from './Palette';
import { gridAt, nameOfPlace, type ArcDocument, type GridPlace } from './document';

/** The grid editor with palette, tools, size and undo. */
export function EditorPanel() {
  const grid = useArc(gridDrawn);
  const place = useArc(placeOf);
  const side = useArc(({ history }) => canvasSide(history.present.task));
  const canUndo = useArc(({ history }) => history.past.length > 0);
  const canRedo = useArc(({ history }) => history.future.length > 0);
  const { undo, redo, clearGrid } = useArcStore().getState();
  if (grid === null || place === null) return null;
  return (
    <div className="arc-editor">
      <Palette />
      <Sized grid={grid} side={Math.max(side, grid.width)}>
        <GridEditor grid={grid} label={nameOfPlace(place)} />
      </Sized>
      <div className="row">
        <Size grid={grid} />
        <UndoButtons {...{ canUndo, canRedo, undo, redo }} clear={clearGrid} />
        <CopyInput place={place} />
      </div>
    </div>
  );
}

/** Rows and columns; a valid number takes effect at once. */
function Size({ grid: { height, width } }: { readonly grid: ArcGrid }) {
  const resize = useArc((state) => state.resize);
  return (
    <span className="arc-size">
      <Side name="Rows" value={height} onChange={(rows) => resize(rows, width)} />
      <span aria-hidden="true">×</span>
      <Side name="Columns" value={width} onChange={(columns) => resize(height, columns)} />
    </span>
  );
}

interface SideProps {
  readonly name: string;
  readonly value: number;
  onChange(value: number): void;
}

function Side({ name, value, onChange }: SideProps) {
  // The typed text while it is not a number yet.
  const [typed, setTyped] = useState<string | null>(null);
  const onType = (text: string) => {
    const number = Number(text);
    const isSide = Number.isInteger(number) && number >= 1 && number <= MAX_SIDE;
    setTyped(isSide ? null : text);
    if (isSide) onChange(number);
  };
  return (
    <input
      type="number"
      aria-label={name}
      min={1}
      max={MAX_SIDE}
      value={typed ?? String(value)}
      onChange={(event) => onType(event.target.value)}
      onBlur={() => setTyped(null)}
    />
  );
}

/** For an output or an answer: begin with a copy of its input. */
function CopyInput({ place }: { readonly place: GridPlace }) {
  const putGrid = useArc((state) => state.putGrid);
  const input = useArc(({ history }) => inputOf(history.present, place));
  if (input === null) return null;
  return (
    <button type="button" className="button" onClick={() => putGrid(input)}>
      Copy the input
    </button>
  );
}

function inputOf(document: ArcDocument, place: GridPlace): ArcGrid | null {
  if (place.part === 'answer')
    return gridAt(document, { part: 'test', at: place.at, side: 'input' });
  return place.side === 'input' ? null : gridAt(document, { ...place, side: 'input' });
}
