import { decodeMaze, encodeMaze, VOCABULARY_SIZE } from '../../../puzzles/maze/codec';
import { clearWalls } from '../../../puzzles/maze/edit';
import { firstMaze } from '../../../puzzles/maze/first-maze';
import { geometryForCells, GOAL, isMazeSide, START } from '../../../puzzles/maze/geometry';
import { formatMazeLine, parseMaze } from '../../../puzzles/maze/parse';
import { erasePath } from '../../../puzzles/maze/solver';
import type { PageWorld } from '../page-world';
import { mazeLink } from './link';

/** Mazes. Their views are loaded when the tab is opened. */
export const mazePage: PageWorld = {
  id: 'maze',
  title: 'Maze',
  noun: 'maze',
  doing: 'finds a way through a maze',
  keys: [
    ['S, G', 'put start or goal at the cell'],
    ['Space, Enter', 'while editing: set or remove a wall at the cell'],
    ['Arrows, Home, End', 'move among the cells'],
  ],
  rules: [],
  editing: 'Draw walls',
  parse: (text) => erasePath(parseMaze(text)),
  about: (_, { side }) => `${side}×${side} maze`,
  line: formatMazeLine,
  encode: encodeMaze,
  decode: decodeMaze,
  vocabularySize: ({ width, height }) =>
    width === height && isMazeSide(width) ? VOCABULARY_SIZE : null,
  board(cells) {
    const { side } = geometryForCells(cells);
    return { key: `maze:${side}`, world: mazePage, side, cells };
  },
  firstPuzzle: ({ side }) => firstMaze(side),
  cleared: clearWalls,
  objection(maze) {
    if (!maze.includes(START)) return 'The maze has no start; nothing to think about.';
    return maze.includes(GOAL) ? null : 'The maze has no goal; nothing to think about.';
  },
  link: { puzzle: { codec: mazeLink, wanted: 'a maze as this page writes it' } },
  parts: async () => (await import('./parts')).mazeParts,
};
