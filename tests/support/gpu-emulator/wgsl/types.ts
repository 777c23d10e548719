import type { TypeName } from './syntax';
import { WgslError } from './tokens';

/** Literals without a suffix are abstract until they are combined with a concrete type. */
export type Scalar = 'f32' | 'u32' | 'i32' | 'bool' | 'abstract-int' | 'abstract-float';

/** A number (width 1) or a vector of numbers. */
export interface Plain {
  readonly of: Scalar;
  readonly width: number;
}

export interface ArrayType {
  readonly element: Plain;
  /** Null in a storage buffer, where the size of the binding gives the count. */
  readonly count: number | null;
}

const SCALARS: readonly string[] = ['f32', 'u32', 'i32', 'bool'];
const LETTERS: Readonly<Record<string, Scalar>> = { f: 'f32', u: 'u32', i: 'i32' };

export function scalar(of: Scalar): Plain {
  return { of, width: 1 };
}

/** The number or vector type with this name; null if there is none. */
export function plainNamed({ name, parameter }: TypeName): Plain | null {
  if (SCALARS.includes(name)) return scalar(name as Scalar);
  const vector = /^vec([234])([fui]?)$/.exec(name);
  if (!vector) return null;
  const of = LETTERS[vector[2]!] ?? (parameter && plainNamed(parameter)?.of);
  return of ? { of, width: Number(vector[1]) } : null;
}

/** @throws WgslError unless it is a number or a vector of 32-bit numbers */
export function plainType(name: TypeName): Plain {
  const type = plainNamed(name);
  if (!type) throw new WgslError(`the emulator does not know type ${name.name}`, name.line);
  return type;
}

/** @throws WgslError unless it is an array of numbers or of vectors */
export function arrayType({ name, parameter, count, line }: TypeName): ArrayType {
  if (name !== 'array' || !parameter) throw new WgslError(`${name} is not an array`, line);
  return { element: plainType(parameter), count };
}

export function isAbstract({ of }: Plain): boolean {
  return of === 'abstract-int' || of === 'abstract-float';
}

/** The type of an abstract number if the context requires no other type. */
export function concrete(type: Plain): Plain {
  if (type.of === 'abstract-float') return { ...type, of: 'f32' };
  return type.of === 'abstract-int' ? { ...type, of: 'i32' } : type;
}

export function nameOf({ of, width }: Plain): string {
  return width === 1 ? of : `vec${width}<${of}>`;
}
