import lzString from 'lz-string';
import { expect, test } from 'vitest';
import { WORLDS } from '../worlds';
import { readPuzzles } from './read';
import { readOne } from './read-one';

const SEVEN = Array(7).fill('1.....7').join('\n');

test('reports the size of a Sudoku of another size, in every form', async () => {
  await expect(readOne(SEVEN, WORLDS.sudoku)).rejects.toThrow(
    'this seems to be a 7×7 Sudoku; boards are 9×9, 6×6 or 4×4',
  );
  await expect(readOne('nothing', WORLDS.sudoku)).rejects.toThrow('is not a digit');
  await expect(readOne('S  \n   \n  G', WORLDS.sudoku)).rejects.toThrow();
});

const linkTo = (document: string) =>
  `https://f-puzzles.com/?load=${lzString.compressToBase64(document)}`;

test('a packed link of another size, or a truncated one, says so', async () => {
  const grid = Array.from({ length: 7 }, () =>
    Array.from({ length: 7 }, () => ({ value: 1, given: true })),
  );
  const read = async (content: string) =>
    (await readPuzzles([{ name: 'link', content }])).problems[0]!.message;
  expect(await read(linkTo(JSON.stringify({ size: 7, grid })))).toBe(
    'this seems to be a 7×7 Sudoku; boards are 9×9, 6×6 or 4×4',
  );
  expect(await read(linkTo('{"size":9,"title":"Cut off","grid":[[{"value":5'))).toMatch(
    /^a link to f-puzzles\.com is damaged/,
  );
});
