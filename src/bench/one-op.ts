import type { Backend, Program } from '../compute/backend';
import { tensorSpecs, type TensorSpec } from '../compute/bind-op';
import { CPU_OPS, createCpuBackend } from '../compute/cpu/backend';
import { OP_SPECS } from '../compute/op-specs';
import { sizeOf, type Tensor, type TensorData } from '../compute/tensor';
import { RATES, trains, type TrainingBackend } from '../compute/training-ops';
import { createRandom, normal, type Random } from '../puzzles/random';
import { measureKernels, type KernelFigures, type TimingOptions } from './kernels';
import type { Extents, OpName } from './op-shapes';

/** The result of trying an op on a backend. */
export interface OpFigures {
  readonly op: OpName;
  readonly extents: Extents;
  /** For each output: its difference from the reference, relative to the largest number. */
  readonly differences: readonly { readonly tensor: string; readonly relative: number }[];
  readonly kernels: readonly KernelFigures[];
  /** Source texts of the kernels by name, if the device has them (WGSL). */
  readonly code: Readonly<Record<string, string>>;
}

/**
 * Runs one op at one shape on random numbers, compares its outputs with the CPU reference, and
 * times it.
 * @param optional whether optional tensors are given
 * @throws RangeError if the shape makes no sense, or the backend does not train
 */
export async function tryOp(
  backend: Backend,
  op: OpName,
  extents: Extents,
  optional: boolean,
  options: TimingOptions = {},
): Promise<OpFigures> {
  if (!trains(backend)) throw new RangeError(`${backend.description} does not train.`);
  const inputs = drawInputs(op, extents, optional);
  const wanted = await runOn(createCpuBackend(), op, inputs, extents);
  const got = await runOn(backend, op, inputs, extents);
  try {
    const kernels = got.program.kernels();
    const differences = got.written.map((tensor, at) => ({
      tensor,
      relative: relativeDifference(wanted.results[at]!, got.results[at]!),
    }));
    const code = kernels.flatMap(({ name, code: text }) => (text === null ? [] : [[name, text]]));
    return {
      ...{ op, extents, differences },
      kernels: await measureKernels(kernels, options),
      code: Object.fromEntries(code) as Record<string, string>,
    };
  } finally {
    got.program.dispose();
    backend.release(got.tensors);
  }
}

/** Largest difference, relative to the largest expected number. */
export function relativeDifference(wanted: TensorData, got: TensorData): number {
  let [largest, worst] = [0, 0];
  wanted.forEach((value, at) => {
    largest = Math.max(largest, Math.abs(value));
    // `Math.max` passes NaN on, as it should.
    worst = Math.max(worst, Math.abs(value - got[at]!));
  });
  return largest > 0 ? worst / largest : worst;
}

