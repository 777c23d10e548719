import type { Tensor } from '../backend';
import type { TrainingOps } from '../training-ops';
import { attentionKeyGradient } from './kernels/attention-key-gradient';
import { attentionQueryGradient } from './kernels/attention-query-gradient';
import { gatedInputGradient } from './kernels/gated-input-gradient';
import { inputGradient } from './kernels/input-gradient';
import type { Kernel } from './kernels/kernel';
import { positionGradient } from './kernels/position-gradient';
import { rmsNormBackward } from './kernels/rms-norm-backward';
import { splitRows, weightGradient, type Contraction } from './kernels/weight-gradient';
import { Recorder } from './ops';
import { PendingSums } from './pending-sums';
import type { Recording } from './program';
import { Scratch } from './scratch';
import type { GpuSession } from './session';
import { expect, expectRange, extents, headSize } from './shapes';
import { onGpu, type GpuTensor } from './tensor';

type ArgsOf<Op extends keyof TrainingOps> = Parameters<TrainingOps[Op]>[0];
type Named = Readonly<Record<string, Tensor | null | undefined>>;

interface Gradients {
  readonly dWeight: Tensor;
  readonly dBias?: Tensor | undefined;
}

/** Partial sums kept at most; with more waiting, they are added up early. */
const MOST_PENDING_BYTES = 64 * 1024 * 1024;

/** Records the backward of the ops, besides the ops themselves. */
export class GradientRecorder extends Recorder {
  readonly #pending: PendingSums;
  readonly #handed: Scratch;

  constructor(session: GpuSession) {
    super(session);
    this.#pending = new PendingSums(session);
    this.#handed = new Scratch(session, 'numbers between kernels');
  }

  override finish(): Recording {
    this.#finishSums();
    const { steps } = super.finish();
    return { steps, scratch: [this.#pending.scratch, this.#handed] };
  }

  rmsNormBackward({ out, inverseRms, dOut, du }: ArgsOf<'rmsNormBackward'>): void {
    const op = 'rmsNormBackward';
    const [batch, length, hidden] = extents(op, 'out', out, 3);
    expect(op, 'inverseRms', inverseRms, [batch, length]);
    expect(op, 'dOut', dOut, out.shape);
    expect(op, 'du', du, out.shape);
    const kernel = rmsNormBackward({ rows: batch * length, hidden });
    this.dispatch(kernel, { out, inverseRms, dOut, du });
  }

  linearInputGradient(args: ArgsOf<'linearInputGradient'>): void {
    const { dOut, weight, from = 0, plus, dX } = args;
    const op = 'linearInputGradient';
    const [batch, length, inner] = extents(op, 'dX', dX, 3);
    const [, taken, outputs] = extents(op, 'dOut', dOut, 3);
    expectRange(op, from, taken, length);
    expect(op, 'dOut', dOut, [batch, taken, outputs]);
    expect(op, 'weight', weight, [outputs, inner]);
    if (plus) expect(op, 'plus', plus, dX.shape);
    const source = plus ? (plus === dX ? 'itself' : 'tensor') : 'nothing';
    this.dispatch(inputGradient({ batch, length, from, taken, inner, outputs, plus: source }), {
      dOut,
      weight,
      plus,
      dX,
    });
  }

  linearWeightGradient(args: ArgsOf<'linearWeightGradient'>): void {
    const { dOut, x, from = 0, accumulate = false, dWeight, dBias } = args;
    const op = 'linearWeightGradient';
    const [batch, length, inner] = extents(op, 'x', x, 3);
    const [, taken, outputs] = extents(op, 'dOut', dOut, 3);
    expectRange(op, from, taken, length);
    expect(op, 'dOut', dOut, [batch, taken, outputs]);
    expect(op, 'dWeight', dWeight, [outputs, inner]);
    if (dBias) expect(op, 'dBias', dBias, [outputs]);
    const bias = dBias !== undefined;
    this.#contract(
      { batch, length, from, taken, outputs, inner, bias, left: 'gradient' },
      { dOut, x },
      { dWeight, dBias },
      accumulate,
    );
  }

  gatedInputGradient(args: ArgsOf<'gatedInputGradient'>): void {
    const { dOut, weight, preactivations, dPreactivations } = args;
    const op = 'gatedInputGradient';
    const [batch, length, hidden] = extents(op, 'dOut', dOut, 3);
    const inner = extents(op, 'weight', weight, 2)[1];
    expect(op, 'weight', weight, [hidden, inner]);
    expect(op, 'preactivations', preactivations, [batch, length, 2 * inner]);
    expect(op, 'dPreactivations', dPreactivations, [batch, length, 2 * inner]);
    const kernel = gatedInputGradient({ rows: batch * length, hidden, inner });
    this.dispatch(kernel, { dOut, weight, preactivations, dPreactivations });
  }

  attentionBackward(args: ArgsOf<'attentionBackward'>): void {
    const { qkv, rope, heads, out, logSumExp, dOut, dQkv } = args;
    const op = 'attentionBackward';
    const [batch, length, hidden] = extents(op, 'out', out, 3);
    const size = headSize(op, hidden, heads, rope !== null);
    expect(op, 'qkv', qkv, [batch, length, 3 * hidden]);
    if (rope) {
      expect(op, 'rope.cos', rope.cos, [length, size / 2]);
      expect(op, 'rope.sin', rope.sin, [length, size / 2]);
    }
    expect(op, 'logSumExp', logSumExp, [batch, heads, length]);
    expect(op, 'dOut', dOut, out.shape);
    expect(op, 'dQkv', dQkv, qkv.shape);
    const shape = { batch, length, heads, size, rope: rope !== null };
    const delta = this.handOver('delta', [batch, heads, length]);
    const tensors = { qkv, cosines: rope?.cos, sines: rope?.sin, logSumExp, dOut, delta, dQkv };
    this.dispatch(attentionQueryGradient(shape), { ...tensors, result: out });
    this.dispatch(attentionKeyGradient(shape), tensors);
  }

  embedBackward(args: ArgsOf<'embedBackward'>): void {
    const { tokens, scale, dOut, dTokenTable, dPositionTable, dPuzzleRows } = args;
    const op = 'embedBackward';
    const [batch, length, hidden] = extents(op, 'dOut', dOut, 3);
    const cells = extents(op, 'tokens', tokens, 2)[1];
    const prefix = length - cells;
    expectRange(op, prefix, cells, length);
    expect(op, 'tokens', tokens, [batch, cells], 'u32');
    if (dTokenTable) {
      const [outputs] = extents(op, 'dTokenTable', dTokenTable, 2);
      expect(op, 'dTokenTable', dTokenTable, [outputs, hidden]);
      const shape = { batch, length, from: prefix, taken: cells, outputs, inner: hidden };
      this.#contract(
        { ...shape, bias: false, left: { oneHotScale: scale } },
        { tokens, x: dOut },
        { dWeight: dTokenTable },
        false,
      );
    }
    if (!dPositionTable && !dPuzzleRows) return;
    if (dPositionTable) expect(op, 'dPositionTable', dPositionTable, [length, hidden]);
    const puzzleWidth = dPuzzleRows && extents(op, 'dPuzzleRows', dPuzzleRows, 2)[1];
    if (dPuzzleRows) expect(op, 'dPuzzleRows', dPuzzleRows, [batch, puzzleWidth!]);
    const positions = dPositionTable !== null;
    this.dispatch(
      positionGradient({ batch, length, prefix, hidden, scale, positions, puzzleWidth }),
      { dOut, dPositionTable, dPuzzleRows },
    );
  }

