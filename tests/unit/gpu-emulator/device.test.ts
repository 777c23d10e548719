import { expect, test } from 'vitest';
import { createEmulator, type EmulatedDevice } from '../../support/gpu-emulator/device';

/** The emulated device refuses what WebGPU refuses, and does so at once. */
async function openDevice(): Promise<EmulatedDevice> {
  const adapter = await createEmulator({ seed: 1 }).gpu.requestAdapter();
  return (await adapter!.requestDevice()) as unknown as EmulatedDevice;
}

const declare = (names: string, access = 'read_write') =>
  [...names]
    .map((name, at) => `@group(0) @binding(${at}) var<storage, ${access}> ${name}: array<vec4f>;`)
    .join('\n');
const entry = (body: string, threads = 1) =>
  `@compute @workgroup_size(${threads}) fn main() { ${body} }`;

async function pipelineOf(device: EmulatedDevice, code: string) {
  const module = device.createShaderModule({ code });
  return device.createComputePipelineAsync({ label: 'kernel', compute: { module } });
}

/** Dispatches a kernel that writes its first binding, with ranges of a buffer of 1024 bytes. */
async function dispatch(
  code: string,
  ranges: readonly (readonly [offset: number, size: number])[],
): Promise<void> {
  const device = await openDevice();
  const pipeline = await pipelineOf(device, code);
  const buffer = device.createBuffer({ label: 'numbers', size: 1024, usage: 0 });
  const group = device.createBindGroup({
    label: 'kernel',
    layout: pipeline.getBindGroupLayout(),
    entries: ranges.map(([offset, size], binding) => ({
      binding,
      resource: { buffer, offset, size },
    })),
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(1);
  device.queue.submit([encoder.finish()]);
}

const writesBoth = declare('ab') + entry('a[0] = vec4f(); b[0] = vec4f();');
const readsOther =
  declare('a') + declare('_b', 'read').split('\n')[1]!.replace('_', '') + entry('a[0] = b[0];');

test('one kernel can write two ranges of one buffer if they do not overlap', async () => {
  await expect(
    dispatch(writesBoth, [
      [0, 256],
      [256, 256],
    ]),
  ).resolves.toBeUndefined();
  await expect(
    dispatch(writesBoth, [
      [0, 512],
      [256, 256],
    ]),
  ).rejects.toThrow('a and b lie in one buffer');
});

test('one kernel cannot write one range of a buffer and read another', async () => {
  await expect(
    dispatch(readsOther, [
      [0, 256],
      [256, 256],
    ]),
  ).rejects.toThrow('a and b lie in one buffer');
});

test('bindings must begin at multiples of 256 bytes, hold an element and lie in their buffer', async () => {
  const one = declare('a') + entry('a[0] = vec4f();');
  await expect(dispatch(one, [[768, 256]])).resolves.toBeUndefined();
  await expect(dispatch(one, [[128, 256]])).rejects.toThrow('begins at 128');
  await expect(dispatch(one, [[0, 12]])).rejects.toThrow('binds 12 bytes');
  await expect(dispatch(one, [[768, 512]])).rejects.toThrow('binds more than there is');
});

test('a buffer that a kernel does not use cannot be bound', async () => {
  const one = declare('ab') + entry('a[0] = vec4f();');
  await expect(
    dispatch(one, [
      [0, 256],
      [256, 256],
    ]),
  ).rejects.toThrow('does not use all that is bound');
});

test('a kernel must stay within the limits of every device', async () => {
  const device = await openDevice();
  const nine = 'abcdefghi';
  const all = [...nine].map((name) => `${name}[0] = vec4f();`).join(' ');
  await expect(pipelineOf(device, declare(nine) + entry(all))).rejects.toThrow('binds 9 buffers');
  await expect(pipelineOf(device, entry('', 257))).rejects.toThrow('257 threads');
  const local = 'var<workgroup> local: array<vec4f, 1025>;\n';
  const writes = entry('local[0] = vec4f();');
  await expect(pipelineOf(device, local + writes)).rejects.toThrow('takes 16400 bytes');
});

test('a compile error is reported with its line', async () => {
  const device = await openDevice();
  const module = device.createShaderModule({ code: `\n${entry('let x = y;')}` });
  const compute = { module };
  await expect(device.createComputePipelineAsync({ label: 'kernel', compute })).rejects.toThrow();
  const { messages } = await module.getCompilationInfo();
  expect(messages).toMatchObject([{ type: 'error', lineNum: 2 }]);
});

test('destroyed memory cannot be used', async () => {
  const device = await openDevice();
  const buffer = device.createBuffer({ label: 'gone', size: 16, usage: 0 });
  buffer.destroy();
  expect(() => device.queue.writeBuffer(buffer, 0, new Float32Array(4))).toThrow('destroyed');
});
