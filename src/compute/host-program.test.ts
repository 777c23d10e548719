import { expect, test } from 'vitest';
import { hostProgram, type HostStep } from './host-program';

/** A step that takes `ms` milliseconds. */
function step(milliseconds: number, done: () => void): HostStep {
  return {
    name: 'wait',
    cost: { flops: milliseconds, bytes: 0 },
    run() {
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
      done();
    },
  };
}

test('other tasks get a turn within a long run, and may interrupt it', async () => {
  let steps = 0;
  const long = Array.from({ length: 8 }, () => step(60, () => steps++));
  const program = hostProgram(long, [], () => new Float32Array(0));
  const shares: number[] = [];
  await program.run((share) => Promise.resolve(void shares.push(share)));
  expect(steps).toBe(8);
  expect(shares.length).toBeGreaterThanOrEqual(2);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
  steps = 0;
  const broken = program.run(() => Promise.reject(new Error('enough')));
  await expect(broken).rejects.toThrow('enough');
  expect(steps).toBeLessThan(8);
});

test('a short run is not interrupted', async () => {
  const program = hostProgram([step(1, () => undefined)], [], () => new Float32Array(0));
  let turns = 0;
  await program.run(() => Promise.resolve(void turns++));
  expect(turns).toBe(0);
});
