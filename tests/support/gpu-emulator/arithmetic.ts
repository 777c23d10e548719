/**
 * Arithmetic as WGSL defines it. If a u32 wraps around, that is reported. Functions of f32 have errors
 * up to the bounds in the specification's table of accuracies
 * (https://www.w3.org/TR/WGSL/#concrete-float-accuracy). An error depends only on the argument and a
 * seed, so equal arguments give equal results.
 */
export interface Arithmetic {
  round(x: number): number;
  divide(a: number, b: number): number;
  exp(x: number): number;
  exp2(x: number): number;
  log(x: number): number;
  log2(x: number): number;
  sqrt(x: number): number;
  inverseSqrt(x: number): number;
  sin(x: number): number;
  cos(x: number): number;
  tanh(x: number): number;
  atan(x: number): number;
  atan2(y: number, x: number): number;
  pow(x: number, y: number): number;
  abs(x: number): number;
  sign(x: number): number;
  floor(x: number): number;
  ceil(x: number): number;
  trunc(x: number): number;
  addU32(a: number, b: number, line: number): number;
  subtractU32(a: number, b: number, line: number): number;
  multiplyU32(a: number, b: number, line: number): number;
  divideU32(a: number, b: number, line: number): number;
  moduloU32(a: number, b: number, line: number): number;
  shiftBy(bits: number, line: number): number;
  /** Checks an index of a thread's own array. */
  within(index: number, count: number, line: number): number;
  toU32(x: number): number;
  toI32(x: number): number;
  asU32(x: number): number;
  asI32(x: number): number;
  bitsOf(x: number): number;
  fromBits(bits: number): number;
}

/** Receives the faults of integer arithmetic. */
export interface WholeNumberFaults {
  wrapped(line: number, calculation: string): void;
  outside(line: number, index: number, count: number): void;
}

export interface Rounding {
  readonly seed: number;
  /**
   * `nearest`: sums and products are rounded to the nearest number, as on all known GPUs. `either`:
   * they are rounded up or down, which is all that WGSL requires. Numbers below 2⁻¹²⁶ become 0, which
   * WGSL allows.
   */
  readonly sums: 'nearest' | 'either';
}

const U32_RANGE = 2 ** 32;
const SMALLEST_NORMAL = 2 ** -126;
const SMALLEST = 2 ** -149;
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The distance between neighbouring f32 numbers around x. */
function unitInLastPlace(x: number): number {
  float[0] = x;
  bits[0] = bits[0]! & 0x7f800000;
  return Math.max(float[0] * 2 ** -23, SMALLEST);
}

export function createArithmetic(rounding: Rounding, faults: WholeNumberFaults): Arithmetic {
  const salt = Math.imul(rounding.seed + 1, 0x9e3779b1);

  /** A number between −1 and 1, the same for the same arguments. */
  const chance = (a: number, b: number) => {
    float[0] = a;
    let hash = Math.imul(bits[0]! ^ salt, 0x85ebca77);
    float[0] = b;
    hash = Math.imul(hash ^ (hash >>> 15) ^ bits[0]!, 0xc2b2ae3d);
    return (hash ^ (hash >>> 13)) / 2 ** 31;
  };
  /** A result with an error of at most `bound`, which includes the error of rounding it. */
  const wrongBy = (exact: number, bound: number, a: number, b: number) => {
    if (!Number.isFinite(exact)) return exact;
    const left = Math.max(bound - unitInLastPlace(exact) / 2, 0);
    return Math.fround(exact + left * chance(a, b));
  };
  /** An exact 0 stays 0: WGSL would allow an error, but no device has one. */
  const wrongByUnits = (exact: number, units: number, a: number, b = 0) =>
    exact === 0 ? exact : wrongBy(exact, units * unitInLastPlace(exact), a, b);

  let draws = salt | 1;
  const either = (x: number) => {
    draws = (Math.imul(draws, 0x915f77f5) + 1) | 0;
    // The factor is so close to 1 that an exact f32 does not change.
    const rounded = Math.fround(x * (1 + draws * 2 ** -56));
    return Math.abs(rounded) < SMALLEST_NORMAL ? 0 : rounded;
  };

  const divide = (a: number, b: number) => {
    const size = Math.abs(b);
    const accurate = size >= SMALLEST_NORMAL && size <= 2 ** 126;
    return accurate ? wrongByUnits(a / b, 2.5, a, b) : Math.fround(a / b);
  };
  const exp2 = (x: number) => wrongByUnits(2 ** x, 3 + 2 * Math.abs(x), x);
  const logarithm = (exact: number, x: number) =>
    x >= 0.5 && x <= 2 ? wrongBy(exact, 2 ** -21, x, 0) : wrongByUnits(exact, 3, x);
  const log2 = (x: number) => logarithm(Math.log2(x), x);
  const inverseSqrt = (x: number) => wrongByUnits(1 / Math.sqrt(x), 2, x);
  const wrap = (line: number, a: number, operator: string, b: number, result: number) => {
    faults.wrapped(line, `${a} ${operator} ${b}`);
    return result;
  };

  return {
    round: rounding.sums === 'nearest' ? Math.fround : either,
    divide,
    exp: (x) => wrongByUnits(Math.exp(x), 3 + 2 * Math.abs(x), x),
    exp2,
    log: (x) => logarithm(Math.log(x), x),
    log2,
    sqrt: (x) => divide(1, inverseSqrt(x)),
    inverseSqrt,
    sin: (x) => wrongBy(Math.sin(x), 2 ** -11, x, 0),
    cos: (x) => wrongBy(Math.cos(x), 2 ** -11, x, 1),
    tanh: (x) => wrongBy(Math.tanh(x), 1e-5, x, 0),
    atan: (x) => wrongByUnits(Math.atan(x), 4096, x),
    atan2: (y, x) => wrongByUnits(Math.atan2(y, x), 4096, y, x),
    pow: (x, y) => exp2(Math.fround(y * log2(x))),
    abs: Math.abs,
    sign: Math.sign,
    floor: Math.floor,
    ceil: Math.ceil,
    trunc: Math.trunc,
    addU32(a, b, line) {
      const sum = a + b;
      return sum < U32_RANGE ? sum : wrap(line, a, '+', b, sum - U32_RANGE);
    },
    subtractU32(a, b, line) {
      return a >= b ? a - b : wrap(line, a, '-', b, a - b + U32_RANGE);
    },
    multiplyU32(a, b, line) {
      const product = a * b;
      return product < U32_RANGE ? product : wrap(line, a, '*', b, Math.imul(a, b) >>> 0);
    },
    // WGSL: x / 0 is x, and x % 0 is 0.
    divideU32: (a, b, line) => (b > 0 ? Math.floor(a / b) : wrap(line, a, '/', b, a)),
    moduloU32: (a, b, line) => (b > 0 ? a % b : wrap(line, a, '%', b, 0)),
    shiftBy: (by, line) => (by < 32 ? by : wrap(line, 1, '<<', by, by % 32)),
    within(index, count, line) {
      if (index < count) return index;
      faults.outside(line, index, count);
      return count - 1;
    },
    toU32: (x) => Math.min(Math.max(Math.trunc(x) || 0, 0), U32_RANGE - 256),
    toI32: (x) => Math.min(Math.max(Math.trunc(x) || 0, -(2 ** 31)), 2 ** 31 - 128),
    asU32: (x) => x >>> 0,
    asI32: (x) => x | 0,
    bitsOf(x) {
      float[0] = x;
      return bits[0]!;
    },
    fromBits(x) {
      bits[0] = x;
      return float[0]!;
    },
  };
}
