import { useRef, useState, type PointerEvent } from 'react';
import { isMark } from '../../../puzzles/maze/edit';
import { geometryForCells, type MazeGrid } from '../../../puzzles/maze/geometry';
import { beginStroke, cellAt, continueStroke, type Point, type Stroke } from './stroke';

/** Free margin around the cells of the drawing, in cells. */
export const MARGIN = 0.08;

export interface StrokeProps {
  readonly puzzle: MazeGrid;
  readonly editing: boolean;
  /** `undefined`: nothing can be changed. */
  onChange: ((puzzle: MazeGrid) => void) | undefined;
  onDraft: ((draft: MazeGrid | null) => void) | undefined;
  onPoint: ((cell: number | null) => void) | undefined;
}

/**
 * Pointers on the maze: painting and dragging. The draft is kept here, so that a stroke renders
 * only the board.
 */
export function useStroke({ puzzle, editing, onChange, onDraft, onPoint }: StrokeProps) {
  const [stroke, setStroke] = useState<Stroke | null>(null);
  // Events come faster than renders; each continues from the last.
  const latest = useRef<Stroke | null>(null);
  const pointed = useRef<number | null>(null);
  const { side } = geometryForCells(puzzle.length);

  const write = (next: Stroke | null) => {
    const [before, after] = [latest.current?.draft ?? null, next?.draft ?? null];
    latest.current = next;
    if (before === after) return;
    setStroke(next);
    onDraft?.(after);
  };
  const point = (cell: number | null) => {
    if (cell === pointed.current) return;
    pointed.current = cell;
    onPoint?.(cell);
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>): Point | null => {
    if (!event.isPrimary || event.button !== 0) return null;
    const [at] = placesOf(event, side);
    const begun = onChange === undefined ? null : beginStroke(puzzle, at!, editing);
    if (begun !== null) {
      event.currentTarget.setPointerCapture(event.pointerId);
      write(begun);
    }
    return at!;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const places = placesOf(event, side);
    point(cellAt(places.at(-1)!, side));
    if (latest.current === null || !event.isPrimary) return;
    write(places.reduce(continueStroke, latest.current));
  };
  const onPointerUp = (event: PointerEvent) => {
    const done = latest.current;
    if (done === null || !event.isPrimary) return;
    write(null);
    if (done.draft !== done.origin) onChange?.(done.draft);
  };
  /** Cancels a stroke in progress; returns whether there was one. */
  const cancel = (): boolean => {
    const wasUnderWay = latest.current !== null;
    write(null);
    return wasUnderWay;
  };

  return {
    /** The maze as it will be, while a pointer is down. */
    draft: stroke?.draft ?? null,
    dragging: stroke !== null && isMark(stroke.tool),
    cancel,
    point,
    handlers: {
      onPointerMove,
      onPointerUp,
      onPointerCancel: cancel,
      onPointerLeave: () => point(null),
    },
    onPointerDown,
  };
}

/**
 * The positions of a pointer since the last event, in cells: browsers join several samples into
 * one.
 */
function placesOf(event: PointerEvent<HTMLElement>, side: number): Point[] {
  const { left, top, width } = event.currentTarget.getBoundingClientRect();
  const scale = (side + 2 * MARGIN) / width;
  const native = event.nativeEvent;
  const samples = native.type === 'pointermove' ? native.getCoalescedEvents() : [];
  return (samples.length > 0 ? samples : [native]).map(({ clientX, clientY }) => ({
    x: (clientX - left) * scale - MARGIN,
    y: (clientY - top) * scale - MARGIN,
  }));
}
