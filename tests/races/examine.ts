import { openWebGpu } from '../../src/compute/webgpu/open';
import { checkBarriers } from '../support/gpu-emulator/barriers';
import { createEmulator } from '../support/gpu-emulator/device';
import { runDispatch, type Dispatch, type Running } from '../support/gpu-emulator/dispatch';
import type { Finding } from '../support/gpu-emulator/findings';
import { BROWSER_CONSTANTS } from '../support/gpu-emulator/globals';
import type { Subject } from './subjects';

export interface Examination {
  readonly seed: number;
  /** The largest number of workgroups to run of each kernel. */
  readonly mostWorkgroups: number;
  /**
   * Which kernels are also run without each of their barriers: none, all, or (`once`) those with a
   * barrier that no earlier shape has proved necessary.
   */
  readonly barriers: 'none' | 'once' | 'all';
  readonly progress?: (text: string) => void;
}

export interface Report {
  /** The number of kernels with different code, and of the barriers in them. */
  readonly kernels: number;
  readonly barriers: number;
  readonly findings: readonly Finding[];
  /** Barriers that can be left out in every shape without a fault, and the number of these shapes. */
  readonly idle: ReadonlyMap<string, number>;
}

/** Runs every kernel that the subjects use on a GPU or a software adapter, once, on the emulated GPU. */
export async function examine(
  subjects: readonly Subject[],
  { seed, mostWorkgroups, barriers, progress = () => undefined }: Examination,
): Promise<Report> {
  Object.assign(globalThis, BROWSER_CONSTANTS);
  const seen = new Set<string>();
  /** By name: the number of shapes with the barrier, and of those that show a fault without it. */
  const checked = new Map<string, { shapes: number; missed: number }>();
  const dispatched = (dispatch: Dispatch, running: Running) => {
    const code = dispatch.kernel.lines.join('\n');
    if (seen.has(code)) return;
    seen.add(code);
    runDispatch(dispatch, running);
    if (barriers === 'none') return;
    const isOpen = (name: string) => barriers === 'all' || !checked.get(name)?.missed;
    for (const [name, isMissed] of checkBarriers(dispatch, running, isOpen)) {
      const { shapes, missed } = checked.get(name) ?? { shapes: 0, missed: 0 };
      checked.set(name, { shapes: shapes + 1, missed: missed + Number(isMissed) });
    }
  };
  const findings: Finding[] = [];
  for (const subject of subjects) {
    for (const isSoftware of [false, true]) {
      const emulator = createEmulator({ seed, mostWorkgroups, isSoftware, dispatched });
      const backend = await openWebGpu({
        ...{ gpu: emulator.gpu, allowFallback: true, timeTiles: false },
      });
      await subject.run(backend);
      backend.dispose();
      findings.push(...emulator.findings.take());
    }
    progress(`${subject.name}: ${seen.size} kernels so far, ${findings.length} findings`);
  }
  const idle = [...checked].filter(([, { missed }]) => missed === 0);
  return {
    kernels: seen.size,
    barriers: [...checked.values()].reduce((sum, { shapes }) => sum + shapes, 0),
    findings,
    idle: new Map(idle.map(([name, { shapes }]) => [name, shapes])),
  };
}
