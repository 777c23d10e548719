import { GOAL, PATH, START, WALL } from '../../puzzles/maze/geometry';
import { squares, type MiniatureProps } from './miniature';

export function MiniMaze({ side, input, tokens, changed, differing }: MiniatureProps) {
  const cells = Array.from(tokens.keys());
  const having = (of: Uint8Array, ...kinds: number[]) =>
    squares(
      cells.filter((cell) => kinds.includes(of[cell]!)),
      side,
    );
  return (
    <>
      <path className="mini-wall" d={having(input, WALL)} />
      <path className="mini-path" d={having(tokens, PATH)} />
      <path className="mini-changed" d={squares(changed, side)} />
      <path className="mini-end" d={having(input, START, GOAL)} />
      <path className="mini-outline" d={squares(differing, side)} />
    </>
  );
}
