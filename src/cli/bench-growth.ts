import { segmentOf, trainingStepOf } from '../bench/subjects';
import { median, timeRuns } from '../bench/time-runs';
import type { Backend } from '../compute/backend';
import { parseConfig, type HrmConfig } from '../hrm/config';
import { parameterCount } from '../hrm/parameters';
import { blankModel } from '../training/initial-weights';
import { openNodeBackend } from './open-backend';
import { tableText } from './table-text';

interface GrowthOptions {
  readonly train?: boolean;
  readonly json?: boolean;
}

/** The quantities to vary, one at a time; the others stay as in the config. */
const AXES = {
  batch: [1, 2, 4, 8],
  segments: [1, 2, 4, 8],
  width: [64, 128, 256, 512],
  cells: [16, 36, 81, 225, 400, 900],
} as const;
type Axis = keyof typeof AXES;

interface Point {
  readonly axis: Axis;
  readonly value: number;
  readonly parameters: number;
  readonly gflop: number;
  /**
   * Milliseconds: CPU time of this process if the backend computes in it, so that other work on the
   * machine does not count; on a GPU, wall-clock time.
   */
  readonly ms: number;
  readonly gflop_per_second: number;
  /** Bytes of memory that the backend has allocated; `null` if it does not know. */
  readonly held_bytes: number | null;
}

/**
 * Prints how the time and the memory of a segment, or of a training step, grow. Every point has its
 * own backend, and so its own memory. Weights are random.
 */
export async function benchGrowth(
  first: Backend,
  config: HrmConfig,
  { train = false, json = false }: GrowthOptions,
): Promise<void> {
  const { kind, description } = first;
  first.dispose();
  const points: Point[] = [];
  for (const axis of Object.keys(AXES) as Axis[]) {
    // A training step is one segment.
    if (train && axis === 'segments') continue;
    for (const value of AXES[axis]) {
      const backend = await openNodeBackend(kind);
      const point = await measure(backend, config, axis, value, train);
      points.push(point);
      console.error(`${axis} ${value}: ${point.ms.toFixed(1)} ms`);
      backend.dispose();
    }
  }
  const of = train ? 'training step' : 'segment';
  if (json) console.log(JSON.stringify({ of, backend: description, points }));
  else {
    const rows = points.map((point) => [
      point.axis,
      String(point.value),
      (point.parameters / 1e6).toFixed(2),
      point.gflop.toFixed(3),
      point.ms.toFixed(1),
      point.gflop_per_second.toFixed(1),
      point.held_bytes === null ? '–' : (point.held_bytes / 1e6).toFixed(0),
    ]);
    console.log(`${description}, a ${of}`);
    const head = ['', '', 'million weights', 'GFLOP', 'ms', 'GFLOP/s', 'MB held'];
    console.log(tableText(head, rows, ['left']));
  }
}

async function measure(
  backend: Backend,
  base: HrmConfig,
  axis: Axis,
  value: number,
  train: boolean,
): Promise<Point> {
  const config = varied(base, axis, value);
  const model = blankModel(config, { seed: 1, qContinue: true });
  const batch = axis === 'batch' ? value : 1;
  const times = axis === 'segments' ? value : 1;
  const subject = await (train ? trainingStepOf : segmentOf)(backend, model, batch);
  const run = async () => {
    for (let i = 0; i < times; i++) await subject.once();
  };
  const clock = backend.kind === 'webgpu' ? {} : { clock: ownMilliseconds };
  const [taken] = await timeRuns([run], { warmups: 1, least: 3, most: 20, within: 1500, ...clock });
  const ms = median(taken!);
  const gflop = (times * subject.cost.flops) / 1e9;
  subject.dispose();
  return {
    ...{ axis, value, parameters: parameterCount(config), gflop, ms },
    gflop_per_second: gflop / (ms / 1000),
    held_bytes: backend.heldBytes?.() ?? null,
  };
}

/** CPU time of this process so far. */
function ownMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The config with other cells or another width, without a world; heads keep their size. */
function varied(base: HrmConfig, axis: Axis, value: number): HrmConfig {
  const config = { ...base, puzzle: undefined };
  if (axis === 'cells') return parseConfig({ ...config, seq_len: value });
  if (axis !== 'width') return parseConfig(config);
  const size = base.hidden_size / base.num_heads;
  return parseConfig({ ...config, hidden_size: value, num_heads: Math.max(1, value / size) });
}
