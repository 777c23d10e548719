import type {
  Block,
  Constant,
  Expression,
  FunctionSyntax,
  GlobalVariable,
  Module,
  Parameter,
  Statement,
  TypeName,
} from './syntax';
import { tokenize, WgslError, type Token } from './tokens';

/** The precedence of operators. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  ...{ '||': 1, '&&': 2, '|': 3, '^': 4, '&': 5, '==': 6, '!=': 6 },
  ...{ '<': 7, '>': 7, '<=': 7, '>=': 7, '<<': 8, '>>': 8 },
  ...{ '+': 9, '-': 9, '*': 10, '/': 10, '%': 10 },
};

/** Names that are followed by a type in angle brackets. */
const TEMPLATES = new Set(['array', 'bitcast', 'vec2', 'vec3', 'vec4']);

/** @throws WgslError at syntax that it cannot read */
export function parse(code: string): Module {
  return new Parser(tokenize(code)).module();
}

/** A recursive descent parser. A method reads the syntax in its name and stops at the next token. */
class Parser {
  readonly #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  module(): Module {
    const variables: GlobalVariable[] = [];
    const constants: Constant[] = [];
    const functions: FunctionSyntax[] = [];
    while (this.#token.kind !== 'end') {
      const attributes = this.#attributes();
      const { text, line } = this.#next();
      if (text === 'var') variables.push(this.#variable(attributes, line));
      else if (text === 'const') constants.push(this.#constant());
      else if (text === 'fn') functions.push(this.#function(attributes, line));
      else
        throw new WgslError(`"${text}" does not begin a declaration that the emulator knows`, line);
    }
    return { variables, constants, functions };
  }

  #variable(attributes: ReadonlyMap<string, string>, line: number): GlobalVariable {
    this.#expect('<');
    const space = this.#name();
    const access = this.#skip(',') ? this.#name() : 'read';
    this.#expect('>');
    const name = this.#name();
    this.#expect(':');
    const type = this.#type();
    this.#expect(';');
    if (space !== 'storage' && space !== 'workgroup') {
      throw new WgslError(`the emulator does not know variables in address space ${space}`, line);
    }
    const binding = attributes.get('binding');
    return {
      ...{ name, space, type, line },
      writable: space === 'workgroup' || access === 'read_write',
      binding: binding === undefined ? null : Number(binding),
    };
  }

  #constant(): Constant {
    const name = this.#name();
    this.#expect('=');
    const value = this.#expression();
    this.#expect(';');
    return { name, value };
  }

  #function(attributes: ReadonlyMap<string, string>, line: number): FunctionSyntax {
    const name = this.#name();
    this.#expect('(');
    const parameters: Parameter[] = [];
    while (!this.#skip(')')) {
      const builtin = this.#attributes().get('builtin') ?? null;
      const parameter = this.#name();
      this.#expect(':');
      parameters.push({ name: parameter, type: this.#type(), builtin });
      if (this.#token.text !== ')') this.#expect(',');
    }
    const result = this.#skip('->') ? this.#type() : null;
    const body = this.#block();
    const threads = attributes.get('workgroup_size');
    return { name, parameters, result, body, threads: threads ? parseInt(threads) : null, line };
  }

  /** `@name` or `@name(argument)`. */
  #attributes(): Map<string, string> {
    const found = new Map<string, string>();
    while (this.#skip('@')) {
      const name = this.#name();
      let argument = '';
      if (this.#skip('(')) {
        argument = this.#next().text;
        this.#expect(')');
      }
      found.set(name, argument);
    }
    return found;
  }

  #type(): TypeName {
    const { line } = this.#token;
    const name = this.#name();
    if (!this.#skip('<')) return { name, parameter: null, count: null, line };
    const parameter = this.#type();
    const count = this.#skip(',') ? parseInt(this.#next().text) : null;
    this.#closeTemplate();
    return { name, parameter, count, line };
  }

  /** Takes the first bracket of the `>>` in `array<vec4<f32>>`, which was read as one operator. */
  #closeTemplate(): void {
    const { kind, text, line } = this.#token;
    if (text === '>>') this.#tokens[this.#at] = { kind, text: '>', line };
    else this.#expect('>');
  }

  #block(): Block {
    this.#expect('{');
    const body: Statement[] = [];
    while (!this.#skip('}')) if (!this.#skip(';')) body.push(this.#statement());
    return body;
  }

