import { vi } from 'vitest';

/**
 * Waits until a condition holds, for a minute at most: far longer than anything takes, so that a
 * busy machine fails no test.
 */
export async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 60_000, interval: 5 });
}
