import type { Backend, Tensor } from '../backend';
import type { Ops } from '../ops';
import { attention } from './attention';
import { add, broadcast, predict } from './elementwise';
import { embed } from './embed';
import { gatedLinear, linear, linearResidualNorm } from './linear';
import { checkData, createCpuTensor, numbers } from './tensor';

/**
 * The reference: plain loops, f32 storage, sums in double precision. It favours being read over
 * being fast, and every other backend is tested against it.
 */
export function createCpuBackend(): Backend {
  return {
    kind: 'cpu',
    description: 'plain TypeScript, one thread',
    lost: new Promise<string>(() => undefined),

    tensor: createCpuTensor,

    write(tensor, data) {
      checkData(tensor, data);
      numbers(tensor).set(data);
    },

    read: (tensor) => Promise.resolve(numbers(tensor).slice()),

    record(build, reads: readonly Tensor[] = []) {
      const steps: (() => void)[] = [];
      build(recorder(steps));
      return Promise.resolve({
        dispatches: steps.length,
        run() {
          for (const step of steps) step();
          return Promise.resolve(reads.map((tensor) => numbers(tensor).slice()));
        },
      });
    },

    // Memory belongs to the garbage collector here.
    release: () => undefined,
    dispose: () => undefined,
  };
}

function recorder(steps: (() => void)[]): Ops {
  return {
    embed: (args) => steps.push(() => embed(args)),
    broadcast: (args) => steps.push(() => broadcast(args)),
    add: (args) => steps.push(() => add(args)),
    linear: (args) => steps.push(() => linear(args)),
    attention: (args) => steps.push(() => attention(args)),
    linearResidualNorm: (args) => steps.push(() => linearResidualNorm(args)),
    gatedLinear: (args) => steps.push(() => gatedLinear(args)),
    predict: (args) => steps.push(() => predict(args)),
  };
}
