import { expect, test } from 'vitest';
import { loseAtRandom } from '../fuzz/random-loss';

test('devices lost at random moments of thinking, looking inside and learning change nothing', async () => {
  const { losses, findings } = await loseAtRandom(8, 3);
  expect(findings).toEqual([]);
  expect(losses).toBe(8);
}, 120_000);
