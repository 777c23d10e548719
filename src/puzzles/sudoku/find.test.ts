import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { SudokuGenerator } from './generator';
import { SUDOKU_9 } from './geometry';
import { formatSudoku } from './parse';
import { parseSudokuList } from './parse-list';

const generator = new SudokuGenerator(SUDOKU_9, createRandom(77));
const { puzzle, solution } = generator.generate(27);
const P = formatSudoku(puzzle);
const S = formatSudoku(solution);
const Z = P.replaceAll('.', '0');
const rows = (cells = P) => cells.match(/.{9}/g)!;
const boxes = (row: string) => row.match(/.{3}/g)!;

/** Candidates as solvers print them: all nine in an open cell. */
const candidates = (cell: string) => (cell === '.' ? '123456789' : cell);
const inTable = rows().map((row) => `| ${[...row].map((c) => c.replace('.', ' ')).join(' | ')} |`);
const LINE = `|${'---|'.repeat(9)}`;

/** Ways in which tools, forums and papers write a Sudoku. */
const FORMS: Record<string, string> = {
  'words around it': `Can anyone solve this? ${P} I am stuck after r4c5 = 7 (2024).`,
  'a full stop behind it': `The hardest of the week is ${Z}.`,
  'a link with other parameters': `see <https://example.org/play?lang=en&board=${Z}#top> there`,
  'a link with escaped dots': `https://example.org/?s=${P.replaceAll('.', '%2E')}&x=%20`,
  'Markdown, with numbers of columns': `|${[...'123456789'].join('|')}|\n${LINE}\n${inTable.join('\n')}`,
  'Markdown, with an empty head': `|${' |'.repeat(9)}\n${LINE}\n${inTable.join('\n')}`,
  'a Markdown list of rows in code': rows()
    .map((row) => `- \`${row}\``)
    .join('\n')
    .replaceAll('- ', '  '),
  'rows of strings in code': `board = [\n${rows()
    .map((row) => `    "${row}",`)
    .join('\n')}\n]  # mine`,
  'characters in nested lists on one line': `char[][] b = {${rows()
    .map((row) => `{${[...row].map((c) => `'${c}'`).join(',')}}`)
    .join(',')}};`,
  'numbers in nested lists with None': `grid = [${rows()
    .map((row) => `[${[...row.replaceAll('.', 'N')].join(', ')}]`)
    .join(',\n        ')
    .replaceAll('N', 'None')}]`,
  'LaTeX tabular': `\\begin{tabular}{|c|}\n\\hline\n${rows()
    .map((row) => `${[...row].map((c) => c.replace('.', '')).join(' & ')} \\\\ \\hline`)
    .join('\n')}\n\\end{tabular}`,
  'rows with labels': rows()
    .map((row, at) => `${'ABCDEFGHI'[at]} ${[...row].join(' ')}`)
    .join('\n'),
  'rows with names': rows()
    .map((row, at) => `Row ${at + 1}: ${[...row].join(' ')}`)
    .join('\n'),
  'numbers above and at the side': `    1 2 3   4 5 6   7 8 9\n${rows()
    .map(
      (row, at) =>
        `${at + 1} | ${boxes(row)
          .map((box) => [...box].join(' '))
          .join(' | ')} |`,
    )
    .join('\n')}`,
  'candidates in a frame': `.${'-'.repeat(30)}.\n${rows()
    .map(
      (row) =>
        `| ${boxes(row)
          .map((box) => [...box].map(candidates).join(' '))
          .join(' | ')} |`,
    )
    .join('\n')}\n'${'-'.repeat(30)}'`,
  'candidates in one line': [...P]
    .map((cell) =>
      cell === '.'
        ? '123456789'
        : '.........'.replace(/./g, (dot, at) => (at === Number(cell) - 1 ? cell : dot)),
    )
    .join(''),
  'a frame with spaces for blanks': `+-----+-----+-----+\n${rows()
    .map((row) =>
      `|${boxes(row)
        .map((box) => [...box].join(' '))
        .join('|')}|`.replaceAll('.', ' '),
    )
    .join('\n')}\n+-----+-----+-----+`,
  'Arabic digits': Z.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  'Devanagari digits in rows': rows(Z)
    .map((row) => row.replace(/\d/g, (digit) => String.fromCodePoint(0x966 + Number(digit))))
    .join('\n'),
  'circled digits and squares': rows()
    .map((row) =>
      row.replace(/\d/g, (d) => String.fromCodePoint(0x245f + Number(d))).replaceAll('.', '□'),
    )
    .join('\n'),
  'a mark of their own': rows(P.replaceAll('.', '@')).join('\n'),
  'rows with slashes': rows().join('/'),
  'rows with spaces in one line': rows(Z).join(' '),
  'XML with another name': `<?xml version="1.0"?>\n<list><puzzle difficulty='3'>${Z}</puzzle></list>`,
  'HTML cells': `<table>${rows()
    .map((row) => `<tr>${[...row].map((c) => `<td>${c.replace('.', '')}</td>`).join('')}</tr>`)
    .join('\n')}</table>`,
  'columns in front and behind': `17;forum;${P};7.2;yes`,
  'a quoted mail': `> > Look at this:\n${rows()
    .map((row) => `> > ${row}`)
    .join('\n')}`,
  'invisible characters among the cells': [...P].join('\u200b'),
  'a data frame': rows()
    .map((row, at) => `${at}  ${[...row.replaceAll('.', '0')].map((c) => `${c}.0`).join('  ')}`)
    .join('\n'),
};

