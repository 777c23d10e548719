import { gzipSync } from 'node:zlib';
import lzString from 'lz-string';
import { expect, test } from 'vitest';
import { MazeGenerator, mazeSettings } from '../maze/generator';
import { GOAL, OPEN, START, WALL } from '../maze/geometry';
import { createRandom } from '../random';
import { SudokuGenerator } from '../sudoku/generator';
import { SUDOKU_9 } from '../sudoku/geometry';
import { formatSudoku } from '../sudoku/parse';
import { readPuzzles, type ReadOptions } from './read';

const { puzzle, solution } = new SudokuGenerator(SUDOKU_9, createRandom(3)).generate(26);
const P = formatSudoku(puzzle);
const S = formatSudoku(solution);
const digits = [...P].map((cell) => Number(cell.replace('.', '0')));
const matrix = Array.from({ length: 9 }, (_, row) => digits.slice(9 * row, 9 * row + 9));
const SIX = '1..4...5...2............3...1...2..6';
const MAZE = ['######', '#S   #', '# ## #', '#   G#', '#    #', '######'];
/** A maze of which one row has start and goal, and as many cells as a maze or a Sudoku of 4×4. */
const WIDE = Array.from({ length: 16 }, (_, row) =>
  row % 15 === 0 ? '#'.repeat(16) : row === 4 ? `#S${'.'.repeat(12)}G#` : `#${'.'.repeat(14)}#`,
);
const pair = { input: [[1, 0]], output: [[0, 1]] };
const TASK = { train: [pair, pair], test: [{ input: [[2, 0]] }] };

/** Each item in one word: its world, then the puzzle, the size or the id. */
async function read(content: string | Uint8Array, options?: ReadOptions, name = 'mine.txt') {
  const { items, problems } = await readPuzzles([{ name, content }], options);
  const told = items.map((item) =>
    item.world === 'sudoku'
      ? `sudoku ${formatSudoku(item.puzzle)}${item.solution === null ? '' : ' solved'}`
      : item.world === 'maze'
        ? `maze ${item.puzzle.width}×${item.puzzle.height}`
        : `arc ${item.record.id}`,
  );
  return { told, problems: problems.map(({ message }) => message) };
}

const json = JSON.stringify;
const bytes = (text: string) => new TextEncoder().encode(text);

