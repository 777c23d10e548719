import * as z from 'zod/mini';
import { VOCABULARY_SIZE } from '../../../puzzles/arc/codec';
import { MAX_SIDE } from '../../../puzzles/arc/grid';
import { generatorOnDemand } from '../../arc/tasks/generator-on-demand';
import type { PageWorld } from '../page-world';

/**
 * ARC. A puzzle is the question of a task, as the model's canvas of tokens; the task itself and its
 * learning are in the tab's own state (`../../arc`), which is loaded when the tab is opened.
 */
export const arcPage: PageWorld = {
  id: 'arc',
  title: 'ARC',
  noun: 'ARC task',
  doing: 'learns the rules of coloured grids (ARC)',
  keys: [
    ['0 … 9', 'choose a colour'],
    ['B, F, I', 'brush, fill, pick a colour'],
    ['Space or Enter', 'in a grid one draws on: use the tool at the cell'],
    ['Arrows, Home, End', 'move among the cells'],
  ],
  rules: [],
  editing: 'Edit',
  parse() {
    throw new RangeError('ARC tasks are read by their own tab.');
  },
  about: () => 'ARC task',
  line: (canvas) => [...canvas].join(' '),
  encode: (canvas) => canvas,
  decode: (canvas) => canvas,
  vocabularySize: ({ width, height }) =>
    width === height && width <= MAX_SIDE ? VOCABULARY_SIZE : null,
  board(cells) {
    const side = Math.sqrt(cells);
    if (!Number.isInteger(side) || side > MAX_SIDE) {
      throw new RangeError(`There is no ARC canvas of ${cells} cells.`);
    }
    return { key: `arc:${side}`, world: arcPage, side, cells };
  },
  // Until the tab has put its question there.
  firstPuzzle: ({ cells }) => new Uint8Array(cells),
  cleared: (canvas) => canvas,
  objection: () => null,
  link: {
    task: {
      codec: z.string().check(z.regex(/^[a-z-]{1,30}-[0-9a-f]{8}$/)),
      wanted: 'the id of a generated task, such as fall-0000002a',
    },
  },
  async parts(task = null) {
    const [{ arcParts }] = await Promise.all([
      import('../../arc/parts'),
      // The first task needs no generator. Without a network the tab opens with that one.
      task !== null && generatorOnDemand.load().catch(() => undefined),
    ]);
    return arcParts;
  },
};
