import { describe, expect, test } from 'vitest';
import { actHaltAndSample } from '../../../src/compute/webgpu/kernels/act-halt-and-sample';
import type { FindingKind } from '../../support/gpu-emulator/findings';
import { runCode, runProgram, type Program } from './run-program';

/** The smallest program with each fault, and the same program without it. */
interface Fault {
  readonly name: string;
  readonly kind: FindingKind;
  readonly faulty: Program;
  readonly sound: Program;
}

const SHARED = 'var<workgroup> shared: array<u32, 4>;';
const shared = (body: string): Program => ({ declarations: SHARED, body });

const FAULTS: readonly Fault[] = [
  {
    name: 'a thread reads workgroup memory that another thread writes',
    kind: 'race',
    faulty: shared(`shared[thread] = 0u; workgroupBarrier();
      shared[thread] = 1u; out[thread] = shared[thread ^ 1u];`),
    sound: shared(`shared[thread] = 0u; workgroupBarrier();
      shared[thread] = 1u; workgroupBarrier(); out[thread] = shared[thread ^ 1u];`),
  },
  {
    name: 'a thread overwrites workgroup memory that another thread still reads',
    kind: 'race',
    faulty: shared(`shared[thread] = 1u; workgroupBarrier();
      out[thread] = shared[thread ^ 1u]; shared[thread] = 2u;`),
    sound: shared(`shared[thread] = 1u; workgroupBarrier();
      out[thread] = shared[thread ^ 1u]; workgroupBarrier(); shared[thread] = 2u;`),
  },
  {
    name: 'two threads write the same element of workgroup memory',
    kind: 'race',
    faulty: shared('shared[thread / 2u] = thread;'),
    sound: shared('if (thread % 2u == 0u) { shared[thread / 2u] = thread; }'),
  },
  {
    name: 'threads of a workgroup write the same element of storage',
    kind: 'race',
    faulty: { body: 'out[0] = thread;' },
    sound: { body: 'if (thread == 0u) { out[0] = thread; }' },
  },
  {
    name: 'a barrier for workgroup memory between accesses to storage',
    kind: 'race',
    faulty: { body: 'out[thread] = 1u; workgroupBarrier(); out[thread ^ 1u] += 1u;' },
    sound: { body: 'out[thread] = 1u; storageBarrier(); out[thread ^ 1u] += 1u;' },
  },
  {
    name: 'a barrier for storage between accesses to workgroup memory',
    kind: 'race',
    faulty: shared(`shared[thread] = 0u; workgroupBarrier();
      shared[thread] = 1u; storageBarrier(); out[thread] = shared[thread ^ 1u];`),
    sound: shared('shared[thread] = 1u; workgroupBarrier(); out[thread] = shared[thread ^ 1u];'),
  },
  {
    name: 'one workgroup reads what another one writes, which no barrier can order',
    kind: 'race',
    faulty: {
      body: 'out[4u * group.x + thread] = 1u; storageBarrier(); out[8u + thread] = out[thread];',
      workgroups: 2,
    },
    sound: { body: 'out[4u * group.x + thread] = 1u; storageBarrier();', workgroups: 2 },
  },
  {
    name: 'one workgroup writes an element that others only read',
    kind: 'race',
    faulty: {
      body: 'if (out[15] == 0u && group.x == 2u && thread == 0u) { out[15] = 1u; }',
      workgroups: 3,
    },
    sound: { body: 'if (out[15] == 0u && thread == 0u) { out[group.x] = 1u; }', workgroups: 3 },
  },
  {
    name: 'many threads read an element that one of them then writes',
    kind: 'race',
    faulty: { body: 'let first = out[0]; if (thread == 0u) { out[0] = first + 1u; }' },
    sound: {
      body: 'let first = out[0]; storageBarrier(); if (thread == 0u) { out[0] = first + 1u; }',
    },
  },
  {
    name: 'a workgroup variable that is not an array',
    kind: 'race',
    faulty: {
      declarations: 'var<workgroup> total: u32;',
      body: 'total = 4u; if (thread == 0u) { total = 5u; } out[thread] = total;',
    },
    sound: {
      declarations: 'var<workgroup> total: u32;',
      body: 'if (thread == 0u) { total = 5u; } workgroupBarrier(); out[thread] = total;',
    },
  },
  {
    name: 'workgroup memory that no thread wrote',
    kind: 'unwritten read',
    faulty: shared(
      'if (thread > 0u) { shared[thread] = 1u; } workgroupBarrier(); out[thread] = shared[0];',
    ),
    sound: shared('shared[thread] = 1u; workgroupBarrier(); out[thread] = shared[0];'),
  },
  {
    name: 'workgroup memory that another workgroup wrote',
    kind: 'unwritten read',
    faulty: {
      ...shared(
        'if (group.x == 0u || out[15] == 9u) { shared[thread] = 1u; } workgroupBarrier(); out[4u * group.x + thread] = shared[thread];',
      ),
      workgroups: 2,
    },
    sound: {
      ...shared(
        'shared[thread] = 1u; workgroupBarrier(); out[4u * group.x + thread] = shared[thread];',
      ),
      workgroups: 2,
    },
  },
  {
    name: 'scratch storage of a program that no kernel has written',
    kind: 'unwritten read',
    faulty: { buffers: { scratch: new Uint32Array(4) }, body: 'out[thread] = scratch[thread];' },
    sound: {
      buffers: { scratch: new Uint32Array(4) },
      body: 'scratch[thread] = 2u; out[thread] = scratch[thread];',
    },
  },
  {
    name: 'a read past the end of storage',
    kind: 'out of bounds',
    faulty: { body: 'let x = out[thread + 13u]; if (x > 5u) { return; }' },
    sound: { body: 'let x = out[thread + 12u]; if (x > 5u) { return; }' },
  },
  {
    name: 'a write past the end of storage',
    kind: 'out of bounds',
    faulty: { body: 'out[thread + 13u] = 1u;' },
    sound: { body: 'out[thread + 12u] = 1u;' },
  },
  {
    name: 'a write past the end of workgroup memory',
    kind: 'out of bounds',
    faulty: shared('shared[thread + 1u] = 1u;'),
    sound: shared('shared[thread] = 1u;'),
  },
  {
    name: "an element past the end of a thread's own array",
    kind: 'out of bounds',
    faulty: { body: 'var own: array<u32, 3>; own[thread] = 1u; out[thread] = own[0];' },
    sound: { body: 'var own: array<u32, 4>; own[thread] = 1u; out[thread] = own[0];' },
  },
  {
    name: 'a difference below zero',
    kind: 'wrap-around',
    faulty: { body: 'out[thread] = thread - 1u;' },
    sound: { body: 'out[thread] = select(0u, thread - 1u, thread > 0u);' },
  },
  {
    name: 'a product past 2³²',
    kind: 'wrap-around',
    faulty: { body: 'out[thread] = (thread + 65535u) * 65536u;' },
    sound: { body: 'out[thread] = (thread + 65532u) * 65536u;' },
  },
  {
    name: 'a hash, whose numbers wrap around on purpose',
    kind: 'wrap-around',
    faulty: {
      declarations: 'fn mix(x: u32) -> u32 { return x * 747796405u; }',
      body: 'out[thread] = mix(thread * 7u);',
    },
    sound: {
      declarations: 'fn pcg(x: u32) -> u32 { return x * 747796405u; }',
      body: 'out[thread] = pcg(thread * 7u);',
    },
  },
  {
    name: 'a barrier that some threads do not reach',
    kind: 'divergent barrier',
    faulty: { body: 'if (thread > 0u) { workgroupBarrier(); } out[thread] = 1u;' },
    sound: { body: 'if (group.x == 0u) { workgroupBarrier(); } out[thread] = 1u;' },
  },
  {
    name: 'two barriers at once',
    kind: 'divergent barrier',
    faulty: {
      body: 'if (thread > 0u) { workgroupBarrier();\n } else { workgroupBarrier(); }\nout[thread] = 1u;',
    },
    sound: { body: 'workgroupBarrier();\nout[thread] = 1u;' },
  },
  {
    name: 'a loop of barriers that some threads leave early',
    kind: 'divergent barrier',
    faulty: { body: 'for (var i = 0u; i < thread; i++) { workgroupBarrier(); } out[thread] = 1u;' },
    sound: { body: 'for (var i = 0u; i < 3u; i++) { workgroupBarrier(); } out[thread] = 1u;' },
  },
];

