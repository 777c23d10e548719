import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { fitMaze } from './drawn';
import { findMazes } from './find';
import { MazeGenerator, mazeSettings } from './generator';
import { formatMaze } from './parse';

const { puzzle } = new MazeGenerator(mazeSettings(12), createRandom(5)).generate();
/** With a frame, as most drawings have. */
const framed = [
  '#'.repeat(14),
  ...formatMaze(puzzle)
    .split('\n')
    .map((row) => `#${row}#`),
  '#'.repeat(14),
];
const M = framed.join('\n');
const drawnWith = (signs: string) => {
  const marks = [...signs];
  return M.replaceAll(/[# SG]/g, (cell) => marks['# SG'.indexOf(cell)]!);
};
const numbers = drawnWith('1023').split('\n');

const FORMS: Record<string, string> = {
  'the usual marks': M,
  'letters of games': drawnWith('%.PT'),
  'in and out': drawnWith('W-io'),
  'blocks and arrows': drawnWith('▓░@X'),
  pictures: drawnWith('🌲⬜🐭🧀'),
  'dark pictures on a light frame': drawnWith('⬜⬛🟢🔴'),
  'titles, sizes and words around it': `Maze no. 7\n14 14\n${M}\nHave fun!`,
  'a title as long as the rows': `The maze no. 7\n${M}`,
  'a list of strings in code': `maze = [\n${framed.map((row) => `    "${row}",`).join('\n')}\n]`,
  'a matrix in code': `[${numbers.map((row) => `[${[...row].join(', ')}]`).join(',\n ')}]`,
  'numbers with spaces': numbers.map((row) => [...row].join(' ')).join('\n'),
  'everything twice as wide': framed
    .map((row) =>
      [...row].map((cell) => (cell === 'S' || cell === 'G' ? `${cell} ` : cell + cell)).join(''),
    )
    .join('\n'),
  'indentation and spaces behind': framed.map((row) => `\t  ${row}   `).join('\r\n'),
  'a quoted mail in a code fence': ['```', ...framed, '```'].map((row) => `> ${row}`).join('\n'),
};

test.each(Object.entries(FORMS))('reads %s', (_, text) => {
  const { mazes, errors } = findMazes(text);
  expect(errors).toEqual([]);
  expect(mazes).toHaveLength(1);
  expect([mazes[0]!.width, mazes[0]!.height]).toEqual([14, 14]);
  expect(formatMaze(mazes[0]!.cells)).toBe(M);
});

const rowsOf = ({ width, cells }: { width: number; cells: Uint8Array }) =>
  Array.from(cells, (cell) => '?# SGo'[cell]!)
    .join('')
    .match(new RegExp(`.{${width}}`, 'g'));

test('lines become wall cells, for any width of the cells', () => {
  const small = ['#######', '#S  # #', '# # # #', '# #  G#', '#######'];
  const lines = [
    '+---+---+---+',
    '| S     |   |',
    '+   +   +   +',
    '|   |     G |',
    '+---+---+---+',
  ];
  expect(rowsOf(findMazes(lines.join('\n')).mazes[0]!)).toEqual(small);
  const boxes = ['┌─────┬──┐', '│S    │  │', '│  ╷  ╵  │', '│  │    G│', '└──┴─────┘'];
  expect(rowsOf(findMazes(boxes.join('\n')).mazes[0]!)).toEqual(small);
});

test('gaps in the frame are start and goal, and a path is distinguished from open cells', () => {
  const text = ['# ######', '#*#    #', '#***** #', '#####*##'].join('\n');
  expect(rowsOf(findMazes(text).mazes[0]!)).toEqual([
    '#S######',
    '#o#    #',
    '#ooooo #',
    '#####G##',
  ]);
  const open = ['#_####', '#____#', '####_#'].join('\n');
  expect(findMazes(open).mazes).toEqual([]);
});

test.each([
  ['spaces to the end', 'S      \n # ### \n # # # \n       \n #    G\n'],
  ['spaces dropped where nothing follows', 'S\n # ###\n # # #\n #   #\n #    G\n'],
  ['nothing but spaces in the first row', '       \nS# ### \n # # # \n # ### \n #    G\n'],
])('without a frame, open cells at the edges count: %s', (_, text) => {
  const { mazes, errors } = findMazes(text);
  expect(errors).toEqual([]);
  expect(mazes.map(({ line, width, height }) => [line, width, height])).toEqual([[1, 7, 5]]);
  expect(rowsOf(mazes[0]!)!.map((row) => row.trimEnd())).toEqual(
    text
      .split('\n')
      .slice(0, 5)
      .map((row) => row.trimEnd()),
  );
});

test('several drawings, each with its line; impossible boards are reported with their size', () => {
  const { mazes, errors } = findMazes(
    `a\n\n${M}\n\nb\n\n${M}\n\n${'#'.repeat(40)}\n#S${' '.repeat(37)}#\n#${' '.repeat(37)}G#\n${'#'.repeat(40)}`,
  );
  expect(mazes.map(({ line }) => line)).toEqual([3, 20]);
  expect(errors).toEqual([{ line: 35, message: 'a maze of 40×4 cells; boards have 4×4 to 30×30' }]);
});

test('a rectangle is padded with walls to a board, and refused if it does not fit', () => {
  const [maze] = findMazes('#####\n#S  #\n#  G#\n#####').mazes;
  expect(formatMaze(fitMaze(maze!, 6))).toBe('######\n#S  ##\n#  G##\n######\n######\n######');
  expect(() => fitMaze(maze!, 4)).toThrow('a maze of 5×4 cells; this board has 4×4');
});

test('any text is read or ignored, and never throws', () => {
  const marks = fc.constantFrom(...'# .SG01+-|o\n\n');
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 120 }), (any) => {
      for (const { width, height, cells } of findMazes(any.join('')).mazes) {
        expect(cells).toHaveLength(width * height);
      }
    }),
    { numRuns: 300 },
  );
});
