import type { Block, Expression, FunctionSyntax, Statement } from '../wgsl/syntax';
import { WgslError } from '../wgsl/tokens';
import { arrayType, concrete, plainNamed, plainType, scalar, type Plain } from '../wgsl/types';
import {
  compileExpression,
  compileIndex,
  compileTable,
  componentOf,
  ownElement,
  returning,
  type Context,
  type Signature,
} from './expressions';
import { binary } from './operators';
import { Scope, type Memory } from './scope';
import { convert, inline, sequence, value, widen, type Value } from './value';

/** The barriers and the memory that each of them orders. */
const BARRIERS = { workgroupBarrier: 'workgroup', storageBarrier: 'storage' } as const;

/** The number that a thread yields at a barrier: it encodes the line and the memory. */
function barrierCode(line: number, space: 'workgroup' | 'storage'): number {
  return 2 * line + Number(space === 'storage');
}

/** Decodes the number that `barrierCode` gives. */
export function barrierOf(code: number) {
  return { line: Math.floor(code / 2), space: code % 2 === 1 ? 'storage' : 'workgroup' } as const;
}

/** The context of a function. */
export interface Surroundings {
  readonly scope: Scope;
  readonly signatures: ReadonlyMap<string, Signature>;
  readonly fuses: () => boolean;
  /** Whether its u32 numbers wrap around on purpose. */
  readonly wraps: boolean;
}

export interface CompiledFunction {
  readonly text: string;
  readonly uses: ReadonlySet<Memory>;
  readonly calls: ReadonlySet<string>;
}

/** Compiles a function to JavaScript. With barriers it becomes a generator that yields at them. */
export function compileFunction(
  syntax: FunctionSyntax,
  surroundings: Surroundings,
): CompiledFunction {
  return new FunctionCompiler(syntax, surroundings).compile();
}

/** A place that an assignment can write to. */
interface Place {
  readonly type: Plain;
  readonly before: string;
  readonly parts: readonly string[];
}

class FunctionCompiler implements Context {
  scope: Scope;
  readonly signatures: ReadonlyMap<string, Signature>;
  readonly wraps: boolean;
  readonly fuses: () => boolean;
  readonly #syntax: FunctionSyntax;
  readonly #signature: Signature;
  readonly #uses = new Set<Memory>();
  readonly #calls = new Set<string>();
  readonly #temporaries = new Set<string>();
  /** Temporaries in use. Statements reuse them, because threads with few variables resume faster. */
  #held = 0;
  #count = 0;

  constructor(syntax: FunctionSyntax, { scope, signatures, fuses, wraps }: Surroundings) {
    this.#syntax = syntax;
    this.#signature = signatures.get(syntax.name)!;
    this.scope = new Scope(scope);
    this.signatures = signatures;
    this.fuses = fuses;
    this.wraps = wraps;
  }

  compile(): CompiledFunction {
    const { name, parameters, body } = this.#syntax;
    const names = parameters.flatMap(({ name: parameter }, i) => {
      const { most, ...type } = this.#signature.parameters[i]!;
      return this.#declare(parameter, type, most);
    });
    const statements = this.#block(body);
    const held = this.#temporaries.size > 0 ? `let ${[...this.#temporaries].join(', ')};\n` : '';
    const star = this.#signature.waits ? '*' : '';
    return {
      text: `function${star} ${name}_f(${names.join(', ')}) {\n${held}${statements}\n}`,
      uses: this.#uses,
      calls: this.#calls,
    };
  }

  temporary(): string {
    const name = `held_${this.#held++}`;
    this.#temporaries.add(name);
    return name;
  }

  uses(memory: Memory): void {
    this.#uses.add(memory);
  }

  calls(name: string): void {
    this.#calls.add(name);
  }

