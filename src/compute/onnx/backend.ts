import type { Backend } from '../backend';
import { totalCost } from '../host-program';
import { onnxOps } from './ops';
import { OnnxProgram } from './program';
import { Recording } from './recording';
import { startRuntime, type RuntimeOptions } from './runtime';
import { onnx, OnnxTensor } from './tensor';

/**
 * The backend that runs everywhere: recorded ops become one ONNX graph, computed by onnxruntime-web
 * on the CPU in WebAssembly. Tensors stay in JavaScript and are copied in and out with each run.
 * For a thought this is the carry, which is small beside the weights. The weights stay in the
 * sessions.
 *
 * @throws Error saying what is missing when ONNX Runtime cannot start
 */
export async function createOnnxBackend(options: RuntimeOptions = {}): Promise<Backend> {
  const runtime = await startRuntime(options);
  const programs = new Set<OnnxProgram>();

  // Sessions compute asynchronously; the next call must wait for a run, even for one that fails.
  let last: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(task: () => T | Promise<T>): Promise<T> => {
    const done = last.then(task);
    last = done.catch(() => undefined);
    return done;
  };

  const threads = runtime.env.wasm.numThreads ?? 1;
  const version = runtime.env.versions.web ?? '';
  return {
    kind: 'onnx',
    isGpu: false,
    description: `ONNX Runtime Web ${version}, WebAssembly, ${threads === 1 ? 'one thread' : `${threads} threads`}`,
    lost: new Promise<string>(() => undefined),

    tensor: (name, shape, tensorOptions) => new OnnxTensor(name, shape, tensorOptions),

    write(tensor, data) {
      const target = onnx(tensor);
      target.check(data);
      const copy = data.slice();
      void inOrder(async () => {
        target.data = copy;
        if (!target.constant) return;
        // A session keeps a copy of its constants. After a change the next run opens a new session.
        for (const program of programs) if (program.uses(target)) await program.close();
      });
    },

    read: (tensor) => {
      const source = onnx(tensor);
      if (source.scratch) {
        return Promise.reject(
          new Error(`Scratch tensor ${source.name} can only be read through a program.`),
        );
      }
      return inOrder(() => source.data.slice());
    },

    async record(build, reads = []) {
      const recording = new Recording();
      build(onnxOps(recording));
      const program = new OnnxProgram(runtime, recording, reads.map(onnx));
      await inOrder(async () => {
        await program.open();
        programs.add(program);
      });
      return {
        dispatches: program.nodeCount,
        cost: totalCost(recording.calls),
        kernels: () => [],
        run: () => inOrder(() => program.run()),
        submit() {
          // An error here makes the next awaited run fail too.
          inOrder(() => program.run()).catch(() => undefined);
        },
        dispose() {
          programs.delete(program);
          void inOrder(() => program.close());
        },
      };
    },

    release(tensors) {
      const released = tensors.map(onnx);
      void inOrder(async () => {
        for (const tensor of released) tensor.release();
        for (const program of programs) {
          if (!released.some((tensor) => program.uses(tensor))) continue;
          programs.delete(program);
          await program.close();
        }
      });
    },

    dispose() {
      void inOrder(async () => {
        for (const program of programs) await program.close();
        programs.clear();
      });
    },
  };
}
