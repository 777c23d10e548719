import { expect, test } from 'vitest';
import { kinOfGrid, kinOfSudoku, readsOf, sharesOf } from './reads';

test('shares add up to 1, and no cell counts twice', () => {
  const weights = new Float32Array(82).fill(1 / 82);
  const reads = readsOf(weights, 1);
  expect(reads.cells).toHaveLength(81);
  const shares = sharesOf(reads, 40, kinOfSudoku(40, 9));
  expect(shares.map(([name]) => name)).toEqual([
    'itself',
    'its row',
    'its column',
    'its box',
    'elsewhere',
    'the task’s embedding',
  ]);
  const counts = shares.map(([, share]) => Math.round(share * 82));
  expect(counts).toEqual([1, 8, 8, 4, 60, 1]);
});

test('neighbours of a corner stay on the grid', () => {
  const [[, near]] = kinOfGrid(0, 5);
  expect(near).toEqual([0, 1, 2, 5, 6, 10]);
});
