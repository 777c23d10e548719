import { expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { ARCHITECTURES, parseConfig } from '../../src/hrm/config';
import { segmentOperations, stepOperations, thinkingBytes } from '../../src/hrm/cost';
import { parameterCount } from '../../src/hrm/parameters';
import { recordSegment } from '../../src/hrm/segment';
import { allocateBatch, uploadModel } from '../../src/hrm/tensors';
import { TINY } from '../../src/hrm/testing';
import { blankModel } from '../../src/training/initial-weights';
import { DEFAULT_SETTINGS } from '../../src/training/settings';
import { Trainer } from '../../src/training/trainer';

const variants = [...ARCHITECTURES.map((arch) => ({ arch })), { arch: 'trm', mlp_t: true }];

test.each(variants)(
  'the operation count of a segment equals that of its ops: %o',
  async (variant) => {
    const given = { ...TINY, vocab_size: 7, seq_len: 16, L_cycles: 2, H_cycles: 2, ...variant };
    const config = parseConfig(given);
    const backend = createCpuBackend();
    const weights = uploadModel(backend, blankModel(config, { seed: 1, qContinue: false }));
    const batch = allocateBatch(backend, config, 1);
    const { cost } = await backend.record((ops) => recordSegment(ops, weights, batch));
    expect(segmentOperations(config)).toBe(cost.flops);
    expect(thinkingBytes(config)).toBeGreaterThan(4 * parameterCount(config));
  },
);

test.each(variants)(
  'the operation count of a training step equals that of its recorded ops: %o',
  async (variant) => {
    const given = { ...TINY, vocab_size: 7, seq_len: 16, L_cycles: 2, H_cycles: 2, ...variant };
    const config = parseConfig(given);
    const model = blankModel(config, { seed: 1, qContinue: false });
    const rows = 3;
    const settings = { ...DEFAULT_SETTINGS, batch: rows, horizon: 2 };
    const examples = { next: () => 0 };
    const trainer = await Trainer.create(createCpuBackend(), model, settings, examples);
    const counted = trainer.cost.flops;
    trainer.dispose();
    // The estimate leaves out the gradients of x and the initial states, which are not trained.
    expect(stepOperations(config, rows, settings.horizon) / counted).toBeCloseTo(1, 1);
  },
);
