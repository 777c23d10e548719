import type { ArgsOf, Dims } from '../op-specs';
import type { Tensor } from '../tensor';
import type { Recording } from './recording';

export function emitLinear(recording: Recording, args: ArgsOf<'linear'>, { L, M }: Dims): void {
  const { graph } = recording;
  const { x, weight, bias, from = 0, out } = args;
  let rows = recording.read(x);
  if (M !== L) {
    const bounds = [[from], [from + M], [1]].map((bound) => graph.integers(...bound));
    rows = graph.node('Slice', [rows, ...bounds], { name: `${out.name}/positions` });
  }
  let value = product(recording, rows, weight, bias ? `${out.name}/product` : out.name);
  if (bias) {
    value = graph.node('Add', [value, recording.read(bias)], { name: out.name });
  }
  recording.write(out, value);
}

export function emitLinearResidualNorm(
  recording: Recording,
  args: ArgsOf<'linearResidualNorm'>,
): void {
  const { graph } = recording;
  const { x, weight, residual, epsilon, out, saveInverseRms } = args;
  const node = (op: string, inputs: string[], part: string) =>
    graph.node(op, inputs, { name: `${out.name}/${part}` });

  const projected = product(recording, recording.read(x), weight, `${out.name}/product`);
  const sum = node('Add', [recording.read(residual), projected], 'sum');
  const square = node('Mul', [sum, sum], 'square');
  const mean = node('ReduceMean', [square, graph.integers(-1)], 'mean_square');
  const shifted = node('Add', [mean, graph.scalar(epsilon)], 'mean_square_epsilon');
  const rms = node('Sqrt', [shifted], 'rms');
  recording.write(out, graph.node('Div', [sum, rms], { name: out.name }));

  if (saveInverseRms) {
    const inverse = node('Reciprocal', [rms], 'inverse_rms');
    recording.write(
      saveInverseRms,
      graph.node('Squeeze', [inverse, graph.integers(-1)], { name: saveInverseRms.name }),
    );
  }
}

export function emitGatedLinear(
  recording: Recording,
  args: ArgsOf<'gatedLinear'>,
  { I }: Dims,
): void {
  const { graph } = recording;
  const { x, weight, out, savePreactivations } = args;
  const both = product(
    recording,
    recording.read(x),
    weight,
    savePreactivations?.name ?? `${out.name}/preactivations`,
  );
  const [gate, up] = graph.nodeWithOutputs('Split', [both, graph.integers(I, I)], 2, {
    name: `${out.name}/gate_up`,
    attributes: { axis: -1 },
  }) as [string, string];
  const sigmoid = graph.node('Sigmoid', [gate], { name: `${out.name}/sigmoid` });
  const silu = graph.node('Mul', [gate, sigmoid], { name: `${out.name}/silu` });
  recording.write(out, graph.node('Mul', [silu, up], { name: out.name }));

  if (savePreactivations) {
    recording.write(savePreactivations, both);
  }
}

/** rows · weightᵀ */
function product(recording: Recording, rows: string, weight: Tensor, name: string): string {
  return recording.graph.node('MatMul', [rows, recording.readTransposed(weight)], { name });
}
