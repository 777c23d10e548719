import type { KeyboardEvent } from 'react';
import { CELL, squares } from '../chains/miniature';
import type { Looks } from './studied';

interface Props {
  readonly looks: Looks;
  readonly tokens: Uint8Array;
  readonly changed: readonly number[];
  /** The cell under the pointer. */
  readonly cell: number | null;
  /** The attention weight of each cell; `null` without a cell under the pointer. */
  readonly weights: Float32Array | null;
  onPoint(cell: number): void;
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * A grid that shows what a cell reads when one points at it: by mouse, by touch or with the arrow
 * keys.
 */
export function ReadGrid({ looks, tokens, changed, cell, weights, onPoint }: Props) {
  const { side, input, Picture, seeThrough } = looks;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const from = cell ?? 0;
    const within = (at: number) => Math.max(0, Math.min(side - 1, at));
    const row = within(Math.floor(from / side) + step[0]);
    const column = within((from % side) + step[1]);
    onPoint(cell === null ? from : row * side + column);
  };
  const marks = weights && <Marks weights={weights} side={side} filled={seeThrough} />;
  return (
    <svg
      className="miniature read-grid"
      viewBox={`0 0 ${CELL * side} ${CELL * side}`}
      tabIndex={0}
      role="application"
      aria-label="The grid at this step. Arrow keys point at a cell."
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const { left, top, width } = event.currentTarget.getBoundingClientRect();
        const at = (pixels: number) =>
          Math.max(0, Math.min(side - 1, Math.floor((pixels / width) * side)));
        onPoint(at(event.clientY - top) * side + at(event.clientX - left));
      }}
    >
      {seeThrough && marks}
      <Picture {...{ side, input, tokens }} changed={weights ? [] : changed} differing={[]} />
      {!seeThrough && marks}
      {cell !== null && <path className="read-here" d={squares([cell], side)} />}
    </svg>
  );
}

/** Below this share of the strongest, a mark would not be visible. */
const LEAST = 0.02;

/**
 * The more a cell is read, the more opaque its square, or the larger its disc on a coloured grid.
 */
function Marks({
  weights,
  side,
  filled,
}: {
  readonly weights: Float32Array;
  readonly side: number;
  readonly filled: boolean;
}) {
  const most = Math.max(...weights);
  const marked = Array.from(weights, (weight, cell) => ({ cell, share: weight / most })).filter(
    ({ share }) => share > LEAST,
  );
  return (
    <g className={filled ? 'read-squares' : 'read-discs'}>
      {marked.map(({ cell, share }) =>
        filled ? (
          <path key={cell} d={squares([cell], side)} opacity={share} />
        ) : (
          <circle
            key={cell}
            cx={CELL * ((cell % side) + 0.5)}
            cy={CELL * (Math.floor(cell / side) + 0.5)}
            r={0.46 * CELL * Math.sqrt(share)}
          />
        ),
      )}
    </g>
  );
}
