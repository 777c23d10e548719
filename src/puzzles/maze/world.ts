import { DIHEDRAL, dihedralSources, invertDihedral, type Dihedral } from '../dihedral';
import { PuzzleFormatError } from '../format-error';
import { readPuzzleList } from '../puzzle-list';
import { readMazes } from '../reading/mazes';
import type { Canvas, ListedPuzzle, PuzzleList, View, World } from '../world';
import { unviewMaze, viewMaze } from './augment';
import { decodeMaze, encodeMaze, VOCABULARY_SIZE } from './codec';
import { fitMaze } from './drawn';
import { MazeGenerator, mazeSettings } from './generator';
import {
  geometryForCells,
  GOAL,
  isMazeSide,
  MAX_SIDE,
  MIN_SIDE,
  PATH,
  START,
  type MazeGrid,
} from './geometry';
import { formatMaze, parseMaze } from './parse';
import { solveMaze } from './solver';
import { solvesMaze } from './verdict';

export const mazeWorld: World<MazeGrid> = {
  id: 'maze',
  title: 'Maze',
  parse: parseMaze,
  format: formatMaze,
  encode: encodeMaze,
  decode: decodeMaze,
  fit(grid, cells) {
    const side = Math.sqrt(grid.length);
    return fitMaze({ width: side, height: side, cells: grid }, Math.sqrt(cells));
  },
  remark(puzzle) {
    if (!puzzle.includes(START) || !puzzle.includes(GOAL)) return 'A start or a goal is missing.';
    return solveMaze(puzzle, 1) === null ? 'No way leads from start to goal.' : null;
  },
  solves: solvesMaze,
  severalAnswers: true,
  solve(puzzle) {
    if (puzzle.includes(PATH)) throw new PuzzleFormatError('a path is drawn in the puzzle already');
    const solved = solveMaze(puzzle, 1);
    if (solved === null) throw new PuzzleFormatError('no way leads from start to goal');
    return solved.solution;
  },
  readList: readMazeList,
  vocabularySize: (canvas) => (isMazeCanvas(canvas) ? VOCABULARY_SIZE : null),
  generator(canvas, random) {
    if (!isMazeCanvas(canvas)) {
      const sizes = `${MIN_SIDE}×${MIN_SIDE} to ${MAX_SIDE}×${MAX_SIDE}`;
      throw new RangeError(`A maze is ${sizes}, not ${canvas.width}×${canvas.height}.`);
    }
    const generator = new MazeGenerator(mazeSettings(canvas.width), random);
    return () => generator.generate();
  },
  /** The eight rotations and mirror images in random order, then again. */
  views(_cells, count, random) {
    const order = [DIHEDRAL.identity, ...random.shuffle([...OTHER_VIEWS])];
    return Array.from({ length: count }, (_, i) => dihedral(order[i % order.length]!));
  },
};

/** A CSV with a header; or, if there are no mazes in it, any other form of mazes. */
function readMazeList(text: string): PuzzleList<MazeGrid> {
  const table = readPuzzleList(text, mazeWorld);
  if (table.puzzles.length > 0 || table.problems.some(({ line }) => line > 1)) return table;
  const { items, problems } = readMazes(text);
  if (items.length === 0) return problems.length > 0 ? { puzzles: [], problems } : table;
  const puzzles: ListedPuzzle<MazeGrid>[] = [];
  const refused = [...problems];
  for (const { line, puzzle: drawn, solution: given, fields } of items) {
    const side = Math.max(drawn.width, drawn.height);
    const puzzle = fitMaze(drawn, side);
    const solution = given === null ? null : fitMaze(given, side);
    try {
      if (mazeWorld.remark(puzzle) !== null) throw new PuzzleFormatError(mazeWorld.remark(puzzle)!);
      const isRight = solution !== null && mazeWorld.solves(solution, puzzle);
      puzzles.push({
        line,
        puzzle,
        solution: isRight ? solution : mazeWorld.solve(puzzle),
        fields,
      });
    } catch (error) {
      if (!(error instanceof PuzzleFormatError)) throw error;
      refused.push({ line, message: error.message });
    }
  }
  return { puzzles, problems: refused };
}

const isMazeCanvas = ({ width, height }: Canvas) => width === height && isMazeSide(width);

/**
 * The order must stay, so that a seed of recorded figures gives the same views as when they were
 * measured.
 */
const OTHER_VIEWS: readonly Dihedral[] = [
  DIHEDRAL.mirrorColumns,
  DIHEDRAL.mirrorRows,
  DIHEDRAL.halfTurn,
  DIHEDRAL.transpose,
  DIHEDRAL.turnRight,
  DIHEDRAL.turnLeft,
  DIHEDRAL.antiTranspose,
];

function dihedral(view: Dihedral): View {
  return {
    apply: (tokens) => viewMaze(tokens, view),
    undo: (tokens) => unviewMaze(tokens, view),
    undoCells(values) {
      const { side } = geometryForCells(values.length);
      return Float32Array.from(
        dihedralSources(invertDihedral(view), side, side),
        (source) => values[source]!,
      );
    },
  };
}
