import { expect, test } from 'vitest';
import type { Backend, BackendKind } from '../compute/backend';
import { createCpuBackend } from '../compute/cpu/backend';
import { parseConfig } from '../hrm/config';
import { parameterSpecs, type HrmModel } from '../hrm/parameters';
import { Engine } from './engine';
import type { Event, ModelSource } from './protocol';

const config = parseConfig({
  vocab_size: 6,
  seq_len: 16,
  hidden_size: 8,
  num_heads: 2,
  expansion: 1,
  H_cycles: 1,
  L_cycles: 1,
  H_layers: 1,
  L_layers: 1,
  pos_encodings: 'rope',
  halt_max_steps: 4,
});

function randomModel(): HrmModel {
  const weights = new Map(
    parameterSpecs(config).map(({ name, shape }) => {
      const size = shape.reduce((product, extent) => product * extent, 1);
      return [name, Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898 + 1))];
    }),
  );
  return { config, weights };
}

const source: ModelSource = { name: 'tiny', config: 'tiny/config.json', weights: 'tiny/weights' };
const input = Uint8Array.from({ length: 16 }, (_, i) => 1 + (i % 5));

/** An engine on the CPU backend; `lose` ends the device of the moment. */
function createEngine() {
  const events: Event[] = [];
  let loads = 0;
  let segments = 0;
  let lose: (reason: string) => void = () => undefined;
  const openBackend = (wanted: BackendKind | 'auto') => {
    const cpu = createCpuBackend();
    const lost = new Promise<string>((resolve) => (lose = resolve));
    const backend: Backend = {
      ...cpu,
      lost,
      async record(build, reads) {
        const program = await cpu.record(build, reads);
        const counts = (reads?.length ?? 0) > 0;
        return {
          ...program,
          run: () => {
            if (counts) segments++;
            return program.run();
          },
        };
      },
    };
    const available = { webgpu: null, onnx: null, cpu: null };
    const report = { kind: 'cpu' as const, description: wanted, reason: null, available };
    return Promise.resolve({ backend, report });
  };
  const engine = new Engine(
    {
      loadModel: () => {
        loads++;
        return Promise.resolve({ model: randomModel(), cached: false });
      },
      openBackend,
    },
    (event) => events.push(event),
  );
  const frames = (run: number) =>
    events.flatMap((event) => (event.type === 'frame' && event.run === run ? [event] : []));
  return {
    engine,
    events,
    frames,
    counts: () => ({ loads, segments }),
    lose: (reason: string) => lose(reason),
  };
}

test('a raised limit goes on from the carry and computes no segment twice', async () => {
  const { engine, frames, counts } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 3 });
  await engine.settled();
  expect(frames(1).map((event) => event.segment)).toEqual([1, 2, 3]);
  engine.handle({ type: 'limit', run: 1, limit: 2 });
  engine.handle({ type: 'limit', run: 1, limit: 5 });
  await engine.settled();
  expect(counts().segments).toBe(5);
});

test('a thought taken up after another one continues as if it had never been left', async () => {
  const other = input.slice().reverse();
  const { engine, frames, counts } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2 });
  await engine.settled();
  engine.handle({ type: 'think', run: 2, input: other, identifier: 0, limit: 2 });
  await engine.settled();
  engine.handle({ type: 'think', run: 3, input, identifier: 0, limit: 4 });
  await engine.settled();
  expect(counts().segments).toBe(6);
  engine.handle({ type: 'stop', run: 3 });

  const straight = createEngine();
  straight.engine.handle({ type: 'open', model: source, backend: 'auto' });
  straight.engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 4 });
  await straight.engine.settled();
  const confidence = (run: ReturnType<typeof frames>) => run.map((event) => event.frame.confidence);
  expect(confidence(frames(3))).toEqual(confidence(straight.frames(1)));
});

test('switching the backend keeps the model, the run and its frames', async () => {
  const { engine, events, frames, counts } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2 });
  await engine.settled();
  engine.handle({ type: 'open', model: source, backend: 'cpu' });
  engine.handle({ type: 'limit', run: 1, limit: 4 });
  await engine.settled();
  expect(counts()).toEqual({ loads: 1, segments: 4 });
  expect(events.filter((event) => event.type === 'ready')).toHaveLength(2);
  expect(Math.max(...frames(1).map((event) => event.segment))).toBe(4);
});

test('a lost device is opened again and the thought goes on', async () => {
  const { engine, events, frames, lose } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 2 });
  await engine.settled();
  lose('the laptop slept');
  await Promise.resolve();
  await Promise.resolve();
  engine.handle({ type: 'limit', run: 1, limit: 3 });
  await engine.settled();
  expect(events.filter((event) => event.type === 'ready')).toHaveLength(2);
  expect(events.some((event) => event.type === 'failed')).toBe(false);
  expect(Math.max(...frames(1).map((event) => event.segment))).toBe(3);
});

test('a puzzle of the wrong size fails with a sentence and leaves the engine usable', async () => {
  const { engine, events, frames } = createEngine();
  engine.handle({ type: 'open', model: source, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input: input.slice(1), identifier: 0, limit: 2 });
  engine.handle({ type: 'think', run: 2, input: input.slice(1), identifier: 0, limit: 2 });
  await engine.settled();
  expect(events).toContainEqual({
    type: 'failed',
    during: 'think',
    run: 2,
    message: 'This model thinks about 16 cells, not 15.',
  });
  engine.handle({ type: 'think', run: 3, input, identifier: 0, limit: 1 });
  await engine.settled();
  expect(frames(3)).toHaveLength(1);
});
