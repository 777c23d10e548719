import { scaleLinear } from 'd3-scale';
import { useMemo } from 'react';
import {
  pathBelief,
  settledAt,
  settlingOrder,
  shortestLayers,
  type Order,
} from '../../../puzzles/maze/exploration';
import type { MazeGrid } from '../../../puzzles/maze/geometry';
import { plural } from '../../../puzzles/plural';
import type { Frame } from '../../../reasoning/trace';
import { AxisTicks } from '../../charts/AxisTicks';
import { ExportChart } from '../../export/ExportChart';
import { useWidth } from '../../useWidth';

export interface ExplorationProps {
  readonly puzzle: MazeGrid;
  /** The segments of the thought about `puzzle` so far. */
  readonly frames: readonly Frame[];
  /** The visible segment, 0 before the first. */
  readonly segment: number;
  /** Steps of the compared search in each segment, `null` without a search. */
  readonly pace: number | null;
  /** A row was pressed: show this segment. */
  readonly onSeek?: ((segment: number) => void) | undefined;
}

const MARGIN = { top: 4, right: 8, bottom: 30, left: 30 };
const LEVELS = 10;

/**
 * Whether the model explores like a breadth-first search: for every segment and every step of the
 * path, how sure it is of path there.
 */
export function Exploration({ puzzle, frames, segment, pace, onSeek }: ExplorationProps) {
  const [ref, width] = useWidth<SVGSVGElement>(400);
  const layers = useMemo(() => shortestLayers(puzzle), [puzzle]);
  const beliefs = useMemo(
    () => (layers === null ? [] : frames.map((frame) => pathBelief(frame, layers))),
    [frames, layers],
  );
  const steps = (layers?.length ?? 0) - 2;
  if (steps < 1) {
    return (
      <p className="whisper">
        {layers === null ? 'No way leads to the goal' : 'Start and goal are neighbours'}: there is
        no path to explore.
      </p>
    );
  }
  const rows = Math.max(beliefs.length, 4);
  const rowHeight = Math.max(5, Math.min(16, 192 / rows));
  const bottom = MARGIN.top + rows * rowHeight;
  const x = scaleLinear([0.5, steps + 0.5], [MARGIN.left, width - MARGIN.right]);
  const y = (row: number) => MARGIN.top + (row - 1) * rowHeight;
  const order = settlingOrder(settledAt(beliefs));

  return (
    <figure className="exploration">
      <svg
        ref={ref}
        className="chart"
        height={bottom + MARGIN.bottom}
        role="img"
        aria-label={`How sure the model is of path, by segment and by steps from the start. ${orderInWords(order)}`}
        onClick={(event) => {
          const top = event.currentTarget.getBoundingClientRect().top;
          const row = Math.floor((event.clientY - top - MARGIN.top) / rowHeight) + 1;
          if (row >= 1 && row <= frames.length) onSeek?.(row);
        }}
      >
        <rect
          className="exploration-ground"
          x={x(0.5)}
          y={y(1)}
          width={x(steps + 0.5) - x(0.5)}
          height={bottom - y(1)}
        />
        {beliefLevels(beliefs).map((places, level) => (
          <path
            key={level}
            className="maze-path"
            opacity={(level + 1) / LEVELS}
            d={places
              .map(([row, step]) => {
                const [left, right] = [x(step - 0.5), x(step + 0.5)];
                return `M${left.toFixed(2)} ${y(row)}H${right.toFixed(2)}v${rowHeight - 1}H${left.toFixed(2)}z`;
              })
              .join('')}
          />
        ))}
        {pace !== null && (
          <path className="maze-frontier" d={searchLine(pace, rows, steps, x, y)} />
        )}
        {segment > 0 && segment <= rows && (
          <rect
            className="exploration-row"
            x={x(0.5) - 1}
            y={y(segment) - 1}
            width={x(steps + 0.5) - x(0.5) + 2}
            height={rowHeight + 1}
          />
        )}
        {rowTicks(rows).map((row) => (
          <text
            key={row}
            className="axis"
            x={MARGIN.left - 6}
            y={y(row + 0.5)}
            dy="0.32em"
            textAnchor="end"
          >
            {row}
          </text>
        ))}
        <text className="axis" x={x(0.5)} y={bottom + 14}>
          start
        </text>
        <AxisTicks
          ticks={x
            .ticks(5)
            .filter((tick) => Number.isInteger(tick) && tick > 0.12 * steps && tick < 0.9 * steps)}
          x={x}
          y={bottom + 14}
        />
        <text className="axis" x={x(steps + 0.5)} y={bottom + 14} textAnchor="end">
          goal
        </text>
        <text className="axis" x={x((steps + 1) / 2)} y={bottom + 28} textAnchor="middle">
          steps along the shortest way
        </text>
      </svg>
      <figcaption className="whisper">
        Each row is a segment, the first one on top. The darker a square, the surer the model is
        that the path goes there; blank means no path
        {pace === null
          ? '.'
          : `; a breadth-first search of ${plural(pace, 'step')} a segment would fill it as far as the line.`}{' '}
        {orderInWords(order)}
      </figcaption>
      <ExportChart
        name="Does it search"
        table={() => ({
          columns: ['segment', 'steps_from_start', 'belief_in_path'],
          rows: beliefs.flatMap((row, at) =>
            Array.from(row, (belief, step) => [at + 1, step + 1, belief]),
          ),
        })}
      />
    </figure>
  );
}

