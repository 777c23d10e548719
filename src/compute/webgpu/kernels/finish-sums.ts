import { input, kernel, output, update, type Kernel } from './kernel';

/** A block of columns of a matrix in partial sums, and its place in `sums`. */
export interface PartialSums {
  /** Elements before the first partial sum. */
  readonly at: number;
  readonly splits: number;
  readonly rows: number;
  readonly width: number;
  /** The block: `columns` of the `width` columns from `column0` on. */
  readonly column0: number;
  readonly columns: number;
  /** Elements before the block in `sums`. */
  readonly to: number;
  /** Whether to add to the old numbers. */
  readonly accumulate: boolean;
}

const THREADS = 64;

/**
 * Adds up the partial sums of many weights at once, each in the order of its splits. Bindings
 * partials, sums: the memory of all these weights.
 */
export function finishSums(blocks: readonly PartialSums[]): Kernel {
  let workgroups = 0;
  const cases = blocks.map((block) => {
    const first = workgroups;
    workgroups += Math.ceil((block.rows * block.columns) / THREADS);
    return /* wgsl */ `
  if (workgroup < ${workgroups}u) {
    let index = (workgroup - ${first}u) * ${THREADS}u + thread;
    ${finish(block)}
    return;
  }`;
  });
  const updates = blocks.some(({ accumulate }) => accumulate);
  return kernel({
    label: `finishSums of ${blocks.length}`,
    bindings: [input('partials'), updates ? update('sums') : output('sums')],
    threads: THREADS,
    workgroups,
    body: cases.join('\n'),
  });
}

function finish(block: PartialSums): string {
  const { at, splits, rows, width, column0, columns, to, accumulate } = block;
  return /* wgsl */ `
    if (index >= ${rows * columns}u) { return; }
    let at = ${at + column0}u + index / ${columns}u * ${width}u + index % ${columns}u;
    var sum = ${accumulate ? `sums[${to}u + index]` : '0f'};
    for (var split = 0u; split < ${splits}u; split++) {
      sum += partials[at + split * ${rows * width}u];
    }
    sums[${to}u + index] = sum;`;
}
