import { expect, test } from 'vitest';
import { examine } from '../../races/examine';
import { smallSubjects } from '../../races/subjects';
import { describeFinding } from '../../support/gpu-emulator/findings';

/** The kernels of a small model. `npm run races -- --barriers` does this with all kernels. */
test('no kernel has a fault, and leaving out any barrier causes one', async () => {
  const { findings, kernels, barriers, idle } = await examine(smallSubjects(), {
    seed: 1,
    mostWorkgroups: 2,
    barriers: 'once',
  });
  expect(findings.map(describeFinding)).toEqual([]);
  expect([...idle.keys()]).toEqual([]);
  expect(kernels).toBeGreaterThan(50);
  expect(barriers).toBeGreaterThan(50);
});
