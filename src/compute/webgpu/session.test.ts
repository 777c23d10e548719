import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GpuSession } from './session';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = new Promise<never>(() => undefined);

function createSession(): GpuSession {
  const device = { lost: never, addEventListener: () => undefined, destroy: () => undefined };
  return new GpuSession(device as unknown as GPUDevice);
}

test('a queue that never answers is given up in a sentence, and nothing is asked of it again', async () => {
  const session = createSession();
  const asked = expect(session.guard(never)).rejects.toThrow(
    'The GPU does not answer: no answer within 30 seconds.',
  );
  await vi.advanceTimersByTimeAsync(30_000);
  await asked;
  expect(() => session.check()).toThrow('The GPU does not answer');
});

test('the more it was given to do, the longer it may take; what is done counts no more', async () => {
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

test('a machine that slept is not taken for a device that hangs', async () => {
  const session = createSession();
  const asked = session.guard(new Promise((resolve) => setTimeout(() => resolve('woken'), 10_000)));
  await vi.advanceTimersByTimeAsync(5000);
  // Hours by the clock, in which no timer has fired.
  vi.setSystemTime(Date.now() + 5 * 3_600_000);
  await vi.advanceTimersByTimeAsync(5000);
  expect(await asked).toBe('woken');
});