describe.each(FAULTS)('$name', ({ kind, faulty, sound }) => {
  test.each([1, 2, 3])('is found in any order of threads, seed %i', (seed) => {
    expect(new Set(runProgram({ ...faulty, seed }).kinds)).toEqual(new Set([kind]));
    expect(runProgram({ ...sound, seed }).texts).toEqual([]);
  });
});

test('a finding names the kernel, the line, the threads, the buffer and the index', () => {
  const { texts } = runProgram({ body: 'out[thread] = 1u;\nout[thread / 2u + 6u] = 2u;' });
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(
    /^race in program: thread [0-3] of workgroup \(0, 0, 0\) writes out\[[67]\] \(out\), which thread [0-3] writes in line 6, with no barrier between/,
  );
  expect(texts[0]).toContain('6 | out[thread / 2u + 6u] = 2u;');
});

test('an earlier race in actHaltAndSample that no adapter showed', () => {
  const { label, code, grid } = actHaltAndSample({ batch: 300, datasetSize: 4096 });
  const words = [600, 4, 1, 300, 300, 300, 300];
  const run = (text: string) => {
    const buffers = words.map((count, at) => ({
      label: `buffer ${at}`,
      data: new ArrayBuffer(4 * count),
    }));
    return runCode({ label, code: text, grid, buffers }).kinds;
  };
  expect(run(code)).toEqual([]);
  // Every thread read the cursor, and then one of them replaced it.
  const before = code.replace('(first + rank)', '(cursor[0] + rank)');
  expect(before).not.toBe(code);
  expect(new Set(run(before))).toEqual(new Set(['race']));
});
