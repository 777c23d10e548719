import { expect, test } from 'vitest';
import { createCpuBackend } from '../compute/cpu/backend';
import { VIEW_ALIGNMENT } from '../compute/training-ops';
import { parameterName, parameterSpecs } from '../hrm/parameters';
import { arenaLayout, pack, unpack, viewSlots } from './arena';
import { blankModel } from './initial-weights';
import { LESSONS } from './lessons';

const config = { ...LESSONS['scratch-4'].blank!, puzzle_emb_ndim: 32, num_puzzle_identifiers: 2 };
const model = blankModel(config, { seed: 1, qContinue: true });
const layout = arenaLayout(config);

test('every trained parameter except the puzzle embeddings has a place', () => {
  const wanted = parameterSpecs(config).filter(
    ({ name, trained }) => trained && name !== parameterName.puzzleTable,
  );
  expect(layout.slots.map(({ name }) => name).sort()).toEqual(
    wanted.map(({ name }) => name).sort(),
  );
  let end = 0;
  for (const { offset, size } of layout.slots) {
    expect(offset).toBeGreaterThanOrEqual(end);
    expect(offset % VIEW_ALIGNMENT).toBe(0);
    end = offset + size;
  }
  expect(layout.size).toBeGreaterThanOrEqual(end);
});

test('each choice of what to train is one range', () => {
  const within = (range: 'head' | 'embeddings') =>
    layout.slots
      .filter(({ offset }) => {
        const { offset: from, size } = layout.ranges[range];
        return offset >= from && offset < from + size;
      })
      .map(({ name }) => name);
  const { lmHead, qWeight, qBias, tokenTable, positionTable } = parameterName;
  expect(within('head').sort()).toEqual([lmHead, qWeight, qBias].sort());
  expect(within('embeddings').sort()).toEqual([tokenTable, positionTable].sort());
});

test('packing and unpacking lose nothing, and views lie where the numbers are', async () => {
  const flat = pack(layout, model.weights);
  const unpacked = unpack(layout, flat);
  const backend = createCpuBackend();
  const arena = backend.tensor('arena', [layout.size], { data: flat });
  for (const [name, view] of viewSlots(backend, layout, arena)) {
    expect(unpacked.get(name)).toEqual(model.weights.get(name));
    expect(await backend.read(view)).toEqual(model.weights.get(name));
  }
});
