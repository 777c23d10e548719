import { decodeArc } from '../../../puzzles/arc/codec';
import { CELL, squares, type MiniatureProps } from '../../chains/miniature';
import { colourPaths } from './geometry';

/** What a canvas of tokens holds, small: the grid in its colours; nothing where there is none. */
export function MiniArc({ side, tokens, changed, differing }: MiniatureProps) {
  const grid = decodeArc(tokens);
  return (
    <>
      {grid !== null && (
        <g transform={`scale(${CELL})`}>
          {[...colourPaths(grid)].map(([colour, path]) => (
            <path key={colour} className={`arc-${colour}`} d={path} />
          ))}
        </g>
      )}
      <path className="mini-changed" d={squares(changed, side)} />
      <path className="mini-outline" d={squares(differing, side)} />
    </>
  );
}
