import { Ladder } from '../compute/ladder';
import type { TensorData } from '../compute/tensor';
import type { TrainingBackend } from '../compute/training-ops';
import { openWasm } from '../compute/wasm/backend';

/**
 * WebAssembly for the tests of both teachers. `spoil` may change the metrics that are read
 * back. `lose` ends the present device: every later call fails, and a moment later it reports that
 * it is lost, like WebGPU. Only tests import this.
 */
export function frailTrainer(spoil: (rows: Float32Array) => void): {
  /** Only WebAssembly. */
  readonly ladder: Ladder<TrainingBackend>;
  /** Devices that were opened and not disposed of. */
  open(): number;
  lose(reason: string): void;
  /** The present device is lost after this many more steps. */
  loseAfter(steps: number, reason: string): void;
} {
  let lose: (reason: string) => void = () => undefined;
  let doom: { steps: number; readonly reason: string } | null = null;
  let devices = 0;
  const openBackend = async (): Promise<TrainingBackend> => {
    devices++;
    const wasm = await openWasm();
    let gone = false;
    const alive = <T extends unknown[], R>(call: (...args: T) => R) => {
      return (...args: T): R => {
        if (gone) throw new Error('The device is gone.');
        return call(...args);
      };
    };
    const lost = new Promise<string>((resolve) => {
      lose = (reason) => {
        gone = true;
        setTimeout(() => resolve(reason), 5);
      };
    });
    const countDown = () => {
      if (doom === null || --doom.steps >= 0) return;
      lose(doom.reason);
      doom = null;
    };
    const backend: TrainingBackend = {
      ...wasm,
      lost,
      tensor: alive(wasm.tensor),
      write: alive(wasm.write),
      dispose() {
        devices--;
        wasm.dispose();
      },
      async read(tensor) {
        return alive(wasm.read)(tensor);
      },
      async record(build, reads) {
        const program = await alive(wasm.record)(build, reads);
        return { ...program, run: async () => alive(program.run)() };
      },
      async recordTraining(build, reads) {
        const program = await alive(wasm.recordTraining)(build, reads);
        const isMetrics = reads?.[0]?.name === 'metrics';
        const isStep = program.dispatches > 20;
        return {
          ...program,
          submit() {
            if (isStep) countDown();
            alive(program.submit)();
          },
          async run(): Promise<TensorData[]> {
            if (isStep) countDown();
            const data = await alive(program.run)();
            if (isMetrics) spoil(data[0] as Float32Array);
            return data;
          },
        };
      },
    };
    return backend;
  };
  const rung = { kind: 'wasm' as const, label: 'The device', open: openBackend };
  return {
    ladder: new Ladder([rung]),
    open: () => devices,
    lose: (reason) => lose(reason),
    loseAfter: (steps, reason) => (doom = { steps, reason }),
  };
}
