import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import {
  describeCell,
  geometryForCells,
  GOAL,
  type MazeGrid,
} from '../../../puzzles/maze/geometry';
import { plural } from '../../../puzzles/plural';
import { GridLines, Marks, Walls } from './GroundLayer';
import { noPath, reach, walk, walkByKey, waysOn, type OwnPath } from './own-path';
import { lineThrough } from './paths';
import { cellAt, cellsBetween, type Point } from './stroke';
import { MARGIN } from './useStroke';

interface Props {
  readonly maze: MazeGrid;
  readonly path: OwnPath;
  /** A stroke or a key has changed the path. */
  onPath(path: OwnPath): void;
  onUndo(): void;
  onRedo(): void;
}

/** A maze to draw a path in, by pointer or by arrow keys. */
export function PathBoard({ maze, path, onPath, onUndo, onRedo }: Props) {
  const { side } = geometryForCells(maze.length);
  const [stroke, setStroke] = useState<{ readonly path: OwnPath; readonly at: Point } | null>(null);
  // Events come faster than renders; each continues from the last.
  const latest = useRef(stroke);
  const shown = stroke?.path ?? path;
  const end = shown.at(-1);

  const write = (next: typeof stroke) => {
    latest.current = next;
    setStroke(next);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (!event.isPrimary || event.button !== 0) return;
    const at = placeOf(event, side);
    const cell = cellAt(at, side);
    if (cell === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    write({ path: reach(path, cell, maze), at });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const now = latest.current;
    if (now === null || !event.isPrimary) return;
    const at = placeOf(event, side);
    const cells = cellsBetween(now.at, at, side);
    write({ path: cells.reduce((drawn, cell) => walk(drawn, cell, maze), now.path), at });
  };
  const onPointerUp = (event: PointerEvent) => {
    const done = latest.current;
    if (done === null || !event.isPrimary) return;
    write(null);
    if (done.path !== path) onPath(done.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextByKey(event);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (next !== path) onPath(next);
  };
  const nextByKey = (event: KeyboardEvent): OwnPath | null => {
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (key === 'y' || (key === 'z' && event.shiftKey)) onRedo();
      else if (key === 'z') onUndo();
      else return null;
      return path;
    }
    if (event.altKey) return null;
    if (key === 'home') return noPath(maze);
    if (key === 'backspace') return path.length > 1 ? path.slice(0, -1) : path;
    return walkByKey(path, event.key, maze);
  };

  return (
    <>
      {/* Arrow keys draw here. */}
      <div
        className="maze drawing"
        role="application"
        tabIndex={0}
        aria-label={`Maze, ${side} by ${side}: arrow keys draw your path from the start, Backspace takes a step back`}
        onKeyDown={onKeyDown}
      >
        <div
          className="maze-stage"
          aria-hidden="true"
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={() => write(null)}
        >
          <svg
            className="board"
            viewBox={`${-MARGIN} ${-MARGIN} ${side + 2 * MARGIN} ${side + 2 * MARGIN}`}
          >
            <rect className="board-paper" width={side} height={side} />
            <GridLines side={side} />
            <Walls grid={maze} side={side} />
            <path className="own-path" d={lineThrough(shown, side)} />
            <Marks grid={maze} side={side} />
            {end !== undefined && maze[end] !== GOAL && (
              <circle
                className="own-end"
                cx={(end % side) + 0.5}
                cy={Math.floor(end / side) + 0.5}
                r={0.3}
              />
            )}
            <rect className="maze-edge" width={side} height={side} />
          </svg>
        </div>
      </div>
      <p className="unseen" role="status">
        {end !== undefined && describe(path, maze, side)}
      </p>
    </>
  );
}

function describe(path: OwnPath, maze: MazeGrid, side: number): string {
  const end = path.at(-1)!;
  const place = describeCell(end, side);
  if (maze[end] === GOAL) return `${place}: the goal, after ${plural(path.length - 1, 'step')}`;
  return `${place}; ways on: ${waysOn(path, maze)}`;
}

/** The position of a pointer, in cells. */
function placeOf(event: PointerEvent<HTMLElement>, side: number): Point {
  const { left, top, width } = event.currentTarget.getBoundingClientRect();
  const scale = (side + 2 * MARGIN) / width;
  return {
    x: (event.clientX - left) * scale - MARGIN,
    y: (event.clientY - top) * scale - MARGIN,
  };
}