  #statement(): Statement {
    const { text, line } = this.#token;
    switch (text) {
      case '{':
        return { kind: 'block', body: this.#block(), line };
      case 'if':
        return this.#if();
      case 'for':
        return this.#for();
      case 'while': {
        this.#next();
        const condition = this.#expression();
        return { kind: 'for', first: null, condition, step: null, body: this.#block(), line };
      }
      case 'return': {
        this.#next();
        const value = this.#token.text === ';' ? null : this.#expression();
        this.#expect(';');
        return { kind: 'return', value, line };
      }
      case 'break':
      case 'continue':
        this.#next();
        this.#expect(';');
        return { kind: text, line };
      default: {
        const statement = this.#simple();
        this.#expect(';');
        return statement;
      }
    }
  }

  #if(): Statement {
    const { line } = this.#next();
    const condition = this.#expression();
    const then = this.#block();
    let otherwise: Block = [];
    if (this.#skip('else')) otherwise = this.#token.text === 'if' ? [this.#if()] : this.#block();
    return { kind: 'if', condition, then, otherwise, line };
  }

  #for(): Statement {
    const { line } = this.#next();
    this.#expect('(');
    const first = this.#token.text === ';' ? null : this.#simple();
    this.#expect(';');
    const condition = this.#token.text === ';' ? null : this.#expression();
    this.#expect(';');
    const step = this.#token.text === ')' ? null : this.#simple();
    this.#expect(')');
    return { kind: 'for', first, condition, step, body: this.#block(), line };
  }

  /** A declaration, an assignment or a call, without its semicolon. */
  #simple(): Statement {
    const { text, line } = this.#token;
    if (text === 'let' || text === 'var' || text === 'const') {
      this.#next();
      const name = this.#name();
      const type = this.#skip(':') ? this.#type() : null;
      const value = this.#skip('=') ? this.#expression() : null;
      return { kind: 'declare', constant: text !== 'var', name, type, value, line };
    }
    const target = this.#postfix();
    const operator = this.#token.text;
    if (operator === '++' || operator === '--') {
      this.#next();
      const one: Expression = { kind: 'literal', text: '1', line };
      return { kind: 'assign', target, operator: operator[0]!, value: one, line };
    }
    if (/^[-+*/%&|^]?=$|^(<<|>>)=$/.test(operator)) {
      this.#next();
      const value = this.#expression();
      return { kind: 'assign', target, operator: operator.slice(0, -1), value, line };
    }
    if (target.kind !== 'call') throw new WgslError('an expression alone is not a statement', line);
    return { kind: 'call', call: target, line };
  }

  #expression(least = 1): Expression {
    let left = this.#unary();
    for (;;) {
      const { kind, text: operator, line } = this.#token;
      const precedence = kind === 'symbol' ? PRECEDENCE[operator] : undefined;
      if (precedence === undefined || precedence < least) return left;
      this.#next();
      const right = this.#expression(precedence + 1);
      left = { kind: 'binary', operator, left, right, line };
    }
  }

  #unary(): Expression {
    const { text: operator, line } = this.#token;
    if (operator !== '-' && operator !== '!' && operator !== '~') return this.#postfix();
    this.#next();
    return { kind: 'unary', operator, operand: this.#unary(), line };
  }

  #postfix(): Expression {
    let object = this.#primary();
    for (;;) {
      const { line } = this.#token;
      if (this.#skip('.')) object = { kind: 'member', object, member: this.#name(), line };
      else if (this.#skip('[')) {
        object = { kind: 'index', object, index: this.#expression(), line };
        this.#expect(']');
      } else return object;
    }
  }

  #primary(): Expression {
    const { kind, text, line } = this.#token;
    if (this.#skip('(')) {
      const inner = this.#expression();
      this.#expect(')');
      return inner;
    }
    if (kind === 'number' || text === 'true' || text === 'false') {
      this.#next();
      return { kind: 'literal', text, line };
    }
    const callee: TypeName = TEMPLATES.has(text)
      ? this.#type()
      : { name: this.#name(), parameter: null, count: null, line };
    if (!this.#skip('(')) return { kind: 'name', name: callee.name, line };
    const args: Expression[] = [];
    while (!this.#skip(')')) {
      args.push(this.#expression());
      if (this.#token.text !== ')') this.#expect(',');
    }
    return { kind: 'call', callee, args, line };
  }

  get #token(): Token {
    return this.#tokens[this.#at]!;
  }

  #next(): Token {
    return this.#tokens[this.#at++]!;
  }

  #skip(text: string): boolean {
    if (this.#token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    const { text: found, line } = this.#token;
    if (!this.#skip(text)) throw new WgslError(`"${text}" is missing before "${found}"`, line);
  }

  #name(): string {
    const { kind, text, line } = this.#next();
    if (kind !== 'name') throw new WgslError(`a name is missing before "${text}"`, line);
    return text;
  }
}
