import type { Backend, TensorOptions } from '../backend';
import type { Ops } from '../ops';
import type { Tensor, TensorData } from '../tensor';
import type { TrainingBackend, TrainingOps } from '../training-ops';
import { TILE_FAMILIES, type FamilyName, type TileFamily } from './kernels/tile-shapes';
import { gpuOps } from './ops';
import { Pipelines } from './pipelines';
import { GpuProgram } from './program';
import { Recorder } from './recorder';
import { GpuSession } from './session';
import { Staging } from './staging';
import { createTensor, GpuTensor, onGpu, viewOf } from './tensor';
import { TileChoice } from './tile-choice';
import type { TileMemory } from './tile-memory';

/**
 * The device's name for people, whether it is a real GPU, and the tiles in which it computes
 * products.
 */
export interface Identity extends Pick<Backend, 'description' | 'isGpu'> {
  /** By default, those that suit such a device. */
  readonly tiles?: FamilyName | undefined;
  /** If given, other tiles are timed, and the result is kept there. */
  readonly memory?: TileMemory | undefined;
}

/**
 * A backend on a device that the caller gives; `openWebGpu` also finds one. The backend then owns
 * the device: `dispose` destroys it.
 */
export function createWebGpuBackend(device: GPUDevice, identity: Identity): TrainingBackend {
  return new WebGpuBackend(new GpuSession(device), identity);
}

class WebGpuBackend implements TrainingBackend {
  readonly kind = 'webgpu';
  readonly description: string;
  readonly isGpu: boolean;
  readonly lost: Promise<string>;
  readonly #session: GpuSession;
  readonly #pipelines: Pipelines;
  readonly #tiles: TileFamily;
  readonly #choice: TileChoice | null;

  constructor(session: GpuSession, { description, isGpu, tiles, memory }: Identity) {
    this.#session = session;
    this.#pipelines = new Pipelines(session.device);
    this.description = description;
    this.isGpu = isGpu;
    this.#tiles = TILE_FAMILIES[tiles ?? (isGpu ? 'staged' : 'direct')];
    this.#choice = memory ? new TileChoice(session, this.#pipelines, memory) : null;
    this.lost = session.lost;
  }

  tensor(name: string, shape: readonly number[], options: TensorOptions = {}): Tensor {
    this.#session.check();
    return createTensor(this.#session, name, shape, options);
  }

  view(name: string, tensor: Tensor, offset: number, shape: readonly number[]): Tensor {
    this.#session.check();
    return viewOf(name, onGpu(tensor, this.#session), offset, shape);
  }

  write(tensor: Tensor, data: TensorData): void {
    this.#session.check();
    onGpu(tensor, this.#session).write(data);
  }

  async read(tensor: Tensor): Promise<TensorData> {
    this.#session.check();
    const { device } = this.#session;
    const staging = new Staging(this.#session, [onGpu(tensor, this.#session)]);
    const encoder = device.createCommandEncoder();
    const copied = staging.copy(encoder);
    device.queue.submit([encoder.finish()]);
    const [data] = await this.#session.guard(staging.read(copied));
    staging.destroy();
    return data!;
  }

  record(build: (ops: Ops) => void, reads: readonly Tensor[] = []): Promise<GpuProgram> {
    return this.recordTraining(build, reads);
  }

  async recordTraining(
    build: (ops: TrainingOps) => void,
    reads: readonly Tensor[] = [],
  ): Promise<GpuProgram> {
    const recorder = new Recorder(this.#session, this.#tiles);
    build(gpuOps(recorder));
    this.#session.check();
    const read = reads.map((tensor) => onGpu(tensor, this.#session));
    return GpuProgram.prepare(
      this.#session,
      this.#pipelines,
      recorder.finish(read),
      read,
      this.#choice,
    );
  }

  release(tensors: readonly Tensor[]): void {
    for (const tensor of tensors) {
      if (tensor instanceof GpuTensor && tensor.isView) continue;
      onGpu(tensor, this.#session).memory.release();
    }
  }

  dispose(): void {
    this.#session.dispose();
  }
}
