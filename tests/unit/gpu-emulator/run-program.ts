import { compileKernel } from '../../support/gpu-emulator/compile/kernel';
import { createRunning } from '../../support/gpu-emulator/device';
import { runDispatch, type BoundRange } from '../../support/gpu-emulator/dispatch';
import { describeFinding, Findings } from '../../support/gpu-emulator/findings';
import { Shadow } from '../../support/gpu-emulator/shadow';

export interface Program {
  /** Declarations, and the statements of an entry point for 4 threads that uses `group` and `thread`. */
  readonly declarations?: string;
  readonly body: string;
  /** The numbers of each buffer by name; `out` is 16 zeros by default. All can be read and written. */
  readonly buffers?: Readonly<Record<string, Float32Array | Uint32Array>>;
  readonly workgroups?: number;
  readonly seed?: number;
}

const TYPES = { f32: Float32Array, u32: Uint32Array } as const;

/** Runs a program on the emulator. @returns the findings and the final numbers of the buffers */
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
  const { texts, kinds, memory } = runCode({
    ...{ label: 'program', code, seed, grid: [workgroups, 1] },
    buffers: all.map(([label, data]) => ({ label, data: data.slice().buffer })),
  });
  const left = all.map(([name, data], at) => {
    const Numbers = data instanceof TYPES.f32 ? TYPES.f32 : TYPES.u32;
    return [name, Array.from(new Numbers(memory[at]!))] as const;
  });
  return { kinds, texts, left: Object.fromEntries(left) };
}

/** Runs WGSL on buffers, which are in the order of their bindings. */
export function runCode(run: {
  readonly label: string;
  readonly code: string;
  readonly grid: readonly [x: number, y: number];
  readonly buffers: readonly { readonly label: string; readonly data: ArrayBuffer }[];
  readonly seed?: number;
}) {
  const { label, code, grid, buffers, seed = 1 } = run;
  const bound = buffers.map((buffer, binding): [number, BoundRange] => {
    const { label: name } = buffer;
    const size = buffer.data.byteLength;
    return [
      binding,
      { ...buffer, shadow: new Shadow(size / 4), offset: 0, size, isScratch: name === 'scratch' },
    ];
  });
  const findings = new Findings();
  runDispatch(
    { label, kernel: compileKernel(code, seed), bound: new Map(bound), grid: [...grid, 1] },
    createRunning({ seed }, findings),
  );
  const { all } = findings;
  return {
    kinds: all.map(({ kind }) => kind),
    texts: all.map(describeFinding),
    memory: buffers.map(({ data }) => data),
  };
}
