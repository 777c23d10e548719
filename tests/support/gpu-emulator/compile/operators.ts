import { WgslError } from '../wgsl/tokens';
import { nameOf, type Plain } from '../wgsl/types';
import { convert, unify, value, type Temporaries, type Value } from './value';

/** Decisions about the arithmetic of a function. */
export interface Choices extends Temporaries {
  /** Whether to fuse this product with this sum. WGSL allows both. */
  fuses(): boolean;
  /** Whether u32 numbers of this function wrap around on purpose. */
  readonly wraps: boolean;
}

const COMPARISONS: Readonly<Record<string, string>> = {
  ...{ '==': '===', '!=': '!==', '<': '<', '>': '>', '<=': '<=', '>=': '>=' },
};

const U32_FUNCTIONS: Readonly<Record<string, string>> = {
  ...{ '+': 'addU32', '-': 'subtractU32', '*': 'multiplyU32', '/': 'divideU32', '%': 'moduloU32' },
};

const WRAPPING: Readonly<Record<string, (a: string, b: string) => string>> = {
  '+': (a, b) => `((${a} + ${b}) >>> 0)`,
  '-': (a, b) => `((${a} - ${b}) >>> 0)`,
  '*': (a, b) => `(Math.imul(${a}, ${b}) >>> 0)`,
};

/** For numbers that cannot wrap around, and divisors that are not 0. */
const UNWATCHED: Readonly<Record<string, (a: string, b: string) => string>> = {
  '+': (a, b) => `(${a} + ${b})`,
  '*': (a, b) => `(${a} * ${b})`,
  '/': (a, b) => `(${a} / ${b} >>> 0)`,
  '%': (a, b) => `(${a} % ${b})`,
};

const LARGEST = 2 ** 32 - 1;

/** The largest result for operands of at most `a` and `b`; Infinity if unknown. */
function mostOf(operator: string, a: number, b: number, divisor: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '*':
      return a * b;
    case '/':
      return divisor > 0 ? Math.floor(a / divisor) : Infinity;
    case '%':
      return divisor > 0 ? Math.min(a, divisor - 1) : Infinity;
    default:
      return Infinity;
  }
}

const I32_OPERATORS: Readonly<Record<string, (a: string, b: string) => string>> = {
  '+': (a, b) => `((${a} + ${b}) | 0)`,
  '-': (a, b) => `((${a} - ${b}) | 0)`,
  '*': (a, b) => `Math.imul(${a}, ${b})`,
  '/': (a, b) => `((${a} / ${b}) | 0)`,
  '%': (a, b) => `((${a} % ${b}) | 0)`,
};

export function unary(operator: string, operand: Value, line: number): Value {
  const { of } = operand.type;
  const kinds = { '-': ['f32', 'i32', 'abstract-int', 'abstract-float'], '!': ['bool'] };
  const fits = kinds[operator as '-' | '!'] as readonly string[] | undefined;
  if (!fits?.includes(of))
    throw new WgslError(`the emulator does not know ${operator} of ${of}`, line);
  const parts = operand.parts.map((part) => `(${operator}${part})`);
  return value(operand.type, parts, [operand]);
}

export function binary(
  operator: string,
  left: Value,
  right: Value,
  choices: Choices,
  line: number,
): Value {
  if (operator === '<<' || operator === '>>') return shift(operator, left, right, line);
  const [a, b] = unify([left, right], choices, line) as [Value, Value];
  const each = (type: Plain, text: (a: string, b: string) => string) =>
    value(
      type,
      a.parts.map((part, i) => text(part, b.parts[i]!)),
      [a, b],
    );
  const comparison = COMPARISONS[operator];
  if (comparison) {
    return each({ ...a.type, of: 'bool' }, (x, y) => `(${x} ${comparison} ${y})`);
  }
  switch (a.type.of) {
    case 'f32':
      return onFloats(operator, a, b, choices, line);
    case 'u32':
      return onWholeNumbers(operator, a, b, choices, line);
    case 'i32':
      if ('&|^'.includes(operator)) return each(a.type, (x, y) => `(${x} ${operator} ${y})`);
      return each(a.type, I32_OPERATORS[operator]!);
    case 'abstract-int':
    case 'abstract-float': {
      const whole = a.type.of === 'abstract-int' && operator === '/';
      return each(a.type, (x, y) =>
        whole ? `Math.trunc(${x} / ${y})` : `(${x} ${operator} ${y})`,
      );
    }
    case 'bool':
      throw new WgslError(`the emulator does not know ${operator} of ${nameOf(a.type)}`, line);
  }
}

function onWholeNumbers(
  operator: string,
  a: Value,
  b: Value,
  { wraps }: Choices,
  line: number,
): Value {
  const each = (text: (x: string, y: string) => string) =>
    value(
      a.type,
      a.parts.map((part, i) => text(part, b.parts[i]!)),
      [a, b],
    );
  if ('&|^'.includes(operator)) return each((x, y) => `((${x} ${operator} ${y}) >>> 0)`);
  if (wraps && WRAPPING[operator]) return each(WRAPPING[operator]);
  const divisor = /^\d+$/.test(b.parts[0]!) ? Number(b.parts[0]) : 0;
  const most = mostOf(operator, a.most ?? LARGEST, b.most ?? LARGEST, divisor);
  if (most <= LARGEST) return { ...each(UNWATCHED[operator]!), most };
  return each((x, y) => `${U32_FUNCTIONS[operator]}(${x}, ${y}, ${line})`);
}

function onFloats(operator: string, a: Value, b: Value, choices: Choices, line: number): Value {
  const of = [a, b];
  const both = (text: (x: string, y: string) => string, x = a.parts, y = b.parts) =>
    x.map((part, i) => text(part, y[i]!));
  switch (operator) {
    case '*': {
      const exact = both((x, y) => `${x} * ${y}`);
      const rounded = exact.map((part) => `round(${part})`);
      return { ...value(a.type, rounded, of), exact };
    }
    case '+':
    case '-': {
      const sum = (x: string, y: string) => `round(${x} ${operator} ${y})`;
      if (a.exact && choices.fuses()) return value(a.type, both(sum, a.exact), of);
      if (b.exact && choices.fuses()) return value(a.type, both(sum, a.parts, b.exact), of);
      return value(a.type, both(sum), of);
    }
    case '/':
      return value(
        a.type,
        both((x, y) => `divide(${x}, ${y})`),
        of,
      );
    default:
      throw new WgslError(`the emulator does not know ${operator} of f32`, line);
  }
}

function shift(operator: string, left: Value, right: Value, line: number): Value {
  const a = left.type.of === 'abstract-int' ? convert(left, 'u32', line) : left;
  const b = convert(right, 'u32', line);
  if (a.type.of !== 'u32')
    throw new WgslError(`the emulator does not know shifts of ${a.type.of}`, line);
  const parts = a.parts.map((part, i) => {
    const by = `shiftBy(${b.parts[i]}, ${line})`;
    return operator === '<<' ? `((${part} << ${by}) >>> 0)` : `(${part} >>> ${by})`;
  });
  return value(a.type, parts, [a, b]);
}
