import { useId, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { isMark } from '../../../puzzles/maze/edit';
import { geometryForCells, type MazeGrid } from '../../../puzzles/maze/geometry';
import { CursorRow } from './CursorRow';
import { GridLines, Marks, Walls } from './GroundLayer';
import { SearchGround, SearchMarks } from './SearchLayer';
import { ChangeLayer, ThoughtLayer } from './ThoughtLayer';
import { readKey } from './keys';
import { NO_OVERLAYS, searchMaze, type MazeOverlays } from './overlays';
import { cellAt, graspOf } from './stroke';
import type { MazeThought } from './thought';
import { MARGIN, useStroke } from './useStroke';
import { describeGround } from './words';

export interface MazeBoardProps {
  /** The puzzle: walls, open cells, one start, one goal, and no path. */
  readonly puzzle: MazeGrid;
  /** The visible segment (`mazeThought`); `null` before the first. */
  readonly thought: MazeThought | null;
  readonly overlays?: MazeOverlays;
  /**
   * Whether pressing on the maze paints, and Space and Enter set walls. Start and goal can be
   * dragged, or set by S and G, also without editing.
   */
  readonly editing: boolean;
  /**
   * A change is complete: a pointer was lifted after a stroke, or a key pressed. One call is one
   * step to undo. Without it nothing can be changed.
   */
  readonly onChange?: ((puzzle: MazeGrid) => void) | undefined;
  /**
   * Called for each change in progress with the maze as it would be if the pointer were lifted now,
   * then with `null`. The board shows the draft itself; this is for other parts of the page.
   */
  readonly onDraft?: ((draft: MazeGrid | null) => void) | undefined;
  /** The cell under the pointer or the keyboard cursor; `null` if there is none. */
  readonly onPoint?: ((cell: number | null) => void) | undefined;
  readonly onUndo?: (() => void) | undefined;
  readonly onRedo?: (() => void) | undefined;
  /** Escape was pressed while editing. */
  readonly onDone?: (() => void) | undefined;
}

/**
 * The maze, the model's thought, and a search. Its only state is a stroke in progress and the
 * keyboard cursor.
 */
export function MazeBoard(props: MazeBoardProps) {
  const { puzzle, thought, overlays = NO_OVERLAYS, editing, onChange } = props;
  const [cursor, setCursor] = useState(0);
  const [keyed, setKeyed] = useState(false);
  const [spoken, setSpoken] = useState('');
  const rowId = useId();
  const { onDraft, onPoint } = props;
  const stroke = useStroke({ puzzle, editing, onChange, onDraft, onPoint });
  const { side, cells } = geometryForCells(puzzle.length);
  const at = Math.min(cursor, cells - 1);
  const grid = stroke.draft ?? puzzle;
  const known = useMemo(() => searchMaze(puzzle), [puzzle]);
  const { draft } = stroke;
  const search = useMemo(() => (draft === null ? known : searchMaze(draft)), [draft, known]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && stroke.cancel()) {
      event.stopPropagation();
      return;
    }
    const command = readKey(event, at, puzzle, editing);
    if (command === null || (command.kind === 'change' && onChange === undefined)) return;
    event.preventDefault();
    event.stopPropagation();
    setKeyed(true);
    if (command.kind === 'move') {
      setCursor(command.to);
      stroke.point(command.to);
    } else if (command.kind === 'change') {
      if (command.puzzle === puzzle) return;
      setSpoken(describeGround(at, command.puzzle));
      onChange?.(command.puzzle);
    } else if (command.kind === 'undo') props.onUndo?.();
    else if (command.kind === 'redo') props.onRedo?.();
    else props.onDone?.();
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const place = stroke.onPointerDown(event);
    const cell = place === null ? null : cellAt(place, side);
    if (cell === null) return;
    setCursor(cell);
    setKeyed(false);
  };

  return (
    <>
      <div
        className={`maze${editing ? ' editing' : ''}${keyed ? ' keyed' : ''}${stroke.dragging ? ' dragging' : ''}`}
        role="grid"
        tabIndex={0}
        aria-label={`Maze, ${side} by ${side}`}
        aria-rowcount={side}
        aria-colcount={side}
        aria-readonly={!editing}
        aria-activedescendant={`${rowId}${at}`}
        onKeyDown={onKeyDown}
      >
        <CursorRow id={rowId} cursor={at} puzzle={puzzle} thought={thought} search={known} />
        <div
          className="maze-stage"
          aria-hidden="true"
          {...stroke.handlers}
          onPointerDown={onPointerDown}
        >
          <svg
            className="board"
            viewBox={`${-MARGIN} ${-MARGIN} ${side + 2 * MARGIN} ${side + 2 * MARGIN}`}
          >
            <rect className="board-paper" width={side} height={side} />
            <GridLines side={side} />
            {search !== null && <SearchGround search={search} overlays={overlays} side={side} />}
            {thought !== null && <ThoughtLayer thought={thought} grid={grid} side={side} />}
            <Walls grid={grid} side={side} />
            {thought !== null && grid === puzzle && <ChangeLayer thought={thought} side={side} />}
            {search !== null && (
              <SearchMarks
                search={search}
                overlays={overlays}
                side={side}
                thought={grid === puzzle ? thought : null}
              />
            )}
            <Marks grid={grid} side={side} />
            <rect className="maze-edge" width={side} height={side} />
            <rect
              className="cell-ring"
              x={at % side}
              y={Math.floor(at / side)}
              width={1}
              height={1}
              rx={0.12}
            />
          </svg>
          {onChange !== undefined && !editing && <Handles grid={grid} side={side} />}
        </div>
      </div>
      {/* A screen reader does not announce changes by a key by itself. */}
      <p className="unseen" role="status">
        {spoken}
      </p>
    </>
  );
}

/**
 * Areas where start and goal can be dragged; elsewhere a finger scrolls the page. They lie over the
 * drawing, because browsers ignore `touch-action` on a shape within an SVG.
 */
function Handles({ grid, side }: { readonly grid: MazeGrid; readonly side: number }) {
  const grasp = graspOf(side);
  const share = (cells: number) => `${(100 * cells) / (side + 2 * MARGIN)}%`;
  return [...grid.keys()]
    .filter((cell) => isMark(grid[cell]))
    .map((cell) => (
      <div
        key={grid[cell]}
        className="maze-handle"
        style={{
          left: share((cell % side) + 0.5 - grasp + MARGIN),
          top: share(Math.floor(cell / side) + 0.5 - grasp + MARGIN),
          width: share(2 * grasp),
          height: share(2 * grasp),
        }}
      />
    ));
}
