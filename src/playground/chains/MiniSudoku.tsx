import { geometryForCells } from '../../puzzles/sudoku/geometry';
import { CELL, squares, type MiniatureProps } from './miniature';

/** Tokens 0 and 1 mean padding and a blank. */
const ZERO = 1;

export function MiniSudoku({
  side,
  input,
  tokens,
  changed,
  differing,
  assumed = [],
}: MiniatureProps) {
  const cells = Array.from(tokens.keys());
  const isGiven = (cell: number) => input[cell]! > ZERO;
  const isUnlike = new Set(differing);
  const thought = cells.filter((cell) => !isGiven(cell) && tokens[cell]! > ZERO);
  const { boxHeight, boxWidth } = geometryForCells(side * side);
  const edges = (every: number) =>
    Array.from({ length: side / every - 1 }, (_, index) => CELL * (index + 1) * every);
  const lines = [
    ...edges(boxWidth).map((at) => `M${at} 0v${CELL * side}`),
    ...edges(boxHeight).map((at) => `M0 ${at}h${CELL * side}`),
  ].join('');
  return (
    <>
      <path className="mini-changed" d={squares(changed, side)} />
      <path className="mini-lines" d={lines} />
      <Digits kind="given" cells={cells.filter(isGiven)} tokens={input} side={side} />
      <Digits
        kind="alike"
        cells={thought.filter((cell) => !isUnlike.has(cell))}
        tokens={tokens}
        side={side}
      />
      <Digits
        kind="unlike"
        cells={thought.filter((cell) => isUnlike.has(cell))}
        tokens={tokens}
        side={side}
      />
      {assumed.length > 0 && <path className="mini-assumed" d={rings(assumed, side)} />}
    </>
  );
}

/** Circles around some cells as one path. */
function rings(cells: readonly number[], side: number): string {
  const radius = 0.45 * CELL;
  const half = (turn: number) => `a${radius} ${radius} 0 0 1 ${turn * 2 * radius} 0`;
  return cells
    .map((cell) => {
      const [x, y] = [CELL * (cell % side), CELL * (Math.floor(cell / side) + 0.5)];
      return `M${x + CELL / 2 - radius} ${y}${half(1)}${half(-1)}`;
    })
    .join('');
}

interface DigitsProps {
  readonly kind: string;
  readonly cells: readonly number[];
  readonly tokens: Uint8Array;
  readonly side: number;
}

/** One text element with a position for each digit, instead of hundreds of elements. */
function Digits({ kind, cells, tokens, side }: DigitsProps) {
  if (cells.length === 0) return null;
  return (
    <text
      className={`mini-${kind}`}
      x={cells.map((cell) => CELL * ((cell % side) + 0.5)).join(' ')}
      y={cells.map((cell) => CELL * (Math.floor(cell / side) + 0.77)).join(' ')}
    >
      {cells.map((cell) => tokens[cell]! - ZERO).join('')}
    </text>
  );
}
