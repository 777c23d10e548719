import { decodeArc } from '../../../puzzles/arc/codec';
import { CELL, squares, type MiniatureProps } from '../../chains/miniature';
import { colourPaths } from './geometry';

/** The grid on a canvas of tokens as a small picture; nothing if there is no grid. */
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
