import { compileKernel } from '../../support/gpu-emulator/compile/kernel';
import { createRunning } from '../../support/gpu-emulator/device';
import { runDispatch, type BoundRange } from '../../support/gpu-emulator/dispatch';
import { describeFinding, Findings } from '../../support/gpu-emulator/findings';
import { Shadow } from '../../support/gpu-emulator/shadow';

export interface Program {
  /** Declarations, then the statements of an entry point of 4 threads that see `group` and `thread`. */
  readonly declarations?: string;
  readonly body: string;
  /** Numbers of each buffer, by name; `out` is 16 zeros unless given. All are read and written. */
  readonly buffers?: Readonly<Record<string, Float32Array | Uint32Array>>;
  readonly workgroups?: number;
  readonly seed?: number;
}

const TYPES = { f32: Float32Array, u32: Uint32Array } as const;

/** Runs a program on the emulator; what it found and what it left. */
export function runProgram(program: Program) {
  const { declarations = '', body, buffers = {}, workgroups = 1, seed = 1 } = program;
  const all = Object.entries({ out: new Uint32Array(16), ...buffers }).filter(([name]) =>
    new RegExp(`\\b${name}\\b`).test(declarations + body),
  );
  const declared = all.map(([name, data], binding) => {
    const type = data instanceof TYPES.f32 ? 'f32' : 'u32';
    return `@group(0) @binding(${binding}) var<storage, read_write> ${name}: array<${type}>;`;
  });
  const code = `${declared.join('\n')}
${declarations}
@compute @workgroup_size(4)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
${body}
}`;
  const kernel = compileKernel(code, seed);
  const ranges = all.map(([label, data], binding): [number, BoundRange] => {
    const shadow = new Shadow(data.length);
    const range = { label, data: data.slice().buffer, shadow, offset: 0, size: data.byteLength };
    return [binding, range];
  });
  const findings = new Findings();
  const dispatch = {
    ...{ label: 'program', kernel, bound: new Map(ranges) },
    grid: [workgroups, 1, 1] as const,
  };
  runDispatch(dispatch, createRunning({ seed }, findings));
  const left = all.map(([name, data], binding) => {
    const { data: memory } = ranges[binding]![1];
    const Numbers = data instanceof TYPES.f32 ? TYPES.f32 : TYPES.u32;
    return [name, Array.from(new Numbers(memory))] as const;
  });
  const { all: found } = findings;
  return {
    kinds: found.map(({ kind }) => kind),
    texts: found.map(describeFinding),
    left: Object.fromEntries(left),
  };
}