test.each(Object.entries(FORMS))('finds a Sudoku in %s', (_, text) => {
  const { records, errors } = parseSudokuList(text);
  expect(errors).toEqual([]);
  expect(records.map((record) => formatSudoku(record.puzzle))).toEqual([P]);
});

test('a full grid beside a puzzle is its solution, in either order', () => {
  for (const text of [`a|${S}|${P}|3`, `puzzle ${P} has the answer ${S}`, `:${P}:${S}:1:2`]) {
    const { records } = parseSudokuList(text);
    expect(records).toMatchObject([{ puzzle, solution }]);
  }
});

test('ignores sections with a player’s entries', () => {
  const text = `#A me\n[Puzzle]\n${rows().join('\n')}\n[State]\n${rows(S).join('\n')}\n[PencilMarks]\n123\n`;
  expect(parseSudokuList(text).records).toMatchObject([{ line: 3, puzzle }]);
});

test('finds several grids among words, with their lines', () => {
  const text = `First:\n${rows().join('\n')}\n\nThen this:\n${rows(Z).join('\n')}\nEnd.`;
  expect(parseSudokuList(text).records).toMatchObject([
    { line: 2, puzzle },
    { line: 13, puzzle },
  ]);
});

test.each([
  [`id,puzzle\n1,3.0${'0'.repeat(3)}E+79`, /line 2|number .* digits are lost/],
  [Z.replace(/^0*/, '').slice(2), /^a spreadsheet .* digits instead of 81, as zeros/],
  ['0'.repeat(48) + '6', /^this seems to be a 7×7 Sudoku; boards are 9×9, 6×6 or 4×4$/],
  [Array(16).fill('1 2 . 10 . . 16 . . . 3 . . . 4 .').join('\n'), /16×16/],
  [Array(8).fill('1.2.3.4.').join('\n'), /8×8/],
])('says what %j is instead of a Sudoku', (text, message) => {
  const { records, errors } = parseSudokuList(text);
  expect(records).toEqual([]);
  expect(errors.map((error) => error.message).join()).toMatch(message);
});

test.each([
  'Beautiful\nCrocodile\nAlgorithm\nChemistry\nKnowledge\nEducation\nWonderful\nJellyfish\nLandscape',
  'the cards 4111111111111111 and 5500000000000004',
  '################\n#S            G#\n################',
])('finds none in %j', (text) => {
  expect(parseSudokuList(text).records).toEqual([]);
});
