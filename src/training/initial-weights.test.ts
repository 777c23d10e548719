import { expect, test } from 'vitest';
import { parameterName, parameterSpecs } from '../hrm/parameters';
import { blankModel } from './initial-weights';
import { LESSONS } from './lessons';

// Wide enough to measure the spread of the drawn numbers.
const config = { ...LESSONS['scratch-9'].blank!, hidden_size: 128, puzzle_emb_ndim: 8 };
const { weights } = blankModel(config, { seed: 3, qContinue: false });

const deviation = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

test('a blank model is complete and its weights have the official deviations', () => {
  for (const { name, shape } of parameterSpecs(config)) {
    const values = weights.get(name)!;
    expect(values.length).toBe(shape.reduce((product, extent) => product * extent, 1));
    if (name.endsWith('_proj.weight')) {
      const wanted = 1 / Math.sqrt(shape[1]!);
      expect(deviation(values) / wanted).toBeCloseTo(1, 1);
      // A normal distribution cut at two deviations and scaled back to the deviation wanted.
      expect(Math.max(...values.map(Math.abs))).toBeLessThan((2.01 * wanted) / 0.8796);
    }
  }
  expect(deviation(weights.get(parameterName.tokenTable)!) * Math.sqrt(128)).toBeCloseTo(1, 1);
  expect([...weights.get(parameterName.qBias)!]).toEqual([-5, 0]);
  expect(weights.get(parameterName.puzzleTable)!.every((value) => value === 0)).toBe(true);
  expect(weights.get(parameterName.qWeight)!.every((value) => value === 0)).toBe(true);
});

test('the seed decides; positions with common groups are similar', () => {
  const groups = (cell: number) => [Math.floor(cell / 9), 9 + (cell % 9)];
  const make = (seed: number) => blankModel(config, { seed, qContinue: true, groups }).weights;
  const bytes = (seed: number) =>
    Buffer.concat([...make(seed).values()].map(({ buffer }) => new Uint8Array(buffer)));
  expect(bytes(3).equals(bytes(3))).toBe(true);
  expect(bytes(3).equals(bytes(4))).toBe(false);
  const table = make(3).get(parameterName.positionTable)!;
  const row = (cell: number) => table.subarray((1 + cell) * 128, (2 + cell) * 128);
  const dot = (a: number, b: number) =>
    row(a).reduce((sum, value, i) => sum + value * row(b)[i]!, 0);
  // Cells of the same row share half the variance. Cells without a common group share none.
  expect(dot(0, 1)).toBeGreaterThan(0.25);
  expect(Math.abs(dot(0, 10))).toBeLessThan(0.25);
});
