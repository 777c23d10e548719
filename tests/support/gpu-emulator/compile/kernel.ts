import { compileFunction as compileJavaScript } from 'node:vm';
import { createRandom } from '../../../../src/puzzles/random';
import type { Arithmetic } from '../arithmetic';
import { parse } from '../wgsl/parse';
import type { FunctionSyntax, GlobalVariable, Module } from '../wgsl/syntax';
import { WgslError } from '../wgsl/tokens';
import { arrayType, plainNamed, plainType, type Plain } from '../wgsl/types';
import {
  compileExpression,
  compileTable,
  RETURNED_DECLARATION,
  type Context,
  type Signature,
} from './expressions';
import { Scope, type Memory } from './scope';
import { compileFunction } from './statements';

/** A dispatch's access to a shared variable. */
export interface Access {
  readonly data: Float32Array | Uint32Array | Int32Array;
  /** Each records the access and returns the index in `data` where the element begins. */
  read(index: number, line: number): number;
  write(index: number, line: number): number;
  update(index: number, line: number): number;
}

/** Each step runs a thread to its next barrier (see `barrierOf`) or to its end. */
export type Thread = Iterator<number, void>;

export interface CompiledKernel {
  /** The lines of the WGSL code. */
  readonly lines: readonly string[];
  readonly threads: number;
  /** The shared variables that the kernel uses. */
  readonly memories: readonly Memory[];
  /** Whether threads wait for one another at barriers. */
  readonly waits: boolean;
  /**
   * Binds the entry point to the memory of a dispatch. The returned function is called for each thread
   * with the values of the builtins. If threads wait for one another, it returns a thread that has not
   * begun. Otherwise it runs the thread and returns nothing.
   */
  bind(
    arithmetic: Arithmetic,
    accesses: readonly Access[],
  ): (builtins: Builtins) => Thread | undefined;
}

export interface Builtins {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** The index within the workgroup. */
  readonly thread: number;
}

const BUILTINS: Readonly<Record<string, string>> = {
  workgroup_id: 'x, y, z',
  local_invocation_index: 'thread',
};

/** Hash functions, whose u32 numbers wrap around on purpose. */
const WRAPPING_FUNCTIONS = ['pcg', 'randomWord'];

/**
 * Compiles a compute shader to JavaScript.
 * @param seed decides which products and sums are fused, and the order of sums in dot products
 * @throws WgslError at code that it cannot read
 */
export function compileKernel(code: string, seed: number): CompiledKernel {
  const module = parse(code);
  const random = createRandom(seed);
  const fuses = () => random.below(2) === 0;
  const scope = new Scope(null);
  const memories = module.variables.map(memoryOf);
  for (const memory of memories) scope.declare(memory.name, { kind: 'memory', memory });
  const signatures = signaturesOf(module);
  const constants = compileConstants(module, scope, fuses);
  const functions = new Map(
    module.functions.map((syntax) => {
      const wraps = WRAPPING_FUNCTIONS.includes(syntax.name);
      return [syntax.name, compileFunction(syntax, { scope, signatures, fuses, wraps })] as const;
    }),
  );
  const entry = module.functions.find(({ threads }) => threads !== null);
  if (!entry) throw new WgslError('there is no entry point', 1);
  const reached = reach(entry.name, (name) => functions.get(name)?.calls ?? []);
  const used = memories.filter((memory) =>
    [...reached].some((name) => functions.get(name)!.uses.has(memory)),
  );
  const { waits } = signatures.get(entry.name)!;
  const args = entry.parameters.map(({ builtin, name }) => {
    const text = BUILTINS[builtin ?? ''];
    if (!text) throw new WgslError(`the emulator does not know the builtin ${name}`, entry.line);
    return text;
  });
  const names = used.map(({ name }) => name);
  const text = [
    `const { ${ARITHMETIC.join(', ')} } = arithmetic;`,
    ...names.map((name, i) => `const ${accessors(name)} = accesses[${i}];`),
    RETURNED_DECLARATION,
    ...constants,
    ...[...functions.values()].map((each) => each.text),
    `return ({ x, y, z, thread }) => ${entry.name}_f(${args.join(', ')});`,
  ].join('\n');
  const bind = compileJavaScript(text, ['arithmetic', 'accesses']) as CompiledKernel['bind'];
  return { lines: code.split('\n'), threads: entry.threads!, memories: used, waits, bind };
}