/** The order in which the path settled, in words and figures. */
export function orderInWords(order: Order | null): string {
  if (order === null) return 'No order shows in which the path settles.';
  const { fromStart, fromEnds } = order;
  const name =
    Math.max(Math.abs(fromStart), Math.abs(fromEnds)) < 0.3
      ? 'in hardly any order of distance'
      : Math.abs(fromStart) >= Math.abs(fromEnds)
        ? fromStart > 0
          ? 'rather outward from the start'
          : 'rather backward from the goal'
        : fromEnds > 0
          ? 'rather from both ends to the middle'
          : 'rather from the middle to both ends';
  return `The path settles ${name}: rank correlation with the distance from the start ${signed(fromStart)} (a breadth-first search comes to +1 or nearly), from the nearer end ${signed(fromEnds)}.`;
}

const signed = (value: number) =>
  `${value < -0.005 ? '−' : value > 0.005 ? '+' : ''}${Math.abs(value).toFixed(2)}`;

/** The squares that are not blank, [segment, step], by strength. */
function beliefLevels(beliefs: readonly Float32Array[]): [row: number, step: number][][] {
  const levels = Array.from({ length: LEVELS }, (): [number, number][] => []);
  beliefs.forEach((row, at) =>
    row.forEach((belief, step) => {
      if (belief === 0) return;
      levels[Math.min(Math.floor(belief * LEVELS), LEVELS - 1)]!.push([at + 1, step + 1]);
    }),
  );
  return levels;
}

/** Stairs: in each row, as far as a search has gone by the end of that segment. */
function searchLine(
  pace: number,
  rows: number,
  steps: number,
  x: (step: number) => number,
  y: (row: number) => number,
): string {
  let path = '';
  for (let row = 1; row <= rows && pace * (row - 1) < steps; row++) {
    const at = x(Math.min(pace * row, steps) + 0.5).toFixed(2);
    path += `${row === 1 ? `M${x(0.5).toFixed(2)} ${y(1)}` : ''}H${at}V${y(row + 1)}`;
  }
  return path;
}

/** Labels every n-th row, so that at most nine have a label. */
function rowTicks(rows: number): number[] {
  const every = [1, 2, 4, 8].find((step) => rows / step <= 9) ?? 16;
  return Array.from({ length: Math.floor(rows / every) }, (_, i) => (i + 1) * every);
}
