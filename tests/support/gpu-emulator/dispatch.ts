import type { Random } from '../../../src/puzzles/random';
import { createArithmetic, type Rounding } from './arithmetic';
import type { Access, CompiledKernel, Thread } from './compile/kernel';
import type { Memory } from './compile/scope';
import { barrierOf } from './compile/statements';
import type { Findings } from './findings';
import { Reporter } from './report';
import { Epochs, Shadow, watch, watchBounds, type MemoryFaults, type Moment } from './shadow';

/** A range of a buffer. */
export interface BoundRange {
  readonly label: string;
  readonly data: ArrayBuffer;
  /** One record for every word of the buffer. */
  readonly shadow: Shadow;
  /** In bytes. */
  readonly offset: number;
  readonly size: number;
  /** Whether it is a fault to read a word that no kernel has written. */
  readonly isScratch: boolean;
}

export interface Dispatch {
  readonly label: string;
  readonly kernel: CompiledKernel;
  /** Ranges by `@binding`. */
  readonly bound: ReadonlyMap<number, BoundRange>;
  readonly grid: readonly [x: number, y: number, z: number];
}

export interface Running {
  readonly findings: Findings;
  /** The epochs of storage. They go on from one dispatch to the next. */
  readonly storage: Epochs;
  /** Decides the order of workgroups and threads. */
  readonly random: Random;
  readonly rounding: Rounding;
  /** The largest number of workgroups to run; of a larger dispatch only a sample runs. */
  readonly mostWorkgroups: number;
}

const ARRAYS = { f32: Float32Array, u32: Uint32Array, i32: Int32Array } as const;

/**
 * Runs a dispatch: its workgroups one after the other in random order, and the threads of each
 * workgroup in a random order that changes at every barrier.
 */
export function runDispatch(dispatch: Dispatch, running: Running): void {
  const { kernel, grid } = dispatch;
  const { storage, random } = running;
  const local = new Epochs('workgroup');
  const moment: Moment = { thread: 0 };
  const report = new Reporter(dispatch, storage, moment, running.findings);
  storage.beginDispatch();
  const arithmetic = createArithmetic(running.rounding, report.numbers);
  const accesses = kernel.memories.map((memory) =>
    accessOf(memory, dispatch, { storage, workgroup: local }, moment, report.memory(memory)),
  );
  const main = kernel.bind(arithmetic, accesses);
  for (const [x, y, z] of workgroups(grid, running)) {
    const name = `(${x}, ${y}, ${z})`;
    storage.beginWorkgroup(name);
    local.beginWorkgroup(name);
    const start = (thread: number) => {
      moment.thread = thread;
      return main({ x, y, z, thread });
    };
    const order = Array.from({ length: kernel.threads }, (_, thread) => thread);
    if (!kernel.waits) {
      for (const thread of random.shuffle(order)) start(thread);
      continue;
    }
    const threads = order.map((thread) => start(thread)!);
    runTogether(threads, random.shuffle(order), running, { storage, local, moment }, report);
  }
}

interface Clocks {
  readonly storage: Epochs;
  readonly local: Epochs;
  readonly moment: Moment;
}

/** Runs the threads of a workgroup from barrier to barrier. */
function runTogether(
  threads: readonly Thread[],
  order: number[],
  { random }: Running,
  { storage, local, moment }: Clocks,
  report: Reporter,
): void {
  for (;;) {
    /** The barriers at which threads wait, each with one of these threads; 0 is the end. */
    const reached = new Map<number, number>();
    for (const thread of random.shuffle(order)) {
      moment.thread = thread;
      const { done, value } = threads[thread]!.next();
      const barrier = done ? 0 : value;
      if (!reached.has(barrier)) reached.set(barrier, thread);
    }
    if (reached.size > 1) return report.divergent(reached);
    const [barrier] = [...reached.keys()];
    if (barrier === 0) return;
    // A barrier orders only the memory in its name.
    const { space } = barrierOf(barrier!);
    (space === 'storage' ? storage : local).barrier();
  }
}

/** All workgroups of a grid in random order, or a sample with the first two and the last. */
function workgroups(
  [across, down, deep]: Dispatch['grid'],
  { random, mostWorkgroups }: Running,
): (readonly [x: number, y: number, z: number])[] {
  const count = across * down * deep;
  const chosen = new Set<number>();
  if (count <= mostWorkgroups) for (let i = 0; i < count; i++) chosen.add(i);
  else for (const always of [0, 1, count - 1]) chosen.add(always);
  while (chosen.size < Math.min(count, mostWorkgroups)) chosen.add(random.below(count));
  return random
    .shuffle([...chosen])
    .map((i) => [i % across, Math.floor(i / across) % down, Math.floor(i / (across * down))]);
}

function accessOf(
  memory: Memory,
  { label, bound }: Dispatch,
  epochs: Readonly<Record<Memory['space'], Epochs>>,
  moment: Moment,
  faults: MemoryFaults,
): Access {
  const { element, count } = memory.type;
  const { width } = element;
  const Numbers = ARRAYS[element.of as keyof typeof ARRAYS];
  if (memory.space === 'workgroup') {
    const data = new Numbers(count! * width);
    const watched = {
      count: count!,
      width,
      first: 0,
      stride: 1,
      needsWriter: 'in workgroup',
    } as const;
    return { data, ...watch(watched, new Shadow(count!), epochs.workgroup, moment, faults) };
  }
  const range = bound.get(memory.binding!);
  if (!range) throw new TypeError(`${label}: no buffer is bound as ${memory.name}.`);
  const words = range.size / 4;
  const data = new Numbers(range.data, range.offset, words);
  const size = { count: Math.floor(words / width), width };
  if (!memory.writable && !range.isScratch) return { data, ...watchBounds(size, faults) };
  const needsWriter = range.isScratch ? 'ever' : null;
  const watched = { ...size, first: range.offset / 4, stride: width, needsWriter } as const;
  return { data, ...watch(watched, range.shadow, epochs.storage, moment, faults) };
}