function accessors(name: string): string {
  const parts = ['data', 'read', 'write', 'update'].map((part) => `${part}: ${name}_${part}`);
  return `{ ${parts.join(', ')} }`;
}

/** The functions that the JavaScript of kernels calls. */
const ARITHMETIC = [
  ...['round', 'divide', 'exp', 'exp2', 'log', 'log2', 'sqrt', 'inverseSqrt', 'sin', 'cos', 'tanh'],
  ...['atan', 'atan2', 'pow', 'abs', 'sign', 'floor', 'ceil', 'trunc'],
  ...['addU32', 'subtractU32', 'multiplyU32', 'divideU32', 'moduloU32', 'shiftBy', 'within'],
  ...['toU32', 'toI32', 'asU32', 'asI32', 'bitsOf', 'fromBits'],
] as const satisfies readonly (keyof Arithmetic)[];

function memoryOf({ name, space, writable, binding, type }: GlobalVariable): Memory {
  const single: Plain | null = plainNamed(type);
  return {
    ...{ name, space, writable, binding },
    type: single ? { element: single, count: 1 } : arrayType(type),
    isSingle: single !== null,
  };
}

function signaturesOf({ functions }: Module): Map<string, Signature> {
  const syntaxOf = new Map(functions.map((syntax) => [syntax.name, syntax]));
  return new Map(
    functions.map((syntax) => {
      const { name, parameters, result } = syntax;
      const callees = reach(name, (callee) => namesIn(syntaxOf.get(callee)));
      const waits = callees.has('workgroupBarrier') || callees.has('storageBarrier');
      return [
        name,
        {
          ...{ name, waits },
          parameters: parameters.map(({ type, builtin }) => ({
            ...plainType(type),
            most: builtin === 'local_invocation_index' ? syntax.threads! - 1 : undefined,
          })),
          result: result && plainType(result),
        },
      ];
    }),
  );
}

/** The names of all functions that a function calls. */
function namesIn(syntax: FunctionSyntax | undefined): string[] {
  if (!syntax) return [];
  const text = JSON.stringify(syntax.body);
  return [...text.matchAll(/"callee":\{"name":"(\w+)"/g)].map(([, name]) => name!);
}

/** All names that can be reached from a name, including itself. */
function reach(from: string, next: (name: string) => Iterable<string>): Set<string> {
  const found = new Set([from]);
  for (const name of found) for (const following of next(name)) found.add(following);
  return found;
}

function compileConstants({ constants }: Module, scope: Scope, fuses: () => boolean): string[] {
  return constants.map(({ name, value }) => {
    const context: Context = {
      ...{ scope, fuses, wraps: false, signatures: new Map<string, Signature>() },
      temporary: () => {
        throw new WgslError('the emulator does not know such a constant', value.line);
      },
      uses: () => undefined,
      calls: () => undefined,
    };
    const id = `${name}_constant`;
    if (value.kind === 'call' && value.callee.name === 'array') {
      const { type, text } = compileTable(value, context);
      scope.declare(name, { kind: 'array', type, name: id });
      return `const ${id} = ${text};`;
    }
    const { type, parts } = compileExpression(value, context);
    const ids = type.width === 1 ? [id] : parts.map((_, i) => `${id}_${i}`);
    scope.declare(name, { kind: 'plain', type, parts: ids });
    return `const ${parts.map((part, i) => `${ids[i]} = ${part}`).join(', ')};`;
  });
}
