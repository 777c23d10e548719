import { useMemo } from 'react';
import type { Frame } from '../../../reasoning/trace';
import { strengthScale } from '../../boards/strength';
import { percent } from '../../boards/words';
import { useArc } from '../useArc';
import { Signs, Wrong } from './GridView';
import { viewOfCanvas, type CanvasCell } from './canvas';
import { describeGrid, linesPath } from './geometry';

/** A guess among twelve tokens is barely visible; only near certainty the colour is full. */
const strengthOf = strengthScale(1 / 12, 0.14);

interface Props {
  readonly frames: readonly Frame[];
  /** Segment on show, from 1. */
  readonly segment: number;
  /** Cells of the answer marked as wrong. */
  readonly wrong?: readonly number[];
}

/** The model's answer after a segment: opacity shows how sure it is, and changed cells pulse. */
export function CanvasGrid({ frames, segment, wrong = [] }: Props) {
  const signs = useArc((state) => state.signs);
  const view = useMemo(() => viewOfCanvas(frames, segment), [frames, segment]);
  const { height, width, answer, cells } = view;
  const label =
    answer === null
      ? 'The model’s answer: no grid yet'
      : `The model’s answer, ${describeGrid(answer)}, ${percent(meanSureness(cells))} sure on average`;
  return (
    <svg
      className="arc-grid canvas"
      preserveAspectRatio="none"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <rect className="arc-paper" width={width} height={height} />
      {cells.map((cell) => (
        <Cell key={cell.cell} {...cell} segment={segment} />
      ))}
      {answer !== null && (
        <>
          <path className="arc-lines" d={linesPath(answer.height, answer.width)} />
          {(answer.height < height || answer.width < width) && (
            <path className="arc-crop" d={`M0 ${answer.height}H${answer.width}V0`} />
          )}
          {signs && <Signs cells={cells.filter(hasSign)} />}
          <Wrong cells={wrong} width={answer.width} />
        </>
      )}
    </svg>
  );
}

const hasSign = (cell: CanvasCell): cell is CanvasCell & { colour: number } =>
  cell.inside && cell.colour !== null;

function meanSureness(cells: readonly CanvasCell[]): number {
  const inside = cells.filter((cell) => cell.inside);
  return inside.reduce((sum, { confidence }) => sum + confidence, 0) / inside.length;
}

function Cell(props: CanvasCell & { readonly segment: number }) {
  const { row, column, colour, inside, border, confidence, changed, segment } = props;
  const at = { x: column, y: row };
  if (!inside) {
    // Cells beyond the border do not count; a dot shows that something is there.
    if (border) return <circle className="arc-end" cx={column + 0.5} cy={row + 0.5} r={0.07} />;
    return colour === null ? null : (
      <circle className={`arc-${colour} beyond`} cx={column + 0.5} cy={row + 0.5} r={0.16} />
    );
  }
  return (
    <>
      <rect
        className={`arc-${colour}`}
        {...at}
        width={1}
        height={1}
        style={{ opacity: strengthOf(confidence) }}
      />
      {changed && <rect key={segment} className="arc-pulse" {...at} width={1} height={1} />}
    </>
  );
}
