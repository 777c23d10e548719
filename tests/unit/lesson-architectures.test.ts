import { expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { ARCHITECTURES } from '../../src/hrm/config';
import { parameterCount } from '../../src/hrm/parameters';
import { LESSONS } from '../../src/training/lessons';
import { settingsFor } from '../../src/training/lessons/blank';
import { prepareLesson } from '../../src/training/prepare-lesson';
import { Trainer } from '../../src/training/trainer';

const lesson = LESSONS['scratch-4'];

test.each(ARCHITECTURES)('a blank %s makes a step of the 4×4 lesson', async (arch) => {
  const settings = { ...settingsFor(lesson, { arch }), warmup: 5, seed: 3 };
  const { model, examples } = prepareLesson('scratch-4', settings, {
    model: null,
    blank: { arch },
  });
  expect(model.config.arch ?? 'hrm').toBe(arch);
  const size = parameterCount(model.config) / parameterCount(lesson.blank!);
  expect(size).toBeGreaterThan(arch === 'trm' ? 0.4 : 0.95);
  expect(size).toBeLessThan(1.05);
  const trainer = await Trainer.create(createCpuBackend(), model, settings, examples);
  await trainer.advance();
  const [first] = await trainer.metrics();
  trainer.dispose();
  expect(first!.loss).toBeGreaterThan(0);
  expect(first!.norm).toBeGreaterThan(0);
});