interface Input {
  readonly spec: TensorSpec;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

interface Ran {
  readonly program: Program;
  readonly tensors: readonly Tensor[];
  readonly written: readonly string[];
  readonly results: readonly TensorData[];
}

/** Records the op on tensors with these numbers and runs it once. */
async function runOn(
  backend: TrainingBackend,
  op: OpName,
  inputs: readonly Input[],
  extents: Extents,
): Promise<Ran> {
  const args: Record<string, unknown> = numbersOf(op, extents);
  const tensors = new Map<string, Tensor>();
  for (const { spec, shape, data } of inputs) {
    const { path, group, dtype } = spec;
    const constant = path === 'weight';
    const tensor = backend.tensor(path, shape, { dtype, data, constant });
    tensors.set(path, tensor);
    if (group === null) args[path] = tensor;
    else args[group] = { ...(args[group] as object), [path.slice(group.length + 1)]: tensor };
  }
  const writes = OP_SPECS[op].writes as readonly string[];
  const written = inputs
    .map(({ spec }) => spec)
    .filter(({ path, group }) => writes.includes(group ?? path))
    .map(({ path }) => path);
  const all = [...tensors.values()];
  try {
    const program = await backend.recordTraining(
      (ops) => (ops[op] as (given: unknown) => void)(args),
      written.map((path) => tensors.get(path)!),
    );
    return { program, written, tensors: all, results: await program.run() };
  } catch (error) {
    backend.release(all);
    throw error;
  }
}

/** Arguments that are not tensors, and `null` for tensors that are left out. */
function numbersOf(op: OpName, extents: Extents): Record<string, unknown> {
  const missing: Partial<Record<OpName, readonly string[]>> = {
    embed: ['positionTable'],
    embedBackward: ['dTokenTable', 'dPositionTable', 'dPuzzleRows'],
    qLoss: ['next'],
  };
  const side = Math.floor(Math.sqrt(extents.P ?? 0));
  return {
    ...Object.fromEntries((missing[op] ?? []).map((name) => [name, null])),
    heads: extents.H,
    scale: 1,
    alpha: 0.05,
    beta: 0.95,
    epsilon: 1e-5,
    power: 2,
    kind: op === 'adam' ? 'AdamATan2' : 'stablemax_cross_entropy',
    datasetSize: 64,
    matrices: [{ offset: 0, rows: side, columns: side }],
  };
}

/** Numbers for every tensor of an op, always the same. */
function drawInputs(op: OpName, extents: Extents, optional: boolean): Input[] {
  const random = createRandom(1);
  const inputs = tensorSpecs(op)
    .filter((spec) => optional || !spec.optional)
    .map((spec): Input => {
      const shape = spec.axes?.map(
        ({ factor, letter }) => factor * (letter === null ? 1 : extents[letter]!),
      ) ?? [extents.P!];
      return { spec, shape, data: draw(spec, shape, extents, random) };
    });
  if (op !== 'attentionBackward') return inputs;
  // Its probabilities come from a forward pass.
  const of = (path: string) => inputs.find(({ spec }) => spec.path === path)!;
  attend(of, extents);
  return inputs;
}

/** Fills `out` and `logSumExp` with the result of attention on `qkv`. */
function attend(of: (path: string) => Input, { H: heads }: Extents): void {
  const backend = createCpuBackend();
  const tensor = (path: string) =>
    backend.tensor(path, of(path).shape, { data: of(path).data }) as Tensor & {
      readonly data: TensorData;
    };
  const [out, saveLogSumExp] = [tensor('out'), tensor('logSumExp')];
  const rope = { cos: tensor('rope.cos'), sin: tensor('rope.sin') };
  CPU_OPS.attention({ qkv: tensor('qkv'), rope, heads: heads!, out, saveLogSumExp });
  of('out').data.set(out.data);
  of('logSumExp').data.set(saveLogSumExp.data);
}

/** Weights of an update: small steps, moments of an early step, one puzzle row in ten. */
const USUAL_RATES: Readonly<Record<(typeof RATES)[number], number>> = {
  ...{ lr: 1e-3, weightDecay: 0.1, beta1: 0.9, beta2: 0.95, correction1: 0.1, correction2: 0.05 },
  ...{ epsilon: 1e-8, clip: 1, emaDecay: 0.999, puzzleLr: 1e-2, puzzleWeightDecay: 0.1 },
};

/** Upper bounds of tensors of whole numbers, by the last word of their path. */
const BELOW: Readonly<Record<string, (extents: Extents) => number>> = {
  tokens: ({ V }) => V ?? 10,
  labels: ({ V }) => V ?? 10,
  identifiers: ({ I }) => I ?? 1,
  draw: ({ N }) => N ?? 1,
  halted: () => 2,
  mask: () => 2,
  segments: () => 4,
  correct: () => 2,
};

const POSITIVE = ['inverseRms', 'norm', 'expAvgSq'];

function draw(
  { path, dtype }: TensorSpec,
  shape: readonly number[],
  extents: Extents,
  random: Random,
): TensorData {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const size = sizeOf(shape);
  if (dtype === 'f32') {
    if (name === 'rates') return Float32Array.from(RATES, (rate) => USUAL_RATES[rate]);
    const draws = Float32Array.from({ length: size }, () => normal(random));
    return POSITIVE.includes(name) ? draws.map((value) => 0.1 + Math.abs(value)) : draws;
  }
  // Seed, step, limit and exploration.
  if (name === 'control') return Uint32Array.of(1, 0, 8, 0);
  if (name === 'labelCount') return new Uint32Array(size).fill(2);
  const below = BELOW[name]?.(extents) ?? 1;
  return Uint32Array.from({ length: size }, () => random.below(below));
}
