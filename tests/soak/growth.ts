import { median } from '../../src/bench/time-runs';

/** What is alive in the page and its workers at the end of a round, after a garbage collection. */
export interface Sample {
  /** Minutes since the start. */
  readonly minutes: number;
  /** JavaScript heap of the page itself, in MB. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly workers: number;
  readonly devices: number;
  readonly buffers: number;
  readonly memories: number;
  /** Size of the WebAssembly memories, in MB. */
  readonly wasm: number;
  /** Memory of the page's whole process, in MB; 0 if the system does not report it. */
  readonly process: number;
}

/** How much more the last third of the samples may have than the first: a share, and a minimum. */
const ALLOWED: Readonly<Record<Exclude<keyof Sample, 'minutes'>, readonly [number, number]>> = {
  heap: [0.1, 2],
  nodes: [0.1, 100],
  listeners: [0.1, 50],
  workers: [0, 0],
  devices: [0, 0],
  buffers: [0, 0],
  memories: [0, 0],
  wasm: [0.02, 0],
  process: [0.2, 40],
};

export type Measure = keyof typeof ALLOWED;

export const MEASURES = Object.keys(ALLOWED) as Measure[];

/**
 * What has grown, in words. The first rounds do not count: in them the caches of recent thoughts,
 * models and tabs fill up to their limits.
 */
export function growth(samples: readonly Sample[], warmUp = 3): string[] {
  const counted = samples.slice(warmUp);
  const third = Math.floor(counted.length / 3);
  if (third === 0) return ['There are too few rounds to tell.'];
  return MEASURES.flatMap((measure) => {
    const values = counted.map((sample) => sample[measure]);
    const [before, after] = [median(values.slice(0, third)), median(values.slice(-third))];
    const [share, least] = ALLOWED[measure];
    if (after - before <= Math.max(share * before, least)) return [];
    return [`${measure} grew from ${before.toFixed(1)} to ${after.toFixed(1)}`];
  });
}
