import { expect, test } from 'vitest';
import { createCpuBackend } from '../compute/cpu/backend';
import { innerSize, sequenceLength } from '../hrm/config';
import { layerPasses } from '../hrm/schedule';
import { recordThinking } from '../hrm/segment';
import { allocateBatch, uploadModel } from '../hrm/tensors';
import { TensorPool } from './cost';
import { blankModel } from './initial-weights';
import { LESSONS } from './lessons';

test('the operations of a thought are those of its products', async () => {
  const model = blankModel(LESSONS['scratch-9'].blank!, { seed: 1, qContinue: false });
  const { config } = model;
  const backend = createCpuBackend();
  const pool = new TensorPool(backend);
  const rows = 2;
  const batch = allocateBatch(pool, config, rows);
  const weights = uploadModel(backend, model);
  const [length, hidden, inner] = [sequenceLength(config), config.hidden_size, innerSize(config)];
  const projections = 3 * hidden * hidden + hidden * hidden + 3 * hidden * inner;
  const layer = 2 * rows * length * (projections + 2 * length * hidden);
  const { cost } = await backend.record((ops) =>
    recordThinking(ops, weights, batch, batch.states, batch.states),
  );
  expect(cost.flops).toBe(layerPasses(config) * layer);
  expect(pool.bytes()).toBe(
    pool.made.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0),
  );
});