test.each<[string, string | Uint8Array, readonly string[]]>([
  ['a matrix', json(matrix), [`sudoku ${P}`]],
  [
    'a matrix with null',
    json(matrix.map((row) => row.map((cell) => cell || null))),
    [`sudoku ${P}`],
  ],
  ['81 numbers', json({ level: 3, cells: digits }), [`sudoku ${P}`]],
  ['rows of strings', json({ board: P.match(/.{9}/g) }), [`sudoku ${P}`]],
  [
    'objects of an editor',
    json({
      size: 9,
      grid: matrix.map((row) => row.map((value) => (value ? { value, given: true } : {}))),
    }),
    [`sudoku ${P}`],
  ],
  [
    'a puzzle and its solution',
    json([
      { quiz: P, solution: S, difficulty: 2 },
      { solution: null, quiz: matrix },
    ]),
    [`sudoku ${P} solved`, `sudoku ${P}`],
  ],
  [
    'a Markdown table with letters on top',
    ['ABCDEFGHI', ...P.match(/.{9}/g)!]
      .map((row) => `| ${[...row].map((cell) => (cell === '.' ? ' ' : cell)).join(' | ')} |`)
      .join('\n')
      .replace('\n', `\n|${'---|'.repeat(9)}\n`),
    [`sudoku ${P}`],
  ],
  [
    'bold givens',
    P.match(/.{9}/g)!
      .map((row) => [...row].map((cell) => (cell === '.' ? '·' : `**${cell}**`)).join(' '))
      .join('\n'),
    [`sudoku ${P}`],
  ],
  [
    'a list of lists in YAML',
    `p:\n${matrix.map((row) => `  - [${row.join(', ')}]`).join('\n')}`,
    [`sudoku ${P}`],
  ],
  [
    'givens by their places',
    [...P]
      .flatMap((cell, at) =>
        cell === '.' ? [] : [`r${Math.floor(at / 9) + 1}c${(at % 9) + 1}=${cell}`],
      )
      .join(' '),
    [`sudoku ${P}`],
  ],
  [
    'a puzzle within words',
    `Hello, who can solve this?\n\n${P.match(/.{9}/g)!.join('\n')}\n\nThanks a lot!`,
    [`sudoku ${P}`],
  ],
  [
    'a maze a cell each field',
    MAZE.map((row) => [...row.replaceAll('#', '1').replaceAll(' ', '0')].join(', ')).join('\n'),
    ['maze 6×6'],
  ],
  ['a task in other letters', json({ Train: [pair, pair], TEST: [pair] }), ['arc mine']],
  ['one question without a list', json({ ...TASK, test: TASK.test[0] }), ['arc mine']],
  ['remarks in front', `// one\n/* two\n*/\n${json(TASK)}`, ['arc mine']],
  [
    'a line each',
    `${json({ puzzle: P })}\n${json({ puzzle: digits.join('') })}\n`,
    [`sudoku ${P}`, `sudoku ${P}`],
  ],
  [
    'a literal of Python',
    `x = {'grid': ${json(matrix).replaceAll('0', 'None')},}  # mine`,
    [`sudoku ${P}`],
  ],
  [
    'UTF-16 without a mark',
    new Uint8Array(new Uint16Array([...P].map((cell) => cell.charCodeAt(0))).buffer),
    [`sudoku ${P}`],
  ],
  ['gzip', new Uint8Array(gzipSync(`puzzle\n${P}\n`)), [`sudoku ${P}`]],
  [
    'a link to another app',
    `https://f-puzzles.com/?load=${lzString.compressToBase64(json({ size: 9, grid: matrix.map((row) => row.map((value) => (value ? { value, given: true } : {}))) }))}`,
    [`sudoku ${P}`],
  ],
  ['a maze', MAZE.join('\n'), ['maze 6×6']],
  ['a maze whose rows could be mazes of 4×4', WIDE.join('\n'), ['maze 16×16']],
  ['the same with spaces, in a table', WIDE.join('').replaceAll('.', ' '), ['maze 16×16']],
  [
    'a maze whose rows could be Sudokus of 4×4',
    WIDE.join('\n').replaceAll('#', '1').replaceAll('.', '0'),
    ['maze 16×16'],
  ],
  [
    'open cells that could be Sudokus of 4×4',
    [`S${'.'.repeat(15)}`, '.'.repeat(16), `${'#.'.repeat(7)}.G`, '.'.repeat(16)].join('\n'),
    ['maze 16×4'],
  ],
  ['a rectangle with a line end', `${MAZE.slice(1).join('\n')}\n`, ['maze 6×5']],
  ['mazes of 4×4, a line each', 'S#..  . #G######\nS....#..###G....\n', ['maze 4×4', 'maze 4×4']],
  ['rows of a maze as JSON', json({ rows: MAZE }), ['maze 6×6']],
  [
    'a maze a line',
    `source,question,answer\nx,${MAZE.join('')},${MAZE.join('').replaceAll(' ', 'o')}`,
    ['maze 6×6'],
  ],
  [
    'zeros and ones',
    json(MAZE.map((row) => [...row].map((cell) => Number(cell === '#')))),
    ['maze 6×6'],
  ],
  [
    'a maze of 9×9 in numbers',
    `${'1'.repeat(9)}\n${'120000001\n'.repeat(1)}${'100000001\n'.repeat(5)}100000031\n${'1'.repeat(9)}`,
    ['maze 9×9'],
  ],
  [
    'the same as JSON',
    json(
      [
        '1'.repeat(9),
        '120000001',
        ...Array<string>(5).fill('100000001'),
        '100000031',
        '1'.repeat(9),
      ].map((row) => [...row].map(Number)),
    ),
    ['maze 9×9'],
  ],
  [
    'rows whose blanks are spaces',
    `Mine:\n${P.replaceAll('.', ' ').match(/.{9}/g)!.join('\n')}\n`,
    [`sudoku ${P}`],
  ],
  [
    'the same without spaces at the ends',
    `${P.replaceAll('.', ' ')
      .match(/.{9}/g)!
      .map((row) => row.trimEnd())
      .join('\n')}\n\nThanks`,
    [`sudoku ${P}`],
  ],
  [
    'blanks as spaces, the first row without digits',
    `${' '.repeat(9)}\n${P.replaceAll('.', ' ').slice(9).match(/.{9}/g)!.join('\n')}\n`,
    [`sudoku ${'.'.repeat(9)}${P.slice(9)}`],
  ],
  [
    'numbered rows',
    P.match(/.{9}/g)!
      .map((row, at) => `${at + 1}: ${row}`)
      .join('\n'),
    [`sudoku ${P}`],
  ],
  ['columns of numbers', '1\n2\n3\n4\n', ['arc mine']],
  ['a Sudoku of 6×6', SIX.match(/.{6}/g)!.join('\n'), [`sudoku ${SIX}`]],
  [
    'one of 6×6 in boxes',
    SIX.match(/.{6}/g)!
      .map((row, at) => `${at % 2 ? '' : '+---+---+\n'}|${row.slice(0, 3)}|${row.slice(3)}|`)
      .join('\n')
      .replaceAll('.', ' '),
    [`sudoku ${SIX}`],
  ],
  [
    'a 9×9 of zeros and ones as JSON',
    json(
      Array.from({ length: 9 }, (_, row) =>
        Array.from({ length: 9 }, (_, column) => Number(row % 8 === 0 || column % 8 === 0)),
      ),
    ),
    ['maze 9×9'],
  ],
  ['an ARC task', json(TASK), ['arc mine']],
  ['a task in a code fence', `\`\`\`json\n${json(TASK)}\n\`\`\``, ['arc mine']],
  ['a task within words', `Who solves [this]?\n${json(TASK)}\nI cannot.`, ['arc mine']],
  ['a task in quoted mail', JSON.stringify(TASK, null, 1).replaceAll(/^/gm, '> '), ['arc mine']],
  ['a task on a page', `<pre>${json({ one: TASK })}</pre>`, ['arc one']],
  ['a Sudoku within words about tasks', `The "test": [x] of my puzzle\n${P}`, [`sudoku ${P}`]],
  ['rows of colours as text', json({ ...TASK, test: [{ input: ['20', '02'] }] }), ['arc mine']],
  ['ARC tasks by name', json({ a: TASK, b: TASK }), ['arc a', 'arc b']],
  ['a grid of colours', '1 2 3\n4 5 6\n', ['arc mine']],
  ['a list of lists of colours', '[[1, 2], [3, 4]]', ['arc mine']],
])('reads %s', async (_, content, told) => {
  expect(await read(content)).toEqual({ told, problems: [] });
});

