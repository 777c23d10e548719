import type { Backend, Pace } from '../compute/backend';
import { createCpuBackend } from '../compute/cpu/backend';
import { Ladder, type Rung } from '../compute/ladder';
import { parseConfig } from '../hrm/config';
import { parameterSpecs, type HrmModel } from '../hrm/parameters';
import { TINY } from '../hrm/testing';
import { Engine } from './engine';
import type { Event, ModelSource } from './protocol';

/** Shared by the tests of the engine: a tiny model for Sudokus of 4×4, and an engine on the CPU. */

export const config = parseConfig({ ...TINY, vocab_size: 6, seq_len: 16 });

export function randomModel(seed = 1, of = config): HrmModel {
  const weights = new Map(
    parameterSpecs(of).map(({ name, shape }) => {
      const size = shape.reduce((product, extent) => product * extent, 1);
      return [name, Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898 + seed))];
    }),
  );
  return { config: of, weights };
}

export const source: ModelSource = {
  name: 'tiny',
  config: 'tiny/config.json',
  weights: 'tiny/weights',
};
/** A model in memory, as a lesson sends it. */
export const lessonAt = (step: number, model: HrmModel = randomModel(step)): ModelSource => ({
  name: 'lesson',
  memory: { ...model, version: `lesson@${step}` },
});
export const input = Uint8Array.from({ length: 16 }, (_, i) => 1 + (i % 5));

/**
 * The CPU, with a pause in every run with a pace, so that a segment of the tiny model takes some
 * time.
 */
export function createSlowBackend(): Backend {
  const cpu = createCpuBackend();
  return {
    ...cpu,
    async record(build, reads) {
      const program = await cpu.record(build, reads);
      const run = async (pace?: Pace) => {
        for (const share of [0.25, 0.5, 0.75]) await pace?.(share);
        return program.run();
      };
      return { ...program, run };
    },
  };
}

/**
 * An engine on the CPU backend; `lose` ends the present device.
 * @param below backends to fall back to
 */
export function createEngine(
  hear: (event: Event) => void = () => undefined,
  below: readonly Rung[] = [],
) {
  const events: Event[] = [];
  let loads = 0;
  let backends = 0;
  let segments = 0;
  let lose: (reason: string) => void = () => undefined;
  let failing: ((segment: number) => string | undefined) | null = null;
  const openBackend = (byHand: boolean) => {
    backends++;
    const cpu = createCpuBackend();
    const lost = new Promise<string>((resolve) => (lose = resolve));
    const backend: Backend = {
      ...cpu,
      description: byHand ? 'cpu' : 'auto',
      lost,
      async record(build, reads) {
        const program = await cpu.record(build, reads);
        const counts = (reads?.length ?? 0) > 0;
        return {
          ...program,
          run: () => {
            if (counts) segments++;
            const problem = counts ? failing?.(segments) : undefined;
            if (problem !== undefined) return Promise.reject(new Error(problem));
            return program.run();
          },
        };
      },
    };
    return Promise.resolve(backend);
  };
  const ladder = new Ladder([{ kind: 'cpu', label: 'The CPU', open: openBackend }, ...below]);
  const engine = new Engine(
    {
      loadModel: (source) => {
        loads++;
        const model = 'memory' in source ? source.memory : randomModel();
        if (model.weights.size === 0) return Promise.reject(new Error('There are no weights.'));
        return Promise.resolve({ model, cached: false });
      },
      ladder,
    },
    (event) => {
      events.push(event);
      hear(event);
    },
  );
  const frames = (run: number) =>
    events.flatMap((event) => (event.type === 'frame' && event.run === run ? [event] : []));
  return {
    engine,
    events,
    frames,
    counts: () => ({ loads, backends, segments }),
    lose: (reason: string) => lose(reason),
    /** The error of segment n, counted over all runs. */
    failAt: (fails: (segment: number) => string | undefined) => (failing = fails),
  };
}
