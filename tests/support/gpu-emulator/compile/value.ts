import { WgslError } from '../wgsl/tokens';
import { isAbstract, nameOf, type Plain, type Scalar } from '../wgsl/types';

/**
 * A number or a vector as JavaScript: one expression for each component, so that vectors need no
 * objects. Each of `parts` may be evaluated at most once, and only after `before`.
 */
export interface Value {
  readonly type: Plain;
  /** Expressions to evaluate first, separated by commas; or empty. */
  readonly before: string;
  readonly parts: readonly string[];
  /** The components of a product before they are rounded. */
  readonly exact?: readonly string[];
  /** The largest possible u32, if known. Sums of small numbers need no check for wrap-around. */
  readonly most?: number;
  /** Whether it reads memory or calls a function. */
  readonly touches: boolean;
}

/** Creates variables for intermediate values. */
export interface Temporaries {
  temporary(): string;
}

export function value(type: Plain, parts: readonly string[], of: readonly Value[] = []): Value {
  const touches = of.some((each) => each.touches);
  return { type, before: sequence(...of.map(({ before }) => before)), parts, touches };
}

/** Joins expressions that are evaluated in order. */
export function sequence(...expressions: readonly string[]): string {
  return expressions.filter(Boolean).join(', ');
}

/** A number as one expression. */
export function inline({ before, parts: [part] }: Value): string {
  return before ? `(${before}, ${part})` : part!;
}

/** A value whose parts may be used several times. */
export function reusable(given: Value, names: Temporaries): Value {
  if (given.parts.every((part) => /^[\w.]+$/.test(part))) return given;
  const held = given.parts.map(() => names.temporary());
  const assignments = given.parts.map((part, i) => `${held[i]} = ${part}`);
  const before = sequence(given.before, ...assignments);
  return { type: given.type, before, parts: held, touches: given.touches };
}

/**
 * Converts a value as WGSL does implicitly: from an abstract type to a concrete one.
 * @throws WgslError if the program would need an explicit conversion
 */
export function convert(given: Value, of: Scalar, line: number): Value {
  const { type } = given;
  if (type.of === of) return given;
  const fits = type.of === 'abstract-int' ? of !== 'bool' : of === 'f32';
  if (!isAbstract(type) || !fits) throw new WgslError(`${nameOf(type)} is not ${of}`, line);
  const parts = of === 'f32' ? given.parts.map((part) => `round(${part})`) : given.parts;
  return { ...given, type: { ...type, of }, parts };
}

/** Repeats a number to a vector of `width` components; a vector of that width stays as it is. */
export function widen(given: Value, width: number, names: Temporaries, line: number): Value {
  if (given.type.width === width) return given;
  if (given.type.width !== 1) throw new WgslError(`${nameOf(given.type)} has another width`, line);
  const held = reusable(given, names);
  const parts = Array.from({ length: width }, () => held.parts[0]!);
  return { ...held, type: { ...given.type, width }, parts };
}

/** Converts values to their common type. */
export function unify(given: readonly Value[], names: Temporaries, line: number): Value[] {
  const width = Math.max(...given.map(({ type }) => type.width));
  const concrete = given.find(({ type }) => !isAbstract(type))?.type.of;
  const float = given.some(({ type }) => type.of === 'abstract-float');
  const of = concrete ?? (float ? 'abstract-float' : 'abstract-int');
  return given.map((each) => {
    const { type } = each;
    const abstract = isAbstract(type) && isAbstract({ of, width });
    const converted = abstract ? { ...each, type: { ...type, of } } : convert(each, of, line);
    return widen(converted, width, names, line);
  });
}
