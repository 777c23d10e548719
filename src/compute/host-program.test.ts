import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hostProgram, type HostStep } from './host-program';

// Only steps take time, however busy the machine is.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** A step that takes this long. */
function step(milliseconds: number, done: () => void): HostStep {
  return {
    name: 'wait',
    cost: { flops: milliseconds, bytes: 0 },
    run() {
      vi.advanceTimersByTime(milliseconds);
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
  expect(shares).toEqual([0.25, 0.5, 0.75]);
  steps = 0;
  const broken = program.run(() => Promise.reject(new Error('enough')));
  await expect(broken).rejects.toThrow('enough');
  expect(steps).toBe(2);
});

test('a short run is not interrupted', async () => {
  const program = hostProgram([step(1, () => undefined)], [], () => new Float32Array(0));
  let turns = 0;
  await program.run(() => Promise.resolve(void turns++));
  expect(turns).toBe(0);
});
