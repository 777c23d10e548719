import { checkedOps } from '../bind-op';
import { opCall } from '../op-calls';
import type { ArgsOf, Dims } from '../op-specs';
import type { Ops } from '../ops';
import type { Tensor } from '../tensor';
import { emitAttention } from './attention';
import { emitEmbed } from './embed';
import { emitGatedLinear, emitLinear, emitLinearResidualNorm } from './linear';
import { DATA_TYPE } from './protobuf';
import type { Recording } from './recording';

/**
 * The ops of `ops.ts`, each appending standard ONNX nodes to a recording. Reshapes keep the batch
 * axis free, so that only `broadcast` fixes the batch size in the graph.
 */
export function onnxOps(recording: Recording): Ops {
  const emitters: Emitters = {
    embed: (args, dims) => emitEmbed(recording, args, dims),
    broadcast: (args, dims) => emitBroadcast(recording, args, dims),
    add: (args) => emitAdd(recording, args),
    axpby: (args) => emitAxpby(recording, args),
    settle: (args) => emitSettle(recording, args),
    transpose: (args) => emitTranspose(recording, args),
    linear: (args, dims) => emitLinear(recording, args, dims),
    attention: (args, dims) => emitAttention(recording, args, dims),
    linearResidualNorm: (args) => emitLinearResidualNorm(recording, args),
    gatedLinear: (args, dims) => emitGatedLinear(recording, args, dims),
    predict: (args) => emitPredict(recording, args),
  };
  const noted =
    <Op extends keyof Ops>(op: Op) =>
    (args: ArgsOf<Op>, dims: Dims) => {
      recording.calls.push(opCall(op, args, dims));
      emitters[op](args, dims);
    };
  const names = Object.keys(emitters) as (keyof Ops)[];
  return checkedOps(Object.fromEntries(names.map((op) => [op, noted(op)])) as unknown as Emitters);
}

type Emitters = { readonly [Op in keyof Ops]: (args: ArgsOf<Op>, dims: Dims) => void };

function emitBroadcast(
  recording: Recording,
  { source, mask, out }: ArgsOf<'broadcast'>,
  { B, L, D }: Dims,
): void {
  const { graph } = recording;
  const value = recording.read(source);
  if (mask === undefined) {
    const shape = graph.integers(B, L, D);
    recording.write(out, graph.node('Expand', [value, shape], { name: out.name }));
    return;
  }
  const column = graph.node('Reshape', [recording.read(mask), graph.integers(0, 1, 1)], {
    name: `${mask.name}/column`,
  });
  const chosen = graph.node('Cast', [column], {
    name: `${mask.name}/chosen`,
    attributes: { to: DATA_TYPE.bool },
  });
  const kept = recording.read(out);
  recording.write(out, graph.node('Where', [chosen, value, kept], { name: out.name }));
}

function emitAdd(recording: Recording, { a, b, c, out }: ArgsOf<'add'>): void {
  const { graph } = recording;
  const addend = c
    ? graph.node('Add', [recording.read(b), recording.read(c)], { name: `${out.name}/addend` })
    : recording.read(b);
  recording.write(out, graph.node('Add', [recording.read(a), addend], { name: out.name }));
}

function emitAxpby(recording: Recording, args: ArgsOf<'axpby'>): void {
  const { alpha, x, beta = 1, y, out } = args;
  const { graph } = recording;
  const scaled = (factor: number, tensor: Tensor, part: string) =>
    graph.node('Mul', [graph.scalar(factor), recording.read(tensor)], {
      name: `${out.name}/${part}`,
    });
  const first = scaled(alpha, x, 'x');
  if (y === undefined) return recording.write(out, first);
  recording.write(out, graph.node('Add', [first, scaled(beta, y, 'y')], { name: out.name }));
}

function emitSettle(recording: Recording, args: ArgsOf<'settle'>): void {
  const { q, power, towards, state } = args;
  const { graph } = recording;
  const named = (part: string) => ({ name: `${state.name}/settle/${part}` });
  const halt = graph.node('Gather', [recording.read(q), graph.integers(0)], {
    ...named('q_halt'),
    attributes: { axis: 2 },
  });
  const doubt = graph.node(
    'Sigmoid',
    [graph.node('Neg', [halt], named('negative'))],
    named('doubt'),
  );
  const share = graph.node('Pow', [doubt, graph.scalar(power)], named('share'));
  const before = recording.read(state);
  const way = graph.node('Sub', [recording.read(towards), before], named('way'));
  const step = graph.node('Mul', [share, way], named('step'));
  recording.write(state, graph.node('Add', [before, step], { name: state.name }));
}

function emitTranspose(recording: Recording, { x, out }: ArgsOf<'transpose'>): void {
  const attributes = { perm: [0, 2, 1] };
  const turned = recording.graph.node('Transpose', [recording.read(x)], {
    name: out.name,
    attributes,
  });
  recording.write(out, turned);
}

function emitPredict(recording: Recording, args: ArgsOf<'predict'>): void {
  const { graph } = recording;
  const { logits, tokens, confidence } = args;
  const value = recording.read(logits);
  const largest = graph.node('ArgMax', [value], {
    name: `${tokens.name}/largest`,
    attributes: { axis: -1, keepdims: 0, select_last_index: 0 },
  });
  recording.write(
    tokens,
    graph.node('Cast', [largest], { name: tokens.name, attributes: { to: DATA_TYPE.i32 } }),
  );
  const probabilities = graph.node('Softmax', [value], {
    name: `${confidence.name}/probabilities`,
    attributes: { axis: -1 },
  });
  recording.write(
    confidence,
    graph.node('ReduceMax', [probabilities, graph.integers(-1)], {
      name: confidence.name,
      attributes: { keepdims: 0 },
    }),
  );
}
