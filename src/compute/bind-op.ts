import { OP_SPECS, type ArgsOf, type Dims } from './op-specs';
import type { DType, Tensor } from './tensor';
import type { TrainingOps } from './training-ops';

/**
 * Checks the arguments of an op against its spec in `op-specs.ts`, the same way on every backend.
 */

/**
 * Checks the arguments of an op against its spec.
 * @returns the extents by letter
 * @throws RangeError naming the op, the tensor, what the op expects and what it was given
 * @throws TypeError if a tensor is missing, or is an output and another argument too
 */
export function bindOp<Op extends keyof TrainingOps>(op: Op, args: ArgsOf<Op>): Dims {
  const { numbers = {}, check } = SPECS[op];
  const dims: Bound = {};
  const values = args as Readonly<Record<string, unknown>>;
  for (const [letter, name] of Object.entries(numbers)) dims[letter] = values[name] as number;
  const given = tensorsOf(op, args);
  for (const { path, tensor, spec } of given) {
    const { axes, dtype } = spec;
    const before = { ...dims };
    if (tensor.dtype !== dtype || !bindAxes(axes, tensor.shape, dims)) {
      throw new RangeError(
        `${op}: ${path} (${tensor.name}) must be ${dtype} ${expected(axes, before)}, ` +
          `not ${tensor.dtype} [${tensor.shape.join(', ')}].`,
      );
    }
  }
  const problem = check?.(dims as unknown as Dims, args);
  if (problem) throw new RangeError(`${op}: ${problem}.`);
  checkWritten(op, given);
  return dims as unknown as Dims;
}

/**
 * Wraps ops so that they check their arguments first. Every backend records through these. So a
 * wrong shape is the same error everywhere, thrown from the call that is wrong.
 * @param ops called with the arguments and the extents by letter
 */
export function checkedOps<Name extends keyof TrainingOps>(ops: {
  readonly [Op in Name]: (args: ArgsOf<Op>, dims: Dims) => void;
}): Pick<TrainingOps, Name> {
  const checked = (Object.keys(ops) as Name[]).map((op) => {
    const run = ops[op] as (args: object, dims: Dims) => void;
    return [op, (args: ArgsOf<Name>) => run(args, bindOp(op, args))] as const;
  });
  return Object.fromEntries(checked) as unknown as Pick<TrainingOps, Name>;
}

/** The tensors of an op's spec, including the optional ones. */
export function tensorSpecs(op: keyof TrainingOps): readonly TensorSpec[] {
  return AXES[op];
}

/** A spec of any op, as the binder reads it. */
const SPECS = OP_SPECS as unknown as Readonly<
  Record<
    keyof TrainingOps,
    {
      readonly numbers?: Readonly<Record<string, string>>;
      readonly writes: readonly string[];
      readonly mayBeOne?: readonly string[];
      check?(dims: Dims, args: object): string | null;
    }
  >
>;

type Bound = Record<string, number | readonly number[]>;

export interface Axis {
  readonly text: string;
  readonly factor: number;
  /** `null` for a fixed extent; `factor` is then the extent. */
  readonly letter: string | null;
}

export interface TensorSpec {
  readonly path: string;
  readonly group: string | null;
  readonly dtype: DType;
  readonly optional: boolean;
  /** `null` for any shape; all tensors of the op with `null` have the same shape. */
  readonly axes: readonly Axis[] | null;
}

/** The specs, parsed. */
const AXES = Object.fromEntries(
  Object.entries(OP_SPECS).map(([op, { tensors }]) => [op, parseTensors(tensors)]),
) as unknown as Readonly<Record<keyof TrainingOps, readonly TensorSpec[]>>;

function parseTensors(tensors: Readonly<Record<string, string | object>>): TensorSpec[] {
  return Object.entries(tensors).flatMap(([name, spec]) =>
    typeof spec === 'string'
      ? [parseTensor(name, null, spec)]
      : Object.entries(spec).map(([part, text]) =>
          parseTensor(`${name}.${part}`, name, text as string),
        ),
  );
}

function parseTensor(path: string, group: string | null, spec: string): TensorSpec {
  const [, type, shape, mark] = /^(u32 )?(.*?)(\?)?$/.exec(spec)!;
  const parseAxis = (text: string): Axis => {
    const [, factor, letter] = /^(\d*)([A-Z]?)$/.exec(text)!;
    return { text, factor: factor === '' ? 1 : Number(factor), letter: letter || null };
  };
  return {
    path,
    group,
    dtype: type ? 'u32' : 'f32',
    optional: mark !== undefined,
    axes: shape === '…' ? null : shape!.split(' ').map(parseAxis),
  };
}

/** Binds letters that are still free. @returns whether the shape fits those that are not */
function bindAxes(axes: readonly Axis[] | null, shape: readonly number[], dims: Bound): boolean {
  if (axes === null) {
    const whole = (dims['…'] ??= shape) as readonly number[];
    return shape.length === whole.length && shape.every((extent, at) => extent === whole[at]);
  }
  if (axes.length !== shape.length) return false;
  return axes.every(({ factor, letter }, at) => {
    const extent = shape[at]!;
    if (letter === null) return extent === factor;
    const known = dims[letter] as number | undefined;
    if (known !== undefined) return extent === factor * known;
    if (extent % factor !== 0) return false;
    dims[letter] = extent / factor;
    return true;
  });
}

/** `[B, 3D] with B = 2, D = 8` */
function expected(axes: readonly Axis[] | null, dims: Bound): string {
  if (axes === null) {
    const shape = dims['…'] as readonly number[] | undefined;
    return shape ? `[${shape.join(', ')}]` : 'of any shape';
  }
  const letters = [...new Set(axes.flatMap(({ letter }) => letter ?? []))];
  const known = letters.filter((letter) => letter in dims);
  const where = known.map((letter) => `${letter} = ${String(dims[letter])}`).join(', ');
  return `[${axes.map(({ text }) => text).join(', ')}]${where && ` with ${where}`}`;
}

interface Given {
  readonly path: string;
  readonly group: string | null;
  readonly tensor: Tensor;
  readonly spec: TensorSpec;
}

/**
 * The tensors among the arguments of an op.
 * @throws TypeError if one is missing
 */
export function tensorsOf<Op extends keyof TrainingOps>(op: Op, args: ArgsOf<Op>): Given[] {
  const values = args as Readonly<Record<string, unknown>>;
  return AXES[op].flatMap((spec) => {
    const { path, group, optional } = spec;
    const holder = group === null ? values : (values[group] as typeof values | null | undefined);
    if (holder == null) return [];
    const tensor = holder[path.slice(path.indexOf('.') + 1)] as Tensor | null | undefined;
    if (tensor != null) return [{ path, group, tensor, spec }];
    if (optional) return [];
    throw new TypeError(`${op}: ${path} is missing.`);
  });
}

function checkWritten(op: keyof TrainingOps, given: readonly Given[]): void {
  const { writes, mayBeOne = [] } = SPECS[op];
  for (const { path, group, tensor } of given) {
    if (!writes.includes(group ?? path)) continue;
    const other = given.find((one) => one.tensor === tensor && one.path !== path);
    if (other === undefined || (mayBeOne.includes(path) && mayBeOne.includes(other.path))) continue;
    throw new TypeError(
      `${op}: tensor ${tensor.name} cannot be ${path} and ${other.path} at once.`,
    );
  }
}
