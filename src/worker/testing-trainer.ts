import type { TensorData } from '../compute/backend';
import { createCpuBackend } from '../compute/cpu/backend';
import type { TrainingBackend } from '../compute/training-ops';
import type { OpenedTrainer } from './training-backend';

/**
 * What the tests of both teachers train on: the CPU backend. `spoil` may change what is read back of
 * the metrics, and `lose` ends the device of the moment. Nothing else imports this.
 */
export function frailTrainer(spoil: (rows: Float32Array) => void): {
  openBackend(): Promise<OpenedTrainer>;
  lose(reason: string): void;
} {
  let lose: (reason: string) => void = () => undefined;
  const openBackend = (): Promise<OpenedTrainer> => {
    const cpu = createCpuBackend();
    const backend: TrainingBackend = {
      ...cpu,
      lost: new Promise<string>((resolve) => (lose = resolve)),
      async recordTraining(build, reads) {
        const program = await cpu.recordTraining(build, reads);
        const isMetrics = reads?.[0]?.name === 'metrics';
        return {
          ...program,
          async run(): Promise<TensorData[]> {
            const data = await program.run();
            if (isMetrics) spoil(data[0] as Float32Array);
            return data;
          },
        };
      },
    };
    const available = { webgpu: null, onnx: null, cpu: null };
    const report = { kind: 'cpu' as const, description: 'cpu', reason: null, available };
    return Promise.resolve({ backend, report, fast: false });
  };
  return { openBackend, lose: (reason) => lose(reason) };
}
