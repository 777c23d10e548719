import { expect, test } from 'vitest';
import { loseAtRandom } from '../fuzz/random-loss';

test('devices lost at random moments of any work change nothing', async () => {
  const { losses, findings } = await loseAtRandom(14, 3);
  expect(findings).toEqual([]);
  expect(losses).toBe(14);
}, 120_000);
