import { expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { floats } from '../../src/compute/cpu/tensor';
import { CONTROL, CONTROL_SIZE } from '../../src/compute/training-ops';
import { parseConfig, type HrmConfig } from '../../src/hrm/config';
import { allocateGradientScratch } from '../../src/hrm/gradient';
import { allocateLoss, recordLoss } from '../../src/hrm/loss';
import { parameterName, parameterSpecs } from '../../src/hrm/parameters';
import { recordBegin, recordSegment } from '../../src/hrm/segment';
import { allocateTapes } from '../../src/hrm/tape';
import { allocateBatch, bindModel } from '../../src/hrm/tensors';
import { recordTrainingSegment } from '../../src/hrm/training-segment';
import { createRandom } from '../../src/puzzles/random';

/**
 * Compares the gradient through a whole segment (two slow cycles of two fast steps) with finite
 * differences of the loss in double precision, for every parameter of a tiny model of each
 * architecture. The one-step gradient is biased by construction, so finite differences can check only
 * the whole segment. PyTorch's figures in step-parity.test.ts check the shorter horizons.
 */
test.each<[string, Partial<HrmConfig>, number]>([
  ['hrm', {}, 6],
  ['trm', { arch: 'trm' }, 6],
  ['trm with mlp_t', { arch: 'trm', mlp_t: true, pos_encodings: 'none', puzzle_emb_len: 2 }, 6],
  ['recurrent', { arch: 'recurrent' }, 4],
  ['transformer', { arch: 'transformer' }, 1],
  ['deep', { arch: 'deep' }, 4],
  ['hrm, damped', { arch: 'hrm', damping: 0.7 }, 6],
  ['deep, damped', { arch: 'deep', damping: 0.7 }, 4],
])(
  '%s: the gradient through a whole segment is the derivative of its loss',
  async (...given) => {
    const [, overrides, applications] = given;
    const config = parseConfig({
      vocab_size: 4,
      seq_len: 4,
      hidden_size: 8,
      num_heads: 2,
      expansion: 1,
      H_cycles: 2,
      L_cycles: 2,
      H_layers: 1,
      L_layers: 2,
      pos_encodings: 'learned+rope',
      puzzle_emb_ndim: 8,
      num_puzzle_identifiers: 2,
      halt_max_steps: 4,
      ...overrides,
    });
    const rows = 2;
    const random = createRandom(1);
    const backend = createCpuBackend({ precision: 'f64' });
    const model = bindModel(backend, config, ({ name, shape }) => {
      const tensor = backend.tensor(name, shape);
      floats(tensor).forEach((_, i) => (floats(tensor)[i] = random.float() - 0.5));
      return tensor;
    });
    const batch = allocateBatch(backend, config, rows);
    const loss = allocateLoss(backend, config, rows);
    const tapes = allocateTapes(backend, config, rows, Infinity, batch);
    expect(tapes).toHaveLength(applications);
    const scratch = allocateGradientScratch(backend, config, rows, tapes.length);
    const gradients = new Map(
      parameterSpecs(config).map(({ name, shape }) => [
        name,
        backend.tensor(name, name === parameterName.puzzleTable ? [rows, 8] : shape),
      ]),
    );
    const control = new Uint32Array(CONTROL_SIZE);
    control[CONTROL.limit] = config.halt_max_steps;
    backend.write(loss.control, control);
    backend.write(batch.tokens, Uint32Array.of(1, 2, 3, 1, 2, 2, 1, 3));
    // Each puzzle has its own embedding, so the table's gradient consists of the rows' gradients.
    backend.write(batch.identifiers, Uint32Array.of(0, 1));
    backend.write(loss.labels, Uint32Array.of(1, 2, 0, 3, 3, 2, 1, 1));
    const program = await backend.recordTraining((ops) => {
      recordBegin(ops, model, batch);
      recordTrainingSegment(ops, model, batch, loss, tapes, scratch, {
        kind: 'softmax_cross_entropy',
        scale: 1,
        lookAhead: null,
        gradientOf: (name) => gradients.get(name),
        dPuzzleRows: gradients.get(parameterName.puzzleTable)!,
      });
    });
    await program.run();
    // The loss alone, as inference computes it: a check of the taped segment, too.
    const forward = await backend.recordTraining((ops) => {
      recordBegin(ops, model, batch);
      recordSegment(ops, model, batch);
      const options = { kind: 'softmax_cross_entropy', scale: 1, next: null } as const;
      recordLoss(ops, batch, loss, scratch, options);
    });
    const lossNow = async () => {
      await forward.run();
      const sum = (values: Iterable<number>) =>
        [...values].reduce((total, part) => total + part, 0);
      return sum(floats(loss.loss)) + 0.5 * sum(floats(loss.qLoss));
    };
    const computed = new Map(
      [...gradients].map(([name, tensor]) => [name, floats(tensor).slice()]),
    );

    let checked = 0;
    for (const { name, trained } of parameterSpecs(config)) {
      if (!trained) continue;
      const weights = floats(model.all.find((tensor) => tensor.name === name)!);
      const gradient = computed.get(name)!;
      const largest = Math.max(...Array.from(gradient, Math.abs));
      const stride = Math.max(1, Math.floor(weights.length / (config.arch ? 12 : 40)));
      for (let i = 0; i < weights.length; i += stride) {
        const [h, value] = [config.mlp_t ? 1e-6 : 1e-5, weights[i]!];
        weights[i] = value + h;
        const above = await lossNow();
        weights[i] = value - h;
        const below = await lossNow();
        weights[i] = value;
        expect(Math.abs((above - below) / (2 * h) - gradient[i]!)).toBeLessThan(
          1e-6 * largest + 1e-10,
        );
        checked++;
      }
      expect(name === parameterName.qWeight || largest > 0).toBe(true);
    }
    expect(checked).toBeGreaterThan(config.arch ? 100 : 300);
  },
  60_000,
);
