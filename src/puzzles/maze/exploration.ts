import { GOAL, PATH, START, type MazeGrid } from './geometry';
import type { Prediction } from './reading';
import { breadthFirst, UNREACHED } from './search';

/**
 * How a thought finds the path: from the start like a breadth-first search, from both ends, or
 * everywhere at once. Measured only on shortest paths, by distance from the start.
 */

/**
 * The cells on shortest paths by their distance from the start. Cells at distance `length − d` are
 * at distance d from the goal. Each shortest path has one cell in every layer.
 * @returns layer 0 is the start, the last one the goal; `null` if there is no path
 */
export function shortestLayers(grid: MazeGrid): number[][] | null {
  const [start, goal] = [grid.indexOf(START), grid.indexOf(GOAL)];
  if (start < 0 || goal < 0) return null;
  const fromStart = breadthFirst(grid, start).distances;
  const fromGoal = breadthFirst(grid, goal).distances;
  const length = fromStart[goal]!;
  if (length === UNREACHED) return null;
  const layers = Array.from({ length: length + 1 }, (): number[] => []);
  fromStart.forEach((steps, cell) => {
    if (steps !== UNREACHED && steps + fromGoal[cell]! === length) layers[steps]!.push(cell);
  });
  return layers;
}

/**
 * How sure a model is of the path at each distance from the start: the probability of the path
 * token if it predicts that token, else 0. It need find only one of several shortest paths, so the
 * surest cell of a layer counts.
 * @returns [length − 1]: for 1 … length − 1 steps, start and goal left out
 */
export function pathBelief(
  { tokens, confidence }: Prediction,
  layers: readonly (readonly number[])[],
): Float32Array {
  return Float32Array.from(layers.slice(1, -1), (layer) =>
    Math.max(...layer.map((cell) => (tokens[cell] === PATH ? confidence[cell]! : 0))),
  );
}

/**
 * The first segment, from 1, after which a distance always has path; `null` if it has none at the
 * end.
 * @param beliefs of the segments in order, from `pathBelief`
 */
export function settledAt(beliefs: readonly Float32Array[]): (number | null)[] {
  const last = beliefs.at(-1);
  if (last === undefined) return [];
  return Array.from(last, (belief, at) => {
    if (belief === 0) return null;
    return beliefs.findLastIndex((row) => row[at] === 0) + 2;
  });
}

/** How well the order in which the path settles agrees with the order of a search. */
export interface Order {
  /** Against the distance from the start: 1 outward from it, −1 from the goal, 0 neither. */
  readonly fromStart: number;
  /** Against the distance from the nearer end: 1 from both ends to the middle. */
  readonly fromEnds: number;
}

/**
 * Rank correlations of the segments at which distances settle. `null` if undefined: fewer than
 * three distances settled, or all of them in one segment.
 */
export function settlingOrder(settled: readonly (number | null)[]): Order | null {
  const places = settled.flatMap((segment, at) => (segment === null ? [] : [{ segment, at }]));
  if (places.length < 3) return null;
  const when = places.map(({ segment }) => segment);
  const fromStart = kendall(
    when,
    places.map(({ at }) => at),
  );
  const fromEnds = kendall(
    when,
    places.map(({ at }) => Math.min(at, settled.length - 1 - at)),
  );
  return fromStart === null || fromEnds === null ? null : { fromStart, fromEnds };
}

/**
 * Kendall's τ-b (1945): of all pairs, those in the same order less those in opposite order, over the
 * geometric mean of the pairs not tied in one and in the other.
 * @returns −1…1; `null` if either list is constant
 */
export function kendall(a: readonly number[], b: readonly number[]): number | null {
  let [sum, untiedA, untiedB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const [x, y] = [Math.sign(a[i]! - a[j]!), Math.sign(b[i]! - b[j]!)];
      sum += x * y;
      untiedA += x * x;
      untiedB += y * y;
    }
  }
  return untiedA === 0 || untiedB === 0 ? null : sum / Math.sqrt(untiedA * untiedB);
}
