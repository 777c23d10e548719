import { line } from 'd3-shape';
import { useMemo, useState } from 'react';
import { STARTS, type AttractorFrame, type StartKind } from '../../analysis/attractors';
import { thoughtPath } from '../../analysis/thought-path';
import type { OrderOf } from '../../worker/study-protocol';
import { OneOf } from '../controls/OneOf';
import { haltProbability } from '../store/halting';
import type { StudyRun } from '../store/studies';
import { useWidth } from '../useWidth';
import { PathScale } from './PathScale';
import { endsOf, tell, type End } from './ends';
import { fitSquare, type Point } from './path-geometry';
import { onTheWay, useRun, useStudied } from './studied';
import '../styles/inside-steps.css';

const HEIGHT = 260;
const MARGIN = 18;
const COUNT = 8;
const SEGMENTS = 16;
const SIGMAS = [0.3, 1, 2] as const;

const NAMES: Readonly<Record<StartKind, string>> = {
  noise: 'noise on the start',
  random: 'random states',
  views: 'other drawings',
};

/**
 * Thoughts about one puzzle from several starts: where they end, and whether that shows which are
 * right.
 */
export function ManyStarts() {
  const { config, length, looks, startStudy, stopStudy } = useStudied();
  const run = useRun('attractors');
  const [start, setStart] = useState<StartKind>('noise');
  const [sigma, setSigma] = useState<(typeof SIGMAS)[number]>(1);
  const frames = run?.parts ?? [];
  const running = run?.phase === 'running';
  return (
    <div className="starts">
      <p className="whisper">
        The model thinks about the same puzzle from {COUNT} starts, side by side. If the answer is
        an attractor, a state to which thoughts return, all end there; if the model is stuck, they
        may end in several places.
      </p>
      <OneOf
        options={STARTS}
        value={start}
        onChoose={setStart}
        as={(option) => ({ shown: NAMES[option] })}
        label="How the starts differ"
      />
      {start === 'noise' && (
        <OneOf
          options={SIGMAS}
          value={sigma}
          onChoose={setSigma}
          as={(option) => ({ shown: `σ ${option}` })}
          label="Standard deviation of the noise"
        />
      )}
      <p className="row">
        <button
          type="button"
          className="button"
          disabled={config === null || length === 0}
          onClick={() =>
            running
              ? stopStudy('attractors')
              : startStudy('attractors', { start, sigma, starts: COUNT, segments: SEGMENTS })
          }
        >
          {running ? 'Stop' : `Think from ${COUNT} starts`}
        </button>
        {running && (
          <span className="whisper">
            segment {frames.length} of {SEGMENTS}
            {run.share !== null && `, the next${onTheWay(run.share)}`}
          </span>
        )}
      </p>
      {run?.phase === 'failed' && <p className="problem">{run.message}</p>}
      {run !== null && frames.length > 0 && (
        <Ends frames={frames} views={isOfViews(run)} solvedBy={looks.solvedBy} />
      )}
    </div>
  );
}

const isOfViews = ({ order }: StudyRun<'attractors'>) =>
  (order as OrderOf<'attractors'>).start === 'views';

interface EndsProps {
  readonly frames: readonly AttractorFrame[];
  /** Whether the thoughts are about other views of the puzzle, whose states cannot be compared. */
  readonly views: boolean;
  solvedBy(tokens: Uint8Array): boolean | null;
}

/** Where the thoughts are now, and whether that shows which are right. */
function Ends({ frames, views, solvedBy }: EndsProps) {
  const ends = useMemo(() => endsOf(frames, solvedBy), [frames, solvedBy]);
  return (
    <>
      {views ? (
        <p className="whisper">
          Rows, columns and digits are exchanged. For the model each view is another puzzle, so its
          states cannot be compared with the others; its answers can.
        </p>
      ) : (
        <Paths frames={frames} ends={ends} />
      )}
      <p>{tell(ends)}</p>
      <EndTable ends={ends} />
    </>
  );
}

interface PathsProps {
  readonly frames: readonly AttractorFrame[];
  readonly ends: readonly End[];
}

/** The path of each thought, in the plane in which they move most. */
function Paths({ frames, ends }: PathsProps) {
  const [ref, width] = useWidth<SVGSVGElement>(400);
  const { places, shares } = useMemo(
    () => thoughtPath(frames.flatMap(({ products }) => products)),
    [frames],
  );
  const { x, y, unit } = fitSquare(places, width, HEIGHT, MARGIN);
  const count = frames[0]!.rows.length;
  const pathOf = (row: number) => frames.map((_, segment) => places[segment * count + row]!);
  const way = line<Point>(
    ([a]) => x(a),
    ([, b]) => y(b),
  ).digits(1);
  const last = (row: number) => {
    const [a, b] = pathOf(row).at(-1)!;
    return { cx: x(a), cy: y(b) };
  };
  return (
    <>
      <svg
        ref={ref}
        className="chart path-of-thought still"
        height={HEIGHT}
        role="img"
        aria-label={`The slow states of ${count} thoughts after ${frames.length} segments, in the plane in which they move most.`}
      >
        {ends.map(({ row, right }) => (
          <path
            key={row}
            className={right === false ? 'start-way wrong' : 'start-way'}
            d={way(pathOf(row)) ?? ''}
          />
        ))}
        {ends.map(({ row, right }) => (
          <g key={row}>
            <circle
              className="start-first"
              cx={x(pathOf(row)[0]![0])}
              cy={y(pathOf(row)[0]![1])}
              r={2}
            />
            <circle
              className={`start-end ${right === false ? 'wrong' : ''}`}
              {...last(row)}
              r={4.5}
            />
          </g>
        ))}
        <PathScale unit={unit} height={HEIGHT} />
      </svg>
      <p className="whisper">
        From the first segment (a dot) to the last (a disc;{' '}
        <span className="of-wrong">this hue</span> where the grid is not right).{' '}
        {Math.round(100 * (shares[0] + shares[1]))} % of the movement shows in this plane.
      </p>
    </>
  );
}

function EndTable({ ends }: { readonly ends: readonly End[] }) {
  return (
    <div className="scroll">
      <table className="inside-reading">
        <thead>
          <tr>
            <th scope="col">start</th>
            <th scope="col">answer</th>
            <th scope="col">right</th>
            <th scope="col">still moves by</th>
            <th scope="col">sure</th>
          </tr>
        </thead>
        <tbody>
          {ends.map(({ row, answer, right, residual, qHalt }) => (
            <tr key={row}>
              <th scope="row">{row === 0 ? 'plain' : row}</th>
              <td>{String.fromCharCode(65 + answer)}</td>
              <td>{right === null ? '?' : right ? '✓' : '–'}</td>
              <td>{residual.toFixed(2)}</td>
              <td>{Math.round(100 * haltProbability({ qHalt }))} %</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
