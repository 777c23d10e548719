import type { Ops } from '../ops';
import type { ArgsOf } from './args';
import { emitAttention } from './attention';
import { emitEmbed } from './embed';
import { emitGatedLinear, emitLinear, emitLinearResidualNorm } from './linear';
import { DATA_TYPE } from './protobuf';
import type { Recording } from './recording';
import { expectShape, threeAxes } from './shapes';

/**
 * The ops of `ops.ts`, each appending standard ONNX nodes to a recording. Reshapes leave the batch
 * axis as it comes, so that only `broadcast` fixes the batch size in the graph.
 */
export function onnxOps(recording: Recording): Ops {
  return {
    embed: (args) => emitEmbed(recording, args),
    broadcast: (args) => emitBroadcast(recording, args),
    add: (args) => emitAdd(recording, args),
    transpose: (args) => emitTranspose(recording, args),
    linear: (args) => emitLinear(recording, args),
    attention: (args) => emitAttention(recording, args),
    linearResidualNorm: (args) => emitLinearResidualNorm(recording, args),
    gatedLinear: (args) => emitGatedLinear(recording, args),
    predict: (args) => emitPredict(recording, args),
  };
}

function emitBroadcast(recording: Recording, { source, mask, out }: ArgsOf<'broadcast'>): void {
  const { graph } = recording;
  const [batch, length, hidden] = threeAxes('broadcast: out', out);
  expectShape('broadcast: source', source, [hidden]);
  const value = recording.read(source);
  if (mask === undefined) {
    const shape = graph.integers(batch, length, hidden);
    recording.write(out, graph.node('Expand', [value, shape], { name: out.name }));
    return;
  }
  expectShape('broadcast: mask', mask, [batch], 'u32');
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
  for (const [argument, tensor] of Object.entries({ a, b, ...(c ? { c } : {}) })) {
    expectShape(`add: ${argument}`, tensor, out.shape);
  }
  const addend = c
    ? graph.node('Add', [recording.read(b), recording.read(c)], { name: `${out.name}/addend` })
    : recording.read(b);
  recording.write(out, graph.node('Add', [recording.read(a), addend], { name: out.name }));
}

function emitTranspose(recording: Recording, { x, out }: ArgsOf<'transpose'>): void {
  const [batch, rows, columns] = threeAxes('transpose: x', x);
  expectShape('transpose: out', out, [batch, columns, rows]);
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
  const [batch, cells] = threeAxes('predict: logits', logits);
  expectShape('predict: tokens', tokens, [batch, cells], 'u32');
  expectShape('predict: confidence', confidence, [batch, cells]);
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
