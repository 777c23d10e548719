import { memo } from 'react';
import { UNREACHED } from '../../../puzzles/maze/search';
import {
  comparePath,
  DISTANCE_LEVELS,
  distanceBands,
  type MazeOverlays,
  type MazeSearch,
} from './overlays';
import { discs, lineThrough, runs, seams, squares } from './paths';
import type { MazeThought } from './thought';

interface Props {
  readonly search: MazeSearch;
  readonly overlays: MazeOverlays;
  readonly side: number;
}

/** Below the thought: distances from the start, and the progress of a search. */
export const SearchGround = memo(function SearchGround({ search, overlays, side }: Props) {
  const { distances } = search;
  const { depth } = overlays;
  const isReached = (cell: number) =>
    depth !== null && distances[cell] !== UNREACHED && distances[cell]! <= depth;
  const isAhead = (cell: number) => depth !== null && distances[cell]! > depth;
  return (
    <>
      {overlays.distance &&
        distanceBands(search).map((cells, band) => (
          <path
            key={band}
            className="maze-distance"
            d={squares(cells, side)}
            opacity={0.04 + (0.34 * band) / (DISTANCE_LEVELS - 1)}
          />
        ))}
      {depth !== null && (
        <path className="maze-reached" d={runs(distances.length, side, isReached)} />
      )}
      {depth !== null && (
        <path className="maze-frontier" d={seams(distances.length, side, isReached, isAhead)} />
      )}
    </>
  );
});

/** Above the thought: a shortest path, and the marked cells that are ahead of the search. */
export const SearchMarks = memo(function SearchMarks({
  search,
  overlays,
  side,
  thought,
}: Props & { readonly thought: MazeThought | null }) {
  const { depth, solution } = overlays;
  const ahead =
    depth === null || thought === null
      ? []
      : comparePath(thought.reading.path, search, depth).ahead;
  return (
    <>
      <path className="maze-ahead" d={discs(ahead, side, 0.13)} />
      {solution && search.path !== null && (
        <path className="maze-solution" d={lineThrough(search.path, side)} />
      )}
    </>
  );
});