  /** Declares a variable. @returns names for its components */
  #declare(name: string, type: Plain, most?: number): string[] {
    const id = this.#count++;
    const parts = Array.from({ length: type.width }, (_, i) =>
      type.width === 1 ? `${name}_${id}` : `${name}_${id}_${'xyzw'[i]}`,
    );
    this.scope.declare(name, { kind: 'plain', type, parts, most });
    return parts;
  }

  #block(body: Block): string {
    const around = this.scope;
    this.scope = new Scope(around);
    const text = body.map((statement) => this.#statement(statement)).join('\n');
    this.scope = around;
    return text;
  }

  #statement(node: Statement): string {
    this.#held = 0;
    switch (node.kind) {
      case 'block':
        return `{\n${this.#block(node.body)}\n}`;
      case 'declare':
        return this.#declaration(node);
      case 'assign':
        return `${this.#assignment(node)};`;
      case 'call':
        return this.#call(node.call, node.line);
      case 'if': {
        const head = `if (${this.#condition(node.condition)}) {\n${this.#block(node.then)}\n}`;
        return node.otherwise.length > 0
          ? `${head} else {\n${this.#block(node.otherwise)}\n}`
          : head;
      }
      case 'for':
        return this.#for(node);
      case 'return':
        return this.#return(node.value, node.line);
      case 'break':
      case 'continue':
        return `${node.kind};`;
    }
  }

  #condition(node: Expression): string {
    const condition = compileExpression(node, this);
    if (condition.type.of !== 'bool' || condition.type.width > 1) {
      throw new WgslError('a condition must be true or false', node.line);
    }
    return inline(condition);
  }

  #for(node: Extract<Statement, { kind: 'for' }>): string {
    const around = this.scope;
    this.scope = new Scope(around);
    const first = node.first ? this.#statement(node.first) : '';
    this.#held = 0;
    const condition = node.condition ? this.#condition(node.condition) : '';
    this.#held = 0;
    const step = node.step?.kind === 'assign' ? this.#assignment(node.step) : '';
    this.#bound(node);
    const body = this.#block(node.body);
    this.scope = around;
    return `{\n${first}\nfor (; ${condition}; ${step}) {\n${body}\n}\n}`;
  }

  /** In the body of `for (…; i < n; …)` i is less than n, unless the body changes i. */
  #bound({ condition, body }: Extract<Statement, { kind: 'for' }>): void {
    if (condition?.kind !== 'binary' || condition.operator !== '<') return;
    const { left, right } = condition;
    if (left.kind !== 'name' || assigns(body, left.name)) return;
    const { most } = compileExpression(right, this);
    const entity = this.scope.find(left.name, left.line);
    if (most === undefined || entity.kind !== 'plain') return;
    this.scope.declare(left.name, { ...entity, most: most - 1 });
  }

  #return(node: Expression | null, line: number): string {
    const { result } = this.#signature;
    if (!node || !result) return 'return;';
    const returned = convert(compileExpression(node, this), result.of, line);
    if (returned.type.width !== result.width)
      throw new WgslError('the returned value has the wrong type', line);
    return result.width === 1 ? `return ${inline(returned)};` : returning(returned);
  }

  #call(call: Extract<Expression, { kind: 'call' }>, line: number): string {
    const { name } = call.callee;
    if (name === 'workgroupBarrier' || name === 'storageBarrier') {
      return `yield ${barrierCode(line, BARRIERS[name])};`;
    }
    const { before, parts } = compileExpression(call, this);
    // If the call returns a vector, only the call itself is needed, not the components.
    return `${parts.length === 1 ? sequence(before, parts[0]!) : before};`;
  }

  #declaration(node: Extract<Statement, { kind: 'declare' }>): string {
    const { name, line } = node;
    if (node.type?.name === 'array') return this.#ownArray(name, node);
    const wanted = node.type ? plainType(node.type) : null;
    if (!node.value) return this.#variable(name, zero(wanted!, line));
    const given = compileExpression(node.value, this);
    const type = wanted ?? concrete(given.type);
    return this.#variable(name, convert(given, type.of, line), node.constant);
  }

  #variable(name: string, given: Value, constant = false): string {
    // The name is declared last, because its value may use another variable with the same name.
    const names = this.#declare(name, given.type, constant ? given.most : undefined);
    const set = given.parts.map((part, i) => `${names[i]} = ${part}`);
    return `${given.before ? `${given.before};\n` : ''}let ${set.join(', ')};`;
  }

  #ownArray(name: string, { type, value: given, line }: Extract<Statement, { kind: 'declare' }>) {
    const id = `${name}_${this.#count++}`;
    const declared = arrayType(type!);
    if (declared.count === null) throw new WgslError('an array needs a count', line);
    if (given && given.kind !== 'call')
      throw new WgslError('the emulator does not copy arrays', line);
    const text = given
      ? compileTable(given, this).text
      : `new Array(${declared.count * declared.element.width}).fill(0)`;
    this.scope.declare(name, { kind: 'array', type: declared, name: id });
    return `const ${id} = ${text};`;
  }

  /** Compiles an assignment to an expression. */
  #assignment(node: Extract<Statement, { kind: 'assign' }>): string {
    const { operator, line } = node;
    const compound = operator !== '';
    const right = compileExpression(node.value, this);
    const place = this.#place(node.target, compound);
    const { type, before, parts } = place;
    const current = value(type, parts);
    const changed = compound ? binary(operator, current, right, this, line) : right;
    const given = widen(convert(changed, type.of, line), type.width, this, line);
    const settled = this.#settle(given, parts);
    const set = settled.parts.map((part, i) => `${parts[i]} = ${part}`);
    return sequence(before, settled.before, ...set);
  }

  /** Copies a value to temporaries if writing its first components would change its later ones. */
  #settle(given: Value, targets: readonly string[]): Value {
    const overlaps = given.parts.some((part, i) =>
      targets.slice(0, i).some((target) => part.includes(target) || part.includes('_data[')),
    );
    if (!overlaps) return given;
    const held = given.parts.map(() => this.temporary());
    const set = given.parts.map((part, i) => `${held[i]} = ${part}`);
    return { ...value(given.type, held), before: sequence(given.before, ...set) };
  }

  #place(node: Expression, compound: boolean): Place {
    const { line } = node;
    if (node.kind === 'member') {
      const whole = this.#place(node.object, compound);
      const at = componentOf(node.member, whole.type, line);
      return { ...whole, type: scalar(whole.type.of), parts: [whole.parts[at]!] };
    }
    if (node.kind === 'index' && node.object.kind === 'name') {
      const index = compileIndex(node.index, this);
      const entity = this.scope.find(node.object.name, line);
      if (entity.kind === 'memory') return this.#shared(entity.memory, index, compound, line);
      if (entity.kind === 'array') {
        return ownElement(entity, index, this, line);
      }
      return component({ ...entity, before: '' }, index, line);
    }
    if (node.kind === 'index') {
      return component(this.#place(node.object, compound), compileIndex(node.index, this), line);
    }
    if (node.kind !== 'name') throw new WgslError('this expression cannot be assigned to', line);
    const entity = this.scope.find(node.name, line);
    if (entity.kind === 'plain') return { ...entity, before: '' };
    if (entity.kind === 'memory' && entity.memory.isSingle) {
      return this.#shared(entity.memory, value(scalar('u32'), ['0']), compound, line);
    }
    throw new WgslError(`${node.name} is an array, not a value`, line);
  }

  #shared(memory: Memory, index: Value, compound: boolean, line: number): Place {
    if (!memory.writable) throw new WgslError(`${memory.name} is read-only`, line);
    this.uses(memory);
    const { name, type } = memory;
    const at = this.temporary();
    const access = compound ? 'update' : 'write';
    const before = sequence(index.before, `${at} = ${name}_${access}(${index.parts[0]}, ${line})`);
    const parts = Array.from({ length: type.element.width }, (_, i) =>
      i === 0 ? `${name}_data[${at}]` : `${name}_data[${at} + ${i}]`,
    );
    return { type: type.element, before, parts };
  }
}

/** Whether a block assigns to a variable with this name. */
function assigns(body: Block, name: string): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case 'assign':
        return statement.target.kind === 'name' && statement.target.name === name;
      case 'if':
        return assigns(statement.then, name) || assigns(statement.otherwise, name);
      case 'for':
        return assigns([...(statement.step ? [statement.step] : []), ...statement.body], name);
      case 'block':
        return assigns(statement.body, name);
      default:
        return false;
    }
  });
}

/** The component of a vector at an index, which must be a literal. */
function component(vector: Place, index: Value, line: number): Place {
  const at = Number(index.parts[0]);
  const part = vector.parts[at];
  if (part === undefined) throw new WgslError('the emulator does not know this component', line);
  return { type: scalar(vector.type.of), before: vector.before, parts: [part] };
}

function zero(type: Plain, line: number): Value {
  if (!plainNamed({ name: type.of, parameter: null, count: null, line })) {
    throw new WgslError('a variable needs a type', line);
  }
  const nothing = type.of === 'bool' ? 'false' : '0';
  return value(
    type,
    Array.from({ length: type.width }, () => nothing),
  );
}
