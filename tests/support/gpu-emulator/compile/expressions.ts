import type { Call, Expression } from '../wgsl/syntax';
import { WgslError } from '../wgsl/tokens';
import { arrayType, plainNamed, scalar, type ArrayType, type Plain } from '../wgsl/types';
import { bitcast, callBuiltin, construct } from './builtins';
import { binary, unary, type Choices } from './operators';
import type { Memory, Scope } from './scope';
import { convert, inline, reusable, sequence, value, type Value } from './value';

/** A function of the program, as its callers see it. */
export interface Signature {
  readonly name: string;
  readonly parameters: readonly (Plain & { readonly most?: number | undefined })[];
  readonly result: Plain | null;
  /** Whether the function, or a function that it calls, has a barrier. */
  readonly waits: boolean;
}

/** The context in which expressions are compiled. */
export interface Context extends Choices {
  readonly scope: Scope;
  readonly signatures: ReadonlyMap<string, Signature>;
  /** Records that a shared variable is used. */
  uses(memory: Memory): void;
  /** Records that a function is called. */
  calls(name: string): void;
}

/** The variables for the components of a returned vector; see `returning`. */
const RETURNED = ['returned0', 'returned1', 'returned2', 'returned3'];
export const RETURNED_DECLARATION = `let ${RETURNED.join(', ')};`;

/** Statements that return a vector from a function. */
export function returning({ before, parts }: Value): string {
  const set = parts.map((part, i) => `${RETURNED[i]} = ${part}`);
  return `${sequence(before, ...set)}; return;`;
}

export function compileExpression(node: Expression, context: Context): Value {
  const { line } = node;
  switch (node.kind) {
    case 'literal':
      return literal(node.text);
    case 'name':
      return readName(node.name, context, line);
    case 'unary':
      return unary(node.operator, compileExpression(node.operand, context), line);
    case 'binary': {
      const left = compileExpression(node.left, context);
      const right = compileExpression(node.right, context);
      if (node.operator !== '&&' && node.operator !== '||') {
        return binary(node.operator, left, right, context, line);
      }
      // The right side is evaluated only if it matters, so only then it touches memory.
      const parts = [`(${inline(left)} ${node.operator} ${inline(right)})`];
      const touches = left.touches || right.touches;
      return { type: scalar('bool'), before: '', parts, touches };
    }
    case 'call':
      return compileCall(node, context);
    case 'member':
      return swizzle(compileExpression(node.object, context), node.member, context, line);
    case 'index':
      return readElement(node.object, node.index, context, line);
  }
}

/** Compiles an index as a u32. */
export function compileIndex(node: Expression, context: Context): Value {
  const index = compileExpression(node, context);
  if (index.type.of === 'u32') return index;
  if (index.type.of === 'i32') return value(index.type, [`asU32(${index.parts[0]})`], [index]);
  return convert(index, 'u32', node.line);
}

/** The position of a component in a vector. */
export function componentOf(member: string, { width }: Plain, line: number): number {
  const at = Math.max('xyzw'.indexOf(member), 'rgba'.indexOf(member));
  if (member.length !== 1 || at < 0 || at >= width) {
    throw new WgslError(`a vector of ${width} components has no .${member}`, line);
  }
  return at;
}

/** An element of a thread's own array. It can also be assigned to. */
export function ownElement(
  { name, type }: { readonly name: string; readonly type: ArrayType },
  index: Value,
  context: Context,
  line: number,
): Value {
  const { element, count } = type;
  const place = `within(${index.parts[0]}, ${count}, ${line})`;
  if (element.width === 1) return value(element, [`${name}[${place}]`], [index]);
  const at = context.temporary();
  const parts = Array.from({ length: element.width }, (_, i) => `${name}[${at} + ${i}]`);
  const before = sequence(index.before, `${at} = ${element.width} * ${place}`);
  return { ...value(element, parts, [index]), before };
}

function literal(text: string): Value {
  if (text === 'true' || text === 'false') return value(scalar('bool'), [text]);
  const hex = text.startsWith('0x');
  const suffix = /[iu]$/.exec(text)?.[0] ?? (hex ? undefined : /f$/.exec(text)?.[0]);
  const number = Number(suffix ? text.slice(0, -1) : text);
  if (suffix === 'f') return value(scalar('f32'), [String(Math.fround(number))]);
  const given = [String(number)];
  if (suffix) return { ...value(scalar(suffix === 'u' ? 'u32' : 'i32'), given), most: number };
  const whole = hex || !/[.e]/i.test(text);
  return { ...value(scalar(whole ? 'abstract-int' : 'abstract-float'), given), most: number };
}

