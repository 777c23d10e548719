/**
 * A kernel is WGSL text specialised for its shapes: extents are literals, so nothing has to be
 * passed at run time and the driver's compiler can fold every bound. Kernels of equal text share a
 * pipeline.
 */
export interface Kernel {
  /** Op and shape, for messages and GPU profilers. */
  readonly label: string;
  readonly bindings: readonly Binding[];
  readonly code: string;
  /** Workgroups along x and y; see `gridOf`. */
  readonly grid: Grid;
  /** Floating-point operations of its products, a multiply-add counted as two. */
  readonly flops: number;
}

/** One storage buffer of a kernel; its index in `bindings` is its `@binding`. */
export interface Binding {
  readonly name: string;
  readonly type: 'f32' | 'u32' | 'vec4f';
  readonly access: 'read' | 'read_write';
  /** The smallest number of times that the whole buffer moves between the GPU and its memory. */
  readonly traffic: 0 | 1 | 2;
}

export type Grid = readonly [x: number, y: number];

export interface KernelSource {
  readonly label: string;
  readonly bindings: readonly Binding[];
  /** Invocations of a workgroup, at most 256. */
  readonly threads: number;
  readonly workgroups: number;
  /** See `Kernel`; 0 unless given. */
  readonly flops?: number;
  /** Functions and workgroup memory. */
  readonly declarations?: string;
  /**
   * Statements of the entry point. They see `workgroup` in [0, workgroups) and `thread` in
   * [0, threads), both u32; `workgroup` is uniform, so barriers may depend on it.
   */
  readonly body: string;
}

export function kernel(source: KernelSource): Kernel {
  const { label, bindings, threads, workgroups, flops = 0, declarations = '', body } = source;
  const grid = gridOf(workgroups);
  const code = /* wgsl */ `
${bindings.map(declareBinding).join('\n')}
${declarations}
@compute @workgroup_size(${threads})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let workgroup = group.y * ${grid[0]}u + group.x;
  if (workgroup >= ${workgroups}u) { return; }
  ${body}
}
`;
  return { label, bindings, code, grid, flops };
}

const THREADS = 64;

/** A kernel with one invocation for each index in [0, count); `body` sees `index`. */
export function elementwise(
  source: Omit<KernelSource, 'threads' | 'workgroups'> & { readonly count: number },
): Kernel {
  return kernel({
    ...source,
    threads: THREADS,
    workgroups: Math.ceil(source.count / THREADS),
    body: /* wgsl */ `
  let index = workgroup * ${THREADS}u + thread;
  if (index >= ${source.count}u) { return; }
  ${source.body}`,
  });
}

function declareBinding({ name, type, access }: Binding, index: number): string {
  return `@group(0) @binding(${index}) var<storage, ${access}> ${name}: array<${type}>;`;
}

/** WebGPU's default `maxComputeWorkgroupsPerDimension`. */
const MAX_WORKGROUPS = 65535;

/** One row of workgroups if it fits, otherwise the smallest number of equal rows that fit. */
function gridOf(workgroups: number): Grid {
  const rows = Math.ceil(workgroups / MAX_WORKGROUPS);
  return [Math.ceil(workgroups / rows), rows];
}

export function input(name: string, type: Binding['type'] = 'f32'): Binding {
  return { name, type, access: 'read', traffic: 1 };
}

/** A table that a kernel reads only a few rows from. These reads are not counted as traffic. */
export function table(name: string, type: Binding['type'] = 'f32'): Binding {
  return { name, type, access: 'read', traffic: 0 };
}

export function output(name: string, type: Binding['type'] = 'f32'): Binding {
  return { name, type, access: 'read_write', traffic: 1 };
}

/** What a kernel reads and writes. */
export function update(name: string, type: Binding['type'] = 'f32'): Binding {
  return { name, type, access: 'read_write', traffic: 2 };
}

/** `x`, rounded to f32, as a WGSL literal. */
export function literal(x: number): string {
  const rounded = Math.fround(x);
  if (!Number.isFinite(rounded))
    throw new RangeError(`A kernel constant must be finite, not ${x}.`);
  return `${rounded}f`;
}

/**
 * Text for each of 0…count−1, joined by line breaks: a loop that is unrolled before compiling.
 */
export function unroll(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join('\n');
}
