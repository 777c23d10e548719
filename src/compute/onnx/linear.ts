import type { Tensor } from '../backend';
import type { ArgsOf } from './args';
import type { Recording } from './recording';
import { expectShape, threeAxes } from './shapes';

export function emitLinear(recording: Recording, args: ArgsOf<'linear'>): void {
  const { graph } = recording;
  const { x, weight, bias, from = 0, out } = args;
  const [batch, length, width] = threeAxes('linear: x', x);
  const [, taken, outputs] = threeAxes('linear: out', out);
  expectShape('linear: weight', weight, [outputs, width]);
  expectShape('linear: out', out, [batch, taken, outputs]);
  if (from < 0 || from + taken > length) {
    throw new RangeError(
      `linear: positions ${from} to ${from + taken} reach outside the ${length} of ${x.name}.`,
    );
  }
  let rows = recording.read(x);
  if (taken !== length) {
    const bounds = [[from], [from + taken], [1]].map((bound) => graph.integers(...bound));
    rows = graph.node('Slice', [rows, ...bounds], { name: `${out.name}/positions` });
  }
  let value = product(recording, rows, weight, bias ? `${out.name}/product` : out.name);
  if (bias) {
    expectShape('linear: bias', bias, [outputs]);
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
  const [batch, length, width] = threeAxes('linearResidualNorm: x', x);
  const [, , hidden] = threeAxes('linearResidualNorm: out', out);
  expectShape('linearResidualNorm: out', out, [batch, length, hidden]);
  expectShape('linearResidualNorm: weight', weight, [hidden, width]);
  expectShape('linearResidualNorm: residual', residual, out.shape);
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
    expectShape('linearResidualNorm: saveInverseRms', saveInverseRms, [batch, length]);
    const inverse = node('Reciprocal', [rms], 'inverse_rms');
    recording.write(
      saveInverseRms,
      graph.node('Squeeze', [inverse, graph.integers(-1)], { name: saveInverseRms.name }),
    );
  }
}

export function emitGatedLinear(recording: Recording, args: ArgsOf<'gatedLinear'>): void {
  const { graph } = recording;
  const { x, weight, out, savePreactivations } = args;
  const [batch, length, hidden] = threeAxes('gatedLinear: x', x);
  const [, , inner] = threeAxes('gatedLinear: out', out);
  expectShape('gatedLinear: out', out, [batch, length, inner]);
  expectShape('gatedLinear: weight', weight, [2 * inner, hidden]);

  const both = product(
    recording,
    recording.read(x),
    weight,
    savePreactivations?.name ?? `${out.name}/preactivations`,
  );
  const [gate, up] = graph.nodeWithOutputs('Split', [both, graph.integers(inner, inner)], 2, {
    name: `${out.name}/gate_up`,
    attributes: { axis: -1 },
  }) as [string, string];
  const sigmoid = graph.node('Sigmoid', [gate], { name: `${out.name}/sigmoid` });
  const silu = graph.node('Mul', [gate, sigmoid], { name: `${out.name}/silu` });
  recording.write(out, graph.node('Mul', [silu, up], { name: out.name }));

  if (savePreactivations) {
    expectShape('gatedLinear: savePreactivations', savePreactivations, [batch, length, 2 * inner]);
    recording.write(savePreactivations, both);
  }
}

/** rows · weightᵀ */
function product(recording: Recording, rows: string, weight: Tensor, name: string): string {
  return recording.graph.node('MatMul', [rows, recording.readTransposed(weight)], { name });
}
