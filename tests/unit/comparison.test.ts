import { expect, test } from 'vitest';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { Ladder } from '../../src/compute/ladder';
import { ARCHITECTURES } from '../../src/hrm/config';
import { Comparison } from '../../src/playground/compare/comparison';
import type { EngineClient } from '../../src/worker/client';
import { Engine } from '../../src/worker/engine';
import type { Event } from '../../src/worker/protocol';
import { tinyModel } from '../support/tiny-model';

/** A client whose engine runs in this thread, on the CPU reference. */
function localClient(alive: Set<EngineClient>): EngineClient {
  const listeners = new Set<(event: Event) => void>();
  const engine = new Engine(
    {
      loadModel: (source) =>
        'memory' in source
          ? Promise.resolve({ model: source.memory, cached: false })
          : Promise.reject(new Error('There is no such model.')),
      ladder: new Ladder([
        { kind: 'cpu', label: 'The CPU', open: () => Promise.resolve(createCpuBackend()) },
      ]),
    },
    (event) => listeners.forEach((listener) => listener(event)),
  );
  const client: EngineClient = {
    send: (command) => engine.handle(command),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => void alive.delete(client),
  };
  alive.add(client);
  return client;
}

const input = Uint8Array.from({ length: 16 }, (_, index) => 1 + (index % 4));
const contenderOf = (arch: (typeof ARCHITECTURES)[number]) => ({
  id: arch,
  source: { name: arch, memory: { ...tinyModel({ arch }), version: arch } },
});

const restedAt = (comparison: Comparison, segments: number) =>
  new Promise<void>((resolve) => {
    const check = () => {
      const all = [...comparison.contests.values()];
      const over = all.every(
        ({ status, frames }) =>
          status === 'failed' || (status === 'rested' && frames.length === segments),
      );
      if (all.length > 0 && over) resolve();
    };
    comparison.subscribe(check);
    check();
  });

test('models of every architecture think about one puzzle, segment by segment', async () => {
  const alive = new Set<EngineClient>();
  const comparison = new Comparison(() => localClient(alive));
  comparison.compare(ARCHITECTURES.map(contenderOf), input, 3);
  await restedAt(comparison, 3);
  expect(alive.size).toBe(ARCHITECTURES.length);
  const answers = (arch: string) =>
    comparison.contests.get(arch)!.frames.map(({ qHalt }) => qHalt.toFixed(4));
  // These models carry no state, so every segment gives the same answer.
  for (const arch of ['transformer', 'deep']) expect(new Set(answers(arch)).size).toBe(1);
  for (const arch of ['hrm', 'trm', 'recurrent']) expect(new Set(answers(arch)).size).toBe(3);
});

test('a model that stays is not loaded again, a removed one is closed, a failed one says why', async () => {
  const alive = new Set<EngineClient>();
  const comparison = new Comparison(() => localClient(alive));
  comparison.compare([contenderOf('hrm'), contenderOf('trm')], input, 2);
  await restedAt(comparison, 2);
  const missing = { id: 'missing', source: { name: 'missing', config: 'a', weights: 'b' } };
  comparison.compare([contenderOf('hrm'), missing], input.toReversed(), 2);
  expect(alive.size).toBe(2);
  expect(comparison.contests.get('hrm')!.status).toBe('thinking');
  await restedAt(comparison, 2);
  expect(comparison.contests.get('missing')).toMatchObject({
    status: 'failed',
    message: 'There is no such model.',
  });
  comparison.dispose();
  expect(alive.size).toBe(0);
});

test('one model with two settings: each copy uses its own, and settings can change without a new load', async () => {
  const alive = new Set<EngineClient>();
  const comparison = new Comparison(() => localClient(alive));
  const { source } = contenderOf('hrm');
  const plain = { limit: 2, numChains: 1, diversity: { views: true, sigma: 0 }, restart: 0 };
  const noisy = { ...plain, numChains: 3, diversity: { views: false, sigma: 0.3 } };
  comparison.compare(
    [
      { id: 'plain', source, thinking: plain },
      { id: 'noisy', source, thinking: noisy },
    ],
    input,
    5,
  );
  await restedAt(comparison, 2);
  expect(comparison.contests.get('plain')!.config).not.toBeNull();
  expect(comparison.contests.get('plain')!.frames[1]).not.toHaveProperty('chains');
  expect(comparison.contests.get('noisy')!.frames[1]!.chains!.all).toHaveLength(3);
  comparison.compare([{ id: 'noisy', source, thinking: { ...noisy, numChains: 2 } }], input, 5);
  await restedAt(comparison, 2);
  expect(comparison.contests.get('noisy')!.frames[1]!.chains!.all).toHaveLength(2);
  expect(alive.size).toBe(1);
  comparison.dispose();
});
