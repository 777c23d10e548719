import { PuzzleFormatError } from '../format-error';

/** A deeper nesting is not a puzzle, and would exhaust the stack. */
const DEEPEST = 64;
/** Names of constants in JavaScript and Python. */
const WORDS: Readonly<Record<string, unknown>> = {
  null: null,
  None: null,
  undefined: null,
  NaN: null,
  true: true,
  True: true,
  false: false,
  False: false,
};
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

/**
 * Reads data written as JSON, or as a literal of Python or JavaScript: single quotes, `None`,
 * tuples, names without quotes, extra commas, comments. Nothing is executed.
 * @throws PuzzleFormatError with the line and column of the fault
 */
export function parseLiteral(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return new Literal(text).whole();
  }
}

class Literal {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): unknown {
    const value = this.value(0);
    this.skip();
    if (this.text[this.at] === ';') this.at++;
    this.skip();
    if (this.at < this.text.length) throw this.error('something stands behind the end');
    return value;
  }

  private value(depth: number): unknown {
    if (depth > DEEPEST) throw this.error('nested too deeply');
    this.skip();
    const first = this.text[this.at];
    if (first === undefined) throw this.error('the text ends too soon');
    if (first === '{') return this.object(depth);
    if (first === '[' || first === '(') return this.list(depth);
    if (first === '"' || first === "'") return this.string(first);
    const [number] = this.match(/-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y) ?? [];
    if (number !== undefined) return Number(number);
    const [word] = this.match(/[A-Za-z_]\w*/y) ?? [];
    if (word !== undefined && Object.hasOwn(WORDS, word)) return WORDS[word];
    if (word !== undefined) this.at -= word.length;
    throw this.error(`'${[...this.text.slice(this.at, this.at + 12)][0]!}' is not expected here`);
  }

  private list(depth: number): unknown[] {
    const closing = CLOSING[this.text[this.at++]!]!;
    const items: unknown[] = [];
    while (!this.ends(closing)) {
      items.push(this.value(depth + 1));
      this.comma(closing);
    }
    return items;
  }

  private object(depth: number): Record<string, unknown> {
    this.at++;
    const entries: [string, unknown][] = [];
    while (!this.ends('}')) {
      const quote = this.text[this.at]!;
      const [name] = this.match(/[\w$-]+/y) ?? [];
      if (name === undefined && quote !== '"' && quote !== "'")
        throw this.error('a name is wanted');
      const key = name ?? this.string(quote);
      this.skip();
      if (this.text[this.at] !== ':') throw this.error(`':' is wanted behind ${key.slice(0, 20)}`);
      this.at++;
      entries.push([key, this.value(depth + 1)]);
      this.comma('}');
    }
    return Object.fromEntries(entries);
  }

  private string(quote: string): string {
    const from = ++this.at;
    while (this.text[this.at] !== quote) {
      if (this.at >= this.text.length || this.text[this.at] === '\n') {
        this.at = from - 1;
        throw this.error('a quote is not closed');
      }
      this.at += this.text[this.at] === '\\' ? 2 : 1;
    }
    return this.text
      .slice(from, this.at++)
      .replaceAll(/\\(.)/gs, (_, mark: string) =>
        mark === 'n' ? '\n' : mark === 't' ? '\t' : mark,
      );
  }

  private ends(closing: string): boolean {
    this.skip();
    if (this.at >= this.text.length) throw this.error(`'${closing}' is missing at the end`);
    if (this.text[this.at] !== closing) return false;
    this.at++;
    return true;
  }

  private comma(closing: string): void {
    this.skip();
    if (this.text[this.at] === ',') this.at++;
    else if (this.text[this.at] !== closing) throw this.error(`',' or '${closing}' is wanted`);
  }

  /** Spaces and remarks. */
  private skip(): void {
    this.match(/(?:[\s\ufeff]+|\/\/.*|#.*|\/\*[^]*?\*\/)*/y);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at += found[0].length;
    return found;
  }

  private error(problem: string): PuzzleFormatError {
    const before = this.text.slice(0, this.at).split('\n');
    const [line, column] = [before.length, before.at(-1)!.length + 1];
    return new PuzzleFormatError(`line ${line}, column ${column}: ${problem}`, line, column);
  }
}