  /** Gradients whose partial sums still wait are finished before anything else may touch them. */
  protected override dispatch(kernel: Kernel, named: Named): void {
    const touched = Object.values(named).some(
      (tensor) => tensor != null && this.#pending.touches(onGpu(tensor, this.session)),
    );
    if (touched) this.#finishSums();
    super.dispatch(kernel, named);
  }

  /** A tensor in which the first kernel of an op leaves numbers for its second. */
  protected handOver(name: string, shape: readonly number[]): GpuTensor {
    this.#handed.reset();
    return this.#handed.take(name, shape);
  }

  #contract(shape: Contraction, operands: Named, gradients: Gradients, accumulate: boolean): void {
    const { splits } = splitRows(shape);
    if (splits === 1) {
      this.dispatch(weightGradient({ ...shape, accumulate }), { ...operands, ...gradients });
      return;
    }
    const dWeight = onGpu(gradients.dWeight, this.session);
    const dBias = gradients.dBias ? onGpu(gradients.dBias, this.session) : null;
    let slot = this.#pending.again(dWeight, dBias, splits, accumulate);
    if (!slot) {
      const isTouched = this.#pending.touches(dWeight) || (dBias && this.#pending.touches(dBias));
      const isFull = this.#pending.scratch.taken > MOST_PENDING_BYTES;
      if (isTouched || isFull) this.#finishSums();
      slot = this.#pending.add(dWeight, dBias, splits, accumulate);
    }
    this.dispatch(weightGradient({ ...shape, accumulate: slot.accumulate }), {
      ...operands,
      partials: slot.partials,
    });
  }

  #finishSums(): void {
    for (const { kernel, partials, sums } of this.#pending.drain()) {
      super.dispatch(kernel, { partials, sums });
    }
  }
}
