/** The syntax tree of the part of WGSL that the emulator reads. Every node has its line. */

export interface TypeName {
  readonly name: string;
  /** `f32` in `vec4<f32>`; the element type of an array. */
  readonly parameter: TypeName | null;
  /** The number of elements of an array; null if the array has as many as fit. */
  readonly count: number | null;
  readonly line: number;
}

export type Expression = { readonly line: number } & (
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** A function, or a type to construct. */
  | { readonly kind: 'call'; readonly callee: TypeName; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly object: Expression; readonly member: string }
  | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression }
);

export type Call = Extract<Expression, { kind: 'call' }>;
export type Block = readonly Statement[];

export type Statement = { readonly line: number } & (
  | {
      readonly kind: 'declare';
      /** Declared by `let` or `const`. */
      readonly constant: boolean;
      readonly name: string;
      readonly type: TypeName | null;
      readonly value: Expression | null;
    }
  /** `operator` is the text before `=`, or empty. */
  | {
      readonly kind: 'assign';
      readonly target: Expression;
      readonly operator: string;
      readonly value: Expression;
    }
  | { readonly kind: 'call'; readonly call: Call }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: Block;
      readonly otherwise: Block;
    }
  | {
      readonly kind: 'for';
      readonly first: Statement | null;
      readonly condition: Expression | null;
      readonly step: Statement | null;
      readonly body: Block;
    }
  | { readonly kind: 'return'; readonly value: Expression | null }
  | { readonly kind: 'break' | 'continue' }
  | { readonly kind: 'block'; readonly body: Block }
);

/** A variable that all threads of a workgroup share. */
export interface GlobalVariable {
  readonly name: string;
  readonly space: 'storage' | 'workgroup';
  readonly writable: boolean;
  readonly type: TypeName;
  /** `@binding` of a storage buffer. */
  readonly binding: number | null;
  readonly line: number;
}

export interface Constant {
  readonly name: string;
  readonly value: Expression;
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeName;
  /** `@builtin` of the entry point's parameters. */
  readonly builtin: string | null;
}

export interface FunctionSyntax {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: TypeName | null;
  readonly body: Block;
  /** The number of threads in a workgroup; null except for the entry point. */
  readonly threads: number | null;
  readonly line: number;
}

export interface Module {
  readonly variables: readonly GlobalVariable[];
  readonly constants: readonly Constant[];
  readonly functions: readonly FunctionSyntax[];
}
