import { line } from 'd3-shape';
import { useMemo } from 'react';
import { thoughtPath } from '../../analysis/thought-path';
import { ExportChart } from '../export/ExportChart';
import { lengthOf } from '../store/inside';
import { puzzleOf } from '../store/puzzle';
import { reachedOf, segmentOf } from '../store/selectors';
import { traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';
import { useWidth } from '../useWidth';
import { useParts } from '../worlds/useParts';
import { PathScale } from './PathScale';
import { fitSquare, nearestStop, roomFor, stopsOf, type Point } from './path-geometry';

const HEIGHT = 236;
const MARGIN = 22;
/** Largest distance of a click from a stop, in pixels. */
const REACH = 24;

/** The path of the slow state through a thought, in the plane in which it moves most. */
export function PathOfThought() {
  const [ref, width] = useWidth<SVGSVGElement>(400);
  const seen = usePlayground((state) => state.innerFrames);
  const length = usePlayground(lengthOf);
  const reached = usePlayground(reachedOf);
  const segment = usePlayground(segmentOf);
  const seek = usePlayground((state) => state.seek);
  const puzzle = usePlayground(puzzleOf);
  const board = usePlayground((state) => state.board);
  const trace = usePlayground(traceOf);
  const { report } = useParts();

  const frames = useMemo(() => seen.slice(0, length), [seen, length]);
  const { places, shares } = useMemo(
    () => thoughtPath(frames.flatMap(({ products }) => products)),
    [frames],
  );
  const solved = useMemo(
    () => (trace?.frames ?? []).map((frame) => report(frame, puzzle, board).solved),
    [trace, report, puzzle, board],
  );
  const { x, y, unit } = fitSquare(places, width, HEIGHT, MARGIN);
  const stops = stopsOf(frames);
  const at = stops.map((index) => [x(places[index]![0]), y(places[index]![1])] as Point);
  const way = line<Point>(
    ([a]) => x(a),
    ([, b]) => y(b),
  ).digits(1);
  const thought = stops[reached - 1] ?? places.length - 1;
  const now = at[segment - 1] ?? null;
  const stop = ([cx, cy]: Point, index: number) => (
    <circle
      key={index}
      className={solved[index] === true ? 'path-stop right' : 'path-stop'}
      cx={cx}
      cy={cy}
      r={3.5}
    />
  );
  const label = ([left, top]: Point, number: number) => (
    <text key={number} className="axis path-label" x={left + 10} y={top} dy="0.32em">
      {number}
    </text>
  );
  const share = Math.round(100 * (shares[0] + shares[1]));
  const rightFrom = solved.indexOf(true) + 1;

  return (
    <>
      <h2>The path of the thought</h2>
      <svg
        ref={ref}
        className="chart path-of-thought"
        height={HEIGHT}
        role="img"
        aria-label={`The slow state after each of ${stops.length} segments, in the plane in which it moves most. ${rightFrom > 0 ? `The grid is right from segment ${rightFrom} on.` : ''}`}
        onClick={(event) => {
          const { left, top } = event.currentTarget.getBoundingClientRect();
          const hit = nearestStop(at, event.clientX - left, event.clientY - top, REACH);
          if (hit !== null) seek(hit + 1);
        }}
      >
        <path className="path-after" d={way(places.slice(thought)) ?? ''} />
        <path className="path-way" d={way(places.slice(0, thought + 1)) ?? ''} />
        {/* If every segment is one step, the path starts at the first stop. */}
        {places[0] && stops[0] !== 0 && (
          <text className="axis path-label" x={x(places[0][0])} y={y(places[0][1]) - 7}>
            start
          </text>
        )}
        {/* The part after the thought's end. */}
        <g opacity={0.35}>
          {at.slice(reached).map((place, index) => stop(place, reached + index))}
        </g>
        {at.slice(0, reached).map(stop)}
        {roomFor(at.slice(0, reached), now).map((index) => label(at[index]!, index + 1))}
        {now && (
          <>
            <circle className="path-now" cx={now[0]} cy={now[1]} r={7} />
            {label(now, segment)}
          </>
        )}
        {places.length > 1 && <PathScale unit={unit} height={HEIGHT} />}
      </svg>
      <p className="whisper">
        Each ring is the slow state after a segment; it is filled where the grid is right. The state
        has many dimensions, and this is the plane that shows most of its movement: {share} % of it.
        Points close together are similar states.
      </p>
      <ExportChart
        name="Path of the thought"
        table={() => ({
          columns: ['segment', 'x', 'y', 'solved'],
          rows: stops.map((index, stop) => [stop + 1, ...places[index]!, solved[stop] ?? null]),
        })}
      />
    </>
  );
}