test.each([6, 7, 9, 12, 16, 20, 25, 30])(
  'a maze of width %i is read back in any form',
  async (side) => {
    const { puzzle: grid } = new MazeGenerator(mazeSettings(side), createRandom(side)).generate();
    for (const height of [side, side - 1]) {
      // Without a frame; start and goal are set anew, for the last row may be cut off.
      const cells = grid.slice(0, height * side).map((cell) => (cell === WALL ? WALL : OPEN));
      cells[cells.indexOf(OPEN)] = START;
      cells[cells.lastIndexOf(OPEN)] = GOAL;
      const drawing = drawn(cells, side);
      const rows = drawing.split('\n');
      const dotted = drawing.replaceAll(' ', '.');
      const numbers = rows.map((row) =>
        [...row].map((cell) => (cell === '#' ? 1 : ' #SG'.indexOf(cell))),
      );
      const forms = {
        spaces: drawing,
        'no spaces at the ends': `${drawing.replaceAll(/ +$/gm, '')}\n`,
        'line ends of Windows': `${rows.join('\r\n')}\r\n`,
        dots: dotted,
        'dots and blank lines': `${dotted}\n\n`,
        'dots with spaces between': dotted.replaceAll(/(.)(?=.)/g, '$1 '),
        'a title': `My maze\n${dotted}`,
        'twice as wide': drawing.replaceAll(/[# ]/g, '$&$&').replaceAll(/[SG]/g, '$& '),
        numbers: numbers.map((row) => row.join('')).join('\n'),
        'a list of rows': json(rows),
        'a matrix': json(numbers),
      };
      for (const [form, content] of Object.entries(forms)) {
        const { items } = await readPuzzles([{ name: 'mine.txt', content }]);
        const mazes = items.map((item) =>
          item.world === 'maze' ? drawn(item.puzzle.cells, item.puzzle.width) : item.world,
        );
        expect(mazes, `${form}, ${side}×${height}`).toEqual([drawing]);
      }
    }
  },
);

const drawn = (cells: Uint8Array, width: number) =>
  Array.from(
    cells,
    (cell, at) => `${at > 0 && at % width === 0 ? '\n' : ''}${'?# SGo'[cell]}`,
  ).join('');

test('an ambiguous text belongs to the world of the person’s board', async () => {
  expect((await read(json(matrix), { prefer: 'arc' })).told).toEqual(['arc mine']);
  expect((await read(json(matrix), { prefer: 'maze' })).told).toEqual([`sudoku ${P}`]);
});

test.each([
  ['', /^there is nothing in it$/],
  ['Dear all, see you on 24 December.', /^there is no Sudoku, maze or ARC task in it$/],
  ['<!DOCTYPE html><html><body>Sign in</body></html>', /^this is a web page/],
  [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10]), /^this is a PNG picture, not a text$/],
  [new Uint8Array([1, 2, 3, 0, 0, 0, 1]), /^this is a binary file/],
  ['https://sudokupad.app/abc123', /^a link to sudokupad\.app only names a puzzle/],
  [json({ a: [{ attempt_1: [[1]] }] }), /^this is a submission/],
  [
    "{'train': [{'input': [[1]], 'output': [[1]]}, 'test': []",
    /^is not JSON: line 1, column \d+: /,
  ],
  [Array(7).fill('1 2 3 4 5 . .').join('\n'), /^this seems to be a 7×7 Sudoku/],
  [
    `${'#'.repeat(31)}\n${`#${' '.repeat(29)}#\n`.repeat(29)}${'#'.repeat(31)}`,
    /^a maze of 31×31 cells/,
  ],
])('refuses %j in one line', async (content, message) => {
  const { told, problems } = await read(content);
  expect(told).toEqual([]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(message);
  expect(problems[0]).not.toMatch(/\n/);
});

test('reads the good ones of several files, and tasks together with their answers', async () => {
  const { items, problems } = await readPuzzles([
    { name: 'a.txt', content: P },
    { name: 'x_challenges.json', content: bytes(json({ t: TASK })) },
    { name: 'x_solutions.json', content: bytes(json({ t: [[[0, 2]]] })) },
    { name: 'photo.jpg', content: new Uint8Array([0xff, 0xd8, 0xff, 0]) },
  ]);
  expect(items.map(({ world }) => world)).toEqual(['sudoku', 'arc']);
  const [, task] = items;
  expect(task?.world === 'arc' && task.record.task.test[0]!.output?.cells).toEqual(
    Uint8Array.of(0, 2),
  );
  expect(problems.map(({ where }) => where.name)).toEqual(['photo.jpg']);
});

/** Long texts that are not puzzles; each once took minutes or exhausted the stack. */
const LONG: readonly (readonly [string, string])[] = [
  ['one line', P.repeat(6000)],
  ['a table of rules', `|${'---|'.repeat(20)}\n`.repeat(2500)],
  ['commas', `${'1,'.repeat(81)}\n`.repeat(1500)],
  ['a wide matrix', `${'1 '.repeat(900)}\n`.repeat(300)],
  ['rows of a table that are not closed', `<table>${'<tr><td>1'.repeat(20_000)}`],
  ['bars', '|'.repeat(500_000)],
  ['brackets', '[1,'.repeat(100_000)],
  ['marks', '<tr'.repeat(100_000)],
  ['letters with spaces between', 'x '.repeat(200_000)],
  ['a puzzle and a long word', `${P}\n${'a'.repeat(200_000)}`],
  ['a gap', `x${' '.repeat(200_000)}x`],
  ['empty lines and a letter', `${'\n'.repeat(200_000)}x 1`],
  ['short lines', '####\n#\n'.repeat(80_000)],
  ['short lines of digits', '123456789\n   \n'.repeat(15_000)],
];

test.each(LONG)(
  '%s: the time grows linearly with the text',
  async (_, content) => {
    const before = process.cpuUsage();
    const { items, problems } = await readPuzzles([{ name: 'x.txt', content }]);
    const { user } = process.cpuUsage(before);
    expect(user / 1e6, 'seconds of computing').toBeLessThan(10);
    expect(items.length + problems.length).toBeGreaterThan(0);
    expect(problems.every(({ message }) => message.length < 300)).toBe(true);
  },
  120_000,
);
