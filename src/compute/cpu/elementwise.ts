import type { ArgsOf } from '../op-specs';
import { floats, integers } from './tensor';

export function broadcast({ source, mask, out }: ArgsOf<'broadcast'>): void {
  const [batch, length, hidden] = out.shape as [number, number, number];
  const row = floats(source);
  const target = floats(out);
  for (let b = 0; b < batch; b++) {
    if (mask && integers(mask)[b] === 0) continue;
    for (let position = 0; position < length; position++) {
      target.set(row, (b * length + position) * hidden);
    }
  }
}

export function add({ a, b, c, out }: ArgsOf<'add'>): void {
  const left = floats(a);
  const right = floats(b);
  const third = c ? floats(c) : null;
  const target = floats(out);
  for (let i = 0; i < target.length; i++) {
    target[i] = left[i]! + right[i]! + (third ? third[i]! : 0);
  }
}

export function axpby({ alpha, x, beta = 1, y, out }: ArgsOf<'axpby'>): void {
  const first = floats(x);
  const second = y ? floats(y) : null;
  const target = floats(out);
  for (let i = 0; i < target.length; i++) {
    target[i] = alpha * first[i]! + (second ? beta * second[i]! : 0);
  }
}

export function settle({ q, power, towards, state }: ArgsOf<'settle'>): void {
  const [batch, length, hidden] = state.shape as [number, number, number];
  const values = floats(q);
  const goal = floats(towards);
  const target = floats(state);
  const size = length * hidden;
  for (let b = 0; b < batch; b++) {
    const share = (1 + Math.exp(values[2 * b]!)) ** -power;
    for (let i = b * size; i < (b + 1) * size; i++) {
      target[i] = target[i]! + share * (goal[i]! - target[i]!);
    }
  }
}

export function transpose({ x, out }: ArgsOf<'transpose'>): void {
  const [batch, rows, columns] = x.shape as [number, number, number];
  const source = floats(x);
  const target = floats(out);
  for (let b = 0; b < batch; b++) {
    const at = b * rows * columns;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        target[at + column * rows + row] = source[at + row * columns + column]!;
      }
    }
  }
}

export function predict({ logits, tokens, confidence }: ArgsOf<'predict'>): void {
  const vocabulary = logits.shape[2]!;
  const scores = floats(logits);
  const best = integers(tokens);
  const certain = floats(confidence);
  for (let cell = 0; cell < best.length; cell++) {
    const at = cell * vocabulary;
    let winner = 0;
    for (let token = 1; token < vocabulary; token++) {
      if (scores[at + token]! > scores[at + winner]!) winner = token;
    }
    let sum = 0;
    for (let token = 0; token < vocabulary; token++) {
      sum += Math.exp(scores[at + token]! - scores[at + winner]!);
    }
    best[cell] = winner;
    certain[cell] = 1 / sum;
  }
}
