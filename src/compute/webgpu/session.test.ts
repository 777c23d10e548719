import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GpuSession } from './session';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = new Promise<never>(() => undefined);

function createSession(): GpuSession {
  const device = { lost: never, addEventListener: () => undefined, destroy: () => undefined };
  return new GpuSession(device as unknown as GPUDevice);
}

test('a queue that never answers gives an error in one sentence, and the session is not used again', async () => {
  const session = createSession();
  const asked = expect(session.guard(never)).rejects.toThrow(
    'The GPU does not answer: no answer within 30 seconds.',
  );
  await vi.advanceTimersByTimeAsync(30_000);
  await asked;
  expect(() => session.check()).toThrow('The GPU does not answer');
});

test('the time limit grows with the submitted work; finished work does not count', async () => {
  const session = createSession();
  session.submitted(20e9);
  const slow = new Promise<string>((resolve) => setTimeout(() => resolve('done'), 220_000));
  const asked = session.guard(slow);
  await vi.advanceTimersByTimeAsync(220_000);
  expect(await asked).toBe('done');
  const hung = expect(session.guard(never)).rejects.toThrow('within 30 seconds');
  await vi.advanceTimersByTimeAsync(30_000);
  await hung;
});

test('after the machine slept, the device does not count as hanging', async () => {
  const session = createSession();
  const asked = session.guard(new Promise((resolve) => setTimeout(() => resolve('woken'), 10_000)));
  await vi.advanceTimersByTimeAsync(5000);
  // The clock moves on by hours, but no timer fires.
  vi.setSystemTime(Date.now() + 5 * 3_600_000);
  await vi.advanceTimersByTimeAsync(5000);
  expect(await asked).toBe('woken');
});
