import type { GpuSession } from './session';
import { nudged } from './staging';

/** The optional feature with which a GPU reports how long a pass took. */
export const TIMESTAMPS = 'timestamp-query';

/** Two timestamps of eight bytes. */
const BYTES = 16;

/**
 * Times a pass by the device's own clock. Browsers round the clock, most to 0.1 ms, so a pass should
 * take some milliseconds.
 * @returns milliseconds; `null` if the device was opened without timestamps
 */
export async function timePass(
  session: GpuSession,
  encode: (pass: GPUComputePassEncoder) => void,
): Promise<number | null> {
  const { device } = session;
  if (!device.features.has(TIMESTAMPS)) return null;
  const querySet = device.createQuerySet({ type: 'timestamp', count: 2 });
  const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const resolved = device.createBuffer({ size: BYTES, usage: QUERY_RESOLVE | COPY_SRC });
  const mapped = device.createBuffer({ size: BYTES, usage: COPY_DST | MAP_READ });
  try {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass({
      timestampWrites: { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 },
    });
    encode(pass);
    pass.end();
    encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, mapped, 0, BYTES);
    device.queue.submit([encoder.finish()]);
    await session.guard(nudged(device, mapped.mapAsync(GPUMapMode.READ)));
    const [from, to] = new BigUint64Array(mapped.getMappedRange());
    return Number(to! - from!) / 1e6;
  } finally {
    for (const made of [querySet, resolved, mapped]) made.destroy();
  }
}
