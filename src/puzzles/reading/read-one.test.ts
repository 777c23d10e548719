import lzString from 'lz-string';
import { expect, test } from 'vitest';
import { WORLDS } from '../world';
import { readPuzzles } from './read';
import { readOne } from './read-one';

const SIX = '1....6\n.2..5.\n..34..\n..43..\n.5..2.\n6....1';

test('a Sudoku of another size is called by its size, wherever it is read', async () => {
  await expect(readOne(SIX, WORLDS.sudoku, 81)).rejects.toThrow(
    'this seems to be a 6×6 Sudoku; there are boards of 9×9 and 4×4',
  );
  await expect(readOne('nothing', WORLDS.sudoku, 81)).rejects.toThrow('is not a digit');
  await expect(readOne('S  \n   \n  G', WORLDS.sudoku, 81)).rejects.toThrow();
});

const linkTo = (document: string) =>
  `https://f-puzzles.com/?load=${lzString.compressToBase64(document)}`;

test('a packed link of another size, or one that breaks off, says so', async () => {
  const grid = Array.from({ length: 6 }, () =>
    Array.from({ length: 6 }, () => ({ value: 1, given: true })),
  );
  const read = async (content: string) =>
    (await readPuzzles([{ name: 'link', content }])).problems[0]!.message;
  expect(await read(linkTo(JSON.stringify({ size: 6, grid })))).toBe(
    'this seems to be a 6×6 Sudoku; there are boards of 9×9 and 4×4',
  );
  expect(await read(linkTo('{"size":9,"title":"Cut off","grid":[[{"value":5'))).toMatch(
    /^a link to f-puzzles\.com is damaged/,
  );
});
