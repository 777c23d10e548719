/** A token of WGSL and its line, counted from 1. */
export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end';
  readonly text: string;
  readonly line: number;
}

/** Code that the emulator cannot read, or that no WebGPU device would compile. */
export class WgslError extends Error {
  override name = 'WgslError';

  constructor(
    reason: string,
    readonly line: number,
  ) {
    super(`line ${line}: ${reason}`);
  }
}

const TOKEN = new RegExp(
  [
    /(?<blank>\s+|\/\/[^\n]*|\/\*[^]*?\*\/)/,
    /(?<number>0x[0-9a-fA-F]+[iu]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fiu]?)/,
    /(?<name>[A-Za-z_]\w*)/,
    /(?<symbol><<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!&|^~(){}[\];,.:@])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'y',
);

/** @throws WgslError at a character that does not begin a token */
export function tokenize(code: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < code.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(code);
    if (!match) throw new WgslError(`"${code[at]}" does not begin a token`, line);
    const [text] = match;
    for (const kind of ['number', 'name', 'symbol'] as const) {
      if (match.groups![kind] !== undefined) tokens.push({ kind, text, line });
    }
    line += text.split('\n').length - 1;
  }
  tokens.push({ kind: 'end', text: 'the end', line });
  return tokens;
}
