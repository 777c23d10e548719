import type { TypeName } from '../wgsl/syntax';
import { WgslError } from '../wgsl/tokens';
import { concrete, plainNamed, scalar, type Plain } from '../wgsl/types';
import type { Choices } from './operators';
import { convert, reusable, unify, value, widen, type Value } from './value';

type Builtin = (args: readonly Value[], choices: Choices, line: number) => Value;

/** Functions of f32 that the runtime (`arithmetic.ts`) has under the same name. */
const FLOAT_FUNCTIONS = [
  ...['exp', 'exp2', 'log', 'log2', 'sqrt', 'inverseSqrt', 'sin', 'cos', 'tanh', 'atan', 'atan2'],
  ...['pow', 'abs', 'sign', 'floor', 'ceil', 'trunc'],
];

const EXTREMA = ['min', 'max'];

/** Applies a function of the runtime to each component of the arguments. */
function onEach(name: string, args: readonly Value[]): Value {
  const [first] = args;
  const parts = first!.parts.map(
    (_, i) => `${name}(${args.map(({ parts }) => parts[i]).join(', ')})`,
  );
  return value(first!.type, parts, args);
}

/** Arguments of one type; abstract ones become f32. */
function floats(args: readonly Value[], choices: Choices, line: number): Value[] {
  return unify(args, choices, line).map((each) => convert(each, 'f32', line));
}

const BUILTINS: Readonly<Record<string, Builtin>> = {
  ...Object.fromEntries(
    FLOAT_FUNCTIONS.map((name): [string, Builtin] => [
      name,
      (args, choices, line) => onEach(name, floats(args, choices, line)),
    ]),
  ),
  ...Object.fromEntries(
    EXTREMA.map((name): [string, Builtin] => [
      name,
      (args, choices, line) => onEach(`Math.${name}`, unify(args, choices, line)),
    ]),
  ),
  clamp: ([x, low, high], choices, line) => {
    const [a, b, c] = unify([x!, low!, high!], choices, line) as [Value, Value, Value];
    return onEach('Math.min', [onEach('Math.max', [a, b]), c]);
  },
  fma: (args, choices, line) => {
    const [a, b, c] = floats(args, choices, line) as [Value, Value, Value];
    const fused = choices.fuses();
    const parts = a.parts.map((part, i) => {
      const product = `${part} * ${b.parts[i]}`;
      return `round(${fused ? product : `round(${product})`} + ${c.parts[i]})`;
    });
    return value(a.type, parts, [a, b, c]);
  },
  // WGSL only says that it is the sum of the products, in any order, fused or not.
  dot: (args, choices, line) => {
    const [a, b] = floats(args, choices, line) as [Value, Value];
    const fused = choices.fuses();
    const products = a.parts.map((part, i) => `${part} * ${b.parts[i]}`);
    if (choices.fuses()) products.reverse();
    const sum = products.reduce(
      (before, product) => `round(${before} + ${fused ? product : `round(${product})`})`,
      '0',
    );
    return value(scalar('f32'), [sum], [a, b]);
  },
  // Both sides are evaluated, but the side that is not chosen matters only if it touches memory.
  select: ([no, yes, chosen], choices, line) => {
    const [a, b] = unify([no!, yes!], choices, line) as [Value, Value];
    const { width } = a.type;
    const one = chosen!.type.width === 1;
    const condition = one ? reusable(chosen!, choices) : widen(chosen!, width, choices, line);
    const [left, right] = [a, b].map((side) => (side.touches ? reusable(side, choices) : side)) as [
      Value,
      Value,
    ];
    const parts = left.parts.map(
      (part, i) => `(${condition.parts[one ? 0 : i]} ? ${right.parts[i]} : ${part})`,
    );
    return value(left.type, parts, [left, right, condition]);
  },
  ...Object.fromEntries(
    (['any', 'all'] as const).map((name): [string, Builtin] => [
      name,
      ([x]) =>
        value(scalar('bool'), [`(${x!.parts.join(name === 'any' ? ' || ' : ' && ')})`], [x!]),
    ]),
  ),
};

/** @returns null if there is no such function */
export function callBuiltin(
  name: string,
  args: readonly Value[],
  choices: Choices,
  line: number,
): Value | null {
  return BUILTINS[name]?.(args, choices, line) ?? null;
}

const CONVERSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  f32: { u32: 'round', i32: 'round', bool: 'Number' },
  u32: { f32: 'toU32', i32: 'asU32', bool: 'Number' },
  i32: { f32: 'toI32', u32: 'asI32', bool: 'Number' },
  bool: { f32: 'Boolean', u32: 'Boolean', i32: 'Boolean' },
};

/** `f32(x)`, `vec4f(a, b, c, d)`, `vec4f(x)`, `vec4f()`. */
export function construct(
  type: Plain,
  args: readonly Value[],
  choices: Choices,
  line: number,
): Value {
  if (args.length === 0) {
    const zero = type.of === 'bool' ? 'false' : '0';
    return value(
      type,
      Array.from({ length: type.width }, () => zero),
    );
  }
  const converted = args.map((arg) => {
    const from = concrete(arg.type).of;
    if (from === type.of || arg.type.of.startsWith('abstract')) return convert(arg, type.of, line);
    const by = CONVERSIONS[type.of]![from]!;
    return value(
      { ...arg.type, of: type.of },
      arg.parts.map((part) => `${by}(${part})`),
      [arg],
    );
  });
  if (converted.length === 1) return widen(converted[0]!, type.width, choices, line);
  const parts = converted.flatMap((arg) => arg.parts);
  if (parts.length !== type.width)
    throw new WgslError(`wrong number of components: ${parts.length}`, line);
  return value(type, parts, converted);
}

const BITCASTS = new Map([
  ['f32 to u32', 'bitsOf'],
  ['u32 to f32', 'fromBits'],
]);

/** `bitcast<u32>(x)` and `bitcast<f32>(x)`. */
export function bitcast(to: TypeName, [arg]: readonly Value[], line: number): Value {
  const type = plainNamed(to);
  const from = arg!.type.of;
  const by = BITCASTS.get(`${from} to ${type?.of}`);
  if (!type || !by || type.width !== arg!.type.width) {
    throw new WgslError(`the emulator does not know a bitcast from ${from} to ${to.name}`, line);
  }
  return value(
    type,
    arg!.parts.map((part) => `${by}(${part})`),
    [arg!],
  );
}
