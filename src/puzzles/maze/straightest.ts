import { geometryForCells, OUTSIDE } from './geometry';
import type { Search } from './search';

/** The ways of `MazeGeometry.neighbours`: 0 up, 1 right, 2 down, 3 left. */
const WAYS = 4;

/**
 * Of the shortest paths from the start of a search to `goal`, the one with the fewest turns.
 *
 * A model sees a maze in any of its eight views, so the choice must not depend on the view, or the
 * labels of mazes with many shortest paths contradict each other. Seen from the goal, the path
 * therefore goes straight on as long as it may; where it must turn one way or the other, it goes to
 * the side of the start, and first along the axis on which the start is less far. Only where nothing
 * of this tells two ways apart does the order of `MazeGeometry.neighbours` decide.
 * @param goal a cell that the search reached
 * @returns its cells, start and goal included
 */
export function straightestPath(search: Search, goal: number): number[] {
  const { neighbours, side } = geometryForCells(search.distances.length);
  const start = search.order[0]!;
  const turns = fewestTurns(search);
  const path = [goal];
  let before: number | null = null;
  for (let cell = goal; cell !== start;) {
    const rows = Math.floor(cell / side) - Math.floor(start / side);
    const columns = (cell % side) - (start % side);
    const towards = [-rows, columns, rows, -columns];
    const rank = (way: number) => {
      const bend = before === null || way === before ? 0 : 1;
      const off = towards[way]! < 0 ? side - towards[way]! : towards[way]!; // below 2 · side
      return (2 * (turns[WAYS * cell + way]! + bend) + bend) * 2 * side + off;
    };
    let best: number | null = null;
    for (let way = 0; way < WAYS; way++) {
      if (turns[WAYS * cell + way]! === UNUSED) continue;
      if (best === null || rank(way) < rank(best)) best = way;
    }
    cell = neighbours[WAYS * cell + opposite(best!)]!;
    path.push(cell);
    before = best;
  }
  return path.reverse();
}

const UNUSED = 0xffff;

/** [4 · cells]: turns of the straightest shortest path that enters a cell by this way. */
function fewestTurns({ distances, order }: Search): Uint16Array {
  const { neighbours } = geometryForCells(distances.length);
  const turns = new Uint16Array(WAYS * distances.length).fill(UNUSED);
  for (const cell of order) {
    for (let way = 0; way < WAYS; way++) {
      const nearer = neighbours[WAYS * cell + opposite(way)]!;
      if (nearer === OUTSIDE || distances[nearer] !== distances[cell]! - 1) continue;
      let fewest = distances[nearer] === 0 ? 0 : UNUSED;
      for (let other = 0; other < WAYS; other++) {
        const its = turns[WAYS * nearer + other]!;
        if (its !== UNUSED) fewest = Math.min(fewest, its + (other === way ? 0 : 1));
      }
      turns[WAYS * cell + way] = fewest;
    }
  }
  return turns;
}

function opposite(way: number): number {
  return (way + 2) % WAYS;
}
