import type { Cost, Pace, Program, ProgramKernel } from './backend';
import type { OpCall } from './op-calls';
import type { Tensor, TensorData } from './tensor';

/** A step of a program that runs on this thread. */
export interface HostStep extends OpCall {
  run(): void;
}

/**
 * A program that calls functions one after the other.
 * @param copyOf reads a tensor that was asked for
 * @param dispose frees what the program made for itself
 */
export function hostProgram(
  steps: readonly HostStep[],
  reads: readonly Tensor[],
  copyOf: (tensor: Tensor) => TensorData,
  dispose: () => void = () => undefined,
): Program {
  const submit = () => {
    for (const step of steps) step.run();
  };
  return {
    dispatches: steps.length,
    cost: totalCost(steps),
    submit,
    breakable: true,
    async run(pace) {
      if (pace === undefined) submit();
      else await runInTurns(steps, pace);
      return reads.map(copyOf);
    },
    kernels: () => kernelsOf(steps),
    dispose,
  };
}

/** Milliseconds of work after which other tasks get a turn. */
const TURN = 100;

async function runInTurns(steps: readonly HostStep[], pace: Pace): Promise<void> {
  const all = totalCost(steps).flops;
  let done = 0;
  let since = performance.now();
  for (const step of steps) {
    step.run();
    done += step.cost.flops;
    if (performance.now() - since < TURN || done === all) continue;
    await pace(done / all);
    since = performance.now();
  }
}

export function totalCost(steps: readonly { readonly cost: Cost }[]): Cost {
  let [flops, bytes] = [0, 0];
  for (const { cost } of steps) {
    flops += cost.flops;
    bytes += cost.bytes;
  }
  return { flops, bytes };
}

/** Steps of the same name count as one kernel; the first of them represents it. */
function kernelsOf(steps: readonly HostStep[]): ProgramKernel[] {
  const alike = new Map<string, HostStep[]>();
  for (const step of steps) {
    const known = alike.get(step.name);
    if (known) known.push(step);
    else alike.set(step.name, [step]);
  }
  return [...alike.values()].map((group) => {
    const [first] = group as [HostStep];
    return {
      name: first.name,
      cost: first.cost,
      count: group.length,
      code: null,
      time(times) {
        const started = performance.now();
        for (let i = 0; i < times; i++) first.run();
        return Promise.resolve((performance.now() - started) / times);
      },
    };
  });
}
