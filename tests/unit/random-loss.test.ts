import { expect, test } from 'vitest';
import { loseAtRandom } from '../fuzz/random-loss';

test('a device lost at a random moment does not change the results of any work', async () => {
  const { losses, findings } = await loseAtRandom(14, 3);
  expect(findings).toEqual([]);
  expect(losses).toBe(14);
}, 120_000);
