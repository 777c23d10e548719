import { sizeOf, type Tensor } from '../backend';
import type { Ops } from '../ops';
import { add } from './kernels/add';
import { attention } from './kernels/attention';
import { broadcast } from './kernels/broadcast';
import { embed } from './kernels/embed';
import { gatedLinear } from './kernels/gated-linear';
import type { Kernel } from './kernels/kernel';
import { linear } from './kernels/linear';
import { linearResidualNorm } from './kernels/linear-residual-norm';
import { predict } from './kernels/predict';
import { transpose } from './kernels/transpose';
import type { Recording, Step } from './program';
import type { GpuSession } from './session';
import { expect, expectRange, extents, headSize } from './shapes';
import { onGpu, type GpuTensor } from './tensor';

type ArgsOf<Op extends keyof Ops> = Parameters<Ops[Op]>[0];

/**
 * Turns ops into steps: checks shapes, picks the kernel made for them, binds tensors by name.
 * A mistake is one clear error here, while the mistaken call is still on the stack.
 */
export class Recorder implements Ops {
  readonly #steps: Step[] = [];

  constructor(protected readonly session: GpuSession) {}

  /** All steps; nothing is recorded afterwards. */
  finish(): Recording {
    return { steps: this.#steps, scratch: [] };
  }

  embed({ tokens, tokenTable, puzzle, positionTable, scale, out }: ArgsOf<'embed'>): void {
    const [batch, length, hidden] = extents('embed', 'out', out, 3);
    const [, cells] = extents('embed', 'tokens', tokens, 2);
    const [vocabulary] = extents('embed', 'tokenTable', tokenTable, 2);
    if (cells > length) {
      throw new RangeError(`embed: tokens has ${cells} cells, more than the ${length} of out.`);
    }
    expect('embed', 'tokens', tokens, [batch, cells], 'u32');
    expect('embed', 'tokenTable', tokenTable, [vocabulary, hidden]);
    if (positionTable) expect('embed', 'positionTable', positionTable, [length, hidden]);
    let puzzleWidth: number | null = null;
    if (puzzle) {
      expect('embed', 'puzzle.identifiers', puzzle.identifiers, [batch], 'u32');
      puzzleWidth = extents('embed', 'puzzle.table', puzzle.table, 2)[1];
    }
    this.dispatch(
      embed({
        batch,
        length,
        cells,
        hidden,
        puzzleWidth,
        positions: positionTable !== null,
        scale,
      }),
      {
        tokens,
        tokenTable,
        identifiers: puzzle?.identifiers,
        puzzleTable: puzzle?.table,
        positionTable,
        out,
      },
    );
  }

  broadcast({ source, mask, out }: ArgsOf<'broadcast'>): void {
    const [batch, length, hidden] = extents('broadcast', 'out', out, 3);
    expect('broadcast', 'source', source, [hidden]);
    if (mask) expect('broadcast', 'mask', mask, [batch], 'u32');
    this.dispatch(broadcast({ batch, length, hidden, mask: mask !== undefined }), {
      source,
      mask,
      out,
    });
  }

  add({ a, b, c, out }: ArgsOf<'add'>): void {
    expect('add', 'a', a, out.shape);
    expect('add', 'b', b, out.shape);
    if (c) expect('add', 'c', c, out.shape);
    this.dispatch(add({ size: sizeOf(out.shape), three: c !== undefined }), { a, b, c, out });
  }

  transpose({ x, out }: ArgsOf<'transpose'>): void {
    const [batch, rows, columns] = extents('transpose', 'x', x, 3);
    expect('transpose', 'out', out, [batch, columns, rows]);
    this.dispatch(transpose({ batch, rows, columns }), { x, out });
  }

  linear({ x, weight, bias, from = 0, out }: ArgsOf<'linear'>): void {
    const [batch, length, inner] = extents('linear', 'x', x, 3);
    const [, taken] = extents('linear', 'out', out, 3);
    const [outputs] = extents('linear', 'weight', weight, 2);
    expectRange('linear', from, taken, length);
    expect('linear', 'weight', weight, [outputs, inner]);
    expect('linear', 'out', out, [batch, taken, outputs]);
    if (bias) expect('linear', 'bias', bias, [outputs]);
    this.dispatch(
      linear({ batch, length, from, taken, inner, outputs, bias: bias !== undefined }),
      { x, weight, bias, out },
    );
  }

  attention({ qkv, rope, heads, out, saveLogSumExp }: ArgsOf<'attention'>): void {
    const [batch, length, hidden] = extents('attention', 'out', out, 3);
    const size = headSize('attention', hidden, heads, rope !== null);
    expect('attention', 'qkv', qkv, [batch, length, 3 * hidden]);
    if (rope) {
      expect('attention', 'rope.cos', rope.cos, [length, size / 2]);
      expect('attention', 'rope.sin', rope.sin, [length, size / 2]);
    }
    if (saveLogSumExp) {
      expect('attention', 'saveLogSumExp', saveLogSumExp, [batch, heads, length]);
    }
    this.dispatch(
      attention({
        batch,
        length,
        heads,
        size,
        rope: rope !== null,
        saveLogSumExp: saveLogSumExp !== undefined,
      }),
      { qkv, cosines: rope?.cos, sines: rope?.sin, out, logSumExp: saveLogSumExp },
    );
  }

  linearResidualNorm(args: ArgsOf<'linearResidualNorm'>): void {
    const { x, weight, residual, epsilon, out, saveInverseRms } = args;
    const op = 'linearResidualNorm';
    const [batch, length, inner] = extents(op, 'x', x, 3);
    const [hidden] = extents(op, 'weight', weight, 2);
    expect(op, 'weight', weight, [hidden, inner]);
    expect(op, 'residual', residual, [batch, length, hidden]);
    expect(op, 'out', out, [batch, length, hidden]);
    if (saveInverseRms) expect(op, 'saveInverseRms', saveInverseRms, [batch, length]);
    this.dispatch(
      linearResidualNorm({
        rows: batch * length,
        inner,
        hidden,
        epsilon,
        saveInverseRms: saveInverseRms !== undefined,
      }),
      { x, weight, residual, out, inverseRms: saveInverseRms },
    );
  }

  gatedLinear({ x, weight, out, savePreactivations }: ArgsOf<'gatedLinear'>): void {
    const [batch, length, hidden] = extents('gatedLinear', 'x', x, 3);
    const inner = extents('gatedLinear', 'out', out, 3)[2];
    expect('gatedLinear', 'weight', weight, [2 * inner, hidden]);
    expect('gatedLinear', 'out', out, [batch, length, inner]);
    if (savePreactivations) {
      const shape = [batch, length, 2 * inner];
      expect('gatedLinear', 'savePreactivations', savePreactivations, shape);
    }
    this.dispatch(
      gatedLinear({
        rows: batch * length,
        hidden,
        inner,
        savePreactivations: savePreactivations !== undefined,
      }),
      { x, weight, out, preactivations: savePreactivations },
    );
  }

  predict({ logits, tokens, confidence }: ArgsOf<'predict'>): void {
    const [batch, cells, vocabulary] = extents('predict', 'logits', logits, 3);
    expect('predict', 'tokens', tokens, [batch, cells], 'u32');
    expect('predict', 'confidence', confidence, [batch, cells]);
    this.dispatch(predict({ cells: batch * cells, vocabulary }), { logits, tokens, confidence });
  }

  /** @throws TypeError if memory that is written is bound a second time in a way WebGPU forbids. */
  protected dispatch(
    kernel: Kernel,
    named: Readonly<Record<string, Tensor | null | undefined>>,
  ): void {
    const tensors = kernel.bindings.map(({ name }) => {
      const tensor = named[name];
      if (!tensor) throw new TypeError(`Kernel ${kernel.label} lacks its tensor ${name}.`);
      return onGpu(tensor, this.session);
    });
    checkSharing(kernel, tensors);
    this.#steps.push({ kernel, tensors });
  }
}

/**
 * WebGPU lets a dispatch write two ranges of one buffer if they have nothing in common, but neither
 * write one and read another, nor write anything twice.
 */
function checkSharing({ label, bindings }: Kernel, tensors: readonly GpuTensor[]): void {
  bindings.forEach(({ name, access }, index) => {
    if (access === 'read') return;
    const written = tensors[index]!;
    const other = tensors.findIndex(
      (tensor, at) =>
        at !== index &&
        (bindings[at]!.access === 'read'
          ? tensor.memory === written.memory
          : tensor.overlaps(written)),
    );
    if (other < 0) return;
    const tensor = tensors[other]!;
    throw new TypeError(
      tensor === written
        ? `${label}: tensor ${tensor.name} cannot be ${name} and ${bindings[other]!.name} at once.`
        : `${label}: ${name} (${written.name}) and ${bindings[other]!.name} (${tensor.name}) cannot lie in one buffer.`,
    );
  });
}