function readName(name: string, context: Context, line: number): Value {
  const entity = context.scope.find(name, line);
  if (entity.kind === 'plain') {
    const { type, parts, most } = entity;
    return { ...value(type, parts), ...(most !== undefined && { most }) };
  }
  if (entity.kind === 'memory' && entity.memory.isSingle) {
    return readMemory(entity.memory, value(scalar('u32'), ['0']), context, line);
  }
  throw new WgslError(`${name} is an array, not a value`, line);
}

function readElement(
  object: Expression,
  indexNode: Expression,
  context: Context,
  line: number,
): Value {
  const index = compileIndex(indexNode, context);
  const entity = object.kind === 'name' ? context.scope.find(object.name, line) : null;
  if (entity?.kind === 'memory') return readMemory(entity.memory, index, context, line);
  if (entity?.kind === 'array') return ownElement(entity, index, context, line);
  const vector = compileExpression(object, context);
  const at = /^\d+$/.exec(index.parts[0]!);
  if (at) return swizzle(vector, 'xyzw'[Number(at[0])] ?? '?', context, line);
  const [component, { width }] = [context.temporary(), vector.type];
  const chosen = vector.parts.reduceRight((rest, part, i) =>
    i === width - 1 ? part : `(${component} === ${i} ? ${part} : ${rest})`,
  );
  const before = sequence(
    vector.before,
    index.before,
    `${component} = within(${index.parts[0]}, ${width}, ${line})`,
  );
  return { type: scalar(vector.type.of), before, parts: [chosen], touches: vector.touches };
}

function readMemory(memory: Memory, index: Value, context: Context, line: number): Value {
  context.uses(memory);
  const { name, type } = memory;
  const { element } = type;
  const place = `${name}_read(${index.parts[0]}, ${line})`;
  if (element.width === 1) {
    return { ...value(element, [`${name}_data[${place}]`], [index]), touches: true };
  }
  const at = context.temporary();
  const parts = Array.from({ length: element.width }, (_, i) => `${name}_data[${at} + ${i}]`);
  return {
    type: element,
    before: sequence(index.before, `${at} = ${place}`),
    parts,
    touches: true,
  };
}

function swizzle(given: Value, member: string, context: Context, line: number): Value {
  const at = [...member].map((letter) => componentOf(letter, given.type, line));
  const vector = new Set(at).size < at.length ? reusable(given, context) : given;
  const parts = at.map((i) => vector.parts[i]!);
  return value({ of: vector.type.of, width: at.length }, parts, [vector]);
}

function compileCall({ callee, args: nodes, line }: Call, context: Context): Value {
  const { name } = callee;
  const args = nodes.map((node) => compileExpression(node, context));
  const signature = context.signatures.get(name);
  if (signature) return callFunction(signature, args, context, line);
  if (name === 'bitcast') return bitcast(callee.parameter!, args, line);
  const type = plainNamed(callee);
  if (type) return construct(type, args, context, line);
  const result = callBuiltin(name, args, context, line);
  if (!result) throw new WgslError(`the emulator does not know the function ${name}`, line);
  return result;
}

function callFunction(
  { name, parameters, result, waits }: Signature,
  args: readonly Value[],
  context: Context,
  line: number,
): Value {
  context.calls(name);
  if (args.length !== parameters.length)
    throw new WgslError(`wrong number of arguments for ${name}`, line);
  const converted = args.map((arg, i) => convert(arg, parameters[i]!.of, line));
  const text = converted.flatMap(({ parts }) => parts).join(', ');
  const call = waits ? `(yield* ${name}_f(${text}))` : `${name}_f(${text})`;
  const before = sequence(...converted.map((arg) => arg.before));
  // Only the call matters if the function has no result; the type is a placeholder.
  if (!result) return { type: scalar('bool'), before, parts: [call], touches: true };
  if (result.width === 1) return { type: result, before, parts: [call], touches: true };
  const held = Array.from({ length: result.width }, () => context.temporary());
  const taken = held.map((part, i) => `${part} = ${RETURNED[i]}`);
  return { type: result, before: sequence(before, call, ...taken), parts: held, touches: true };
}

/** Compiles the elements of `array<T, N>(…)` to a JavaScript array. */
export function compileTable(
  { callee, args, line }: Call,
  context: Context,
): { readonly type: ArrayType; readonly text: string } {
  const { element } = arrayType(callee);
  const numbers = args.flatMap((node) => {
    const each = convert(compileExpression(node, context), element.of, line);
    if (each.before) throw new WgslError('the emulator does not know such elements', line);
    return each.parts;
  });
  const type = { element, count: args.length };
  return { type, text: `[${numbers.join(', ')}]` };
}
