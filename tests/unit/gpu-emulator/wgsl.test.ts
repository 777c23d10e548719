import { expect, test } from 'vitest';
import { compileKernel } from '../../support/gpu-emulator/compile/kernel';
import { runProgram } from './run-program';

/** An expression that each thread writes to `out[thread]`, and its value. */
const computed = (expression: string, declarations = '') =>
  runProgram({ declarations, body: `out[thread] = ${expression};` }).left.out!.slice(0, 4);

test.each([
  ['1u + 2u * 3u - 4u / 2u', 5],
  ['(1u + 2u) * 3u % 4u', 1],
  ['7u - 2u - 1u', 4],
  ['1u << 4u | 3u & 2u ^ 1u', 19],
  ['0xffu >> 2u', 63],
  ['u32(2.75f * 2f)', 5],
  ['u32(-3f)', 0],
  ['bitcast<u32>(1f)', 0x3f800000],
  ['u32(bitcast<f32>(0x40400000u))', 3],
  ['select(1u, 2u, 3u > 2u && !(1u == 2u))', 2],
  ['max(min(7u, 5u), 3u)', 5],
  ['u32(vec4f(1f, 2f, 3f, 4f).z)', 3],
  ['u32(vec4f(1f, 2f, 3f, 4f)[1])', 2],
  ['u32(dot(vec4f(1f, 2f, 3f, 4f), vec4f(2f)))', 20],
  ['u32((vec4f(1f) * 3f + vec4f(1f, 0f, 0f, 0f)).x)', 4],
  ['u32(select(vec4f(1f), vec4f(2f), vec4f(0f, 1f, 0f, 1f) > vec4f(0.5f)).y)', 2],
  ['u32(abs(-2f) + sign(-3f) + floor(1.5f))', 2],
  ['clamp(9u, 1u, 4u)', 4],
  ['u32(f32(3u) + 0.5)', 3],
])('%s is %i', (expression, result) => {
  expect(computed(expression)).toEqual([result, result, result, result]);
});

test('functions, tables, loops, vectors and arrays of one thread', () => {
  const { left, texts } = runProgram({
    declarations: `
      const table = array<u32, 4>(2u, 3u, 5u, 7u);
      fn pair(x: f32) -> vec4f { return vec4f(x, x + 1f, 0f, 0f); }
      fn both(a: vec4f, b: f32) -> f32 { if (b < 0f) { return -1f; } return a.x * a.y + b; }`,
    body: `
      var own: array<u32, 3>;
      for (var i = 0u; i < 10u; i++) {
        if (i == 1u) { continue; } else if (i > 2u) { break; }
        own[i] += table[thread] * i;
      }
      var v = pair(f32(thread));
      v.z = both(pair(2f), 1f);
      v[3] = v.x;
      v *= 2f;
      let i = thread % 4u;
      out[thread] = own[0] + own[2] + u32(v[i]);`,
  });
  expect(texts).toEqual([]);
  expect(left.out!.slice(0, 4)).toEqual([4 + 0, 6 + 4, 10 + 14, 14 + 6]);
});

test('arrays of vectors of one thread, repeated components, while', () => {
  const { left, texts } = runProgram({
    declarations: 'const rows = array<vec2f, 2>(vec2f(1f, 2f), vec2f(3f, 4f));',
    body: `
      var own: array<vec4f, 3>;
      var i = 0u;
      while (i < 3u) { own[i] = vec4f(f32(i + thread)); own[i].y += 10f; i++; }
      own[1u] += own[2u].yyxx;
      let row = rows[thread % 2u];
      out[thread] = u32(own[1u].x * 100f + own[1u].z * 10f + row.y);`,
  });
  expect(texts).toEqual([]);
  // own[1] is (1 + t, 11 + t, 1 + t, …), and (12 + t, 12 + t, 2 + t, …) is added.
  const of = (t: number) => 100 * (1 + t + 12 + t) + 10 * (1 + t + 2 + t) + [2, 4][t % 2]!;
  expect(left.out!.slice(0, 4)).toEqual([0, 1, 2, 3].map(of));
});

test('an assignment reads a whole vector before it writes any component', () => {
  const { left } = runProgram({
    body: `
      var v = vec4f(1f, 2f, 3f, 4f);
      v = vec4f(v.w, v.z, v.y, v.x);
      out[thread] = u32(1000f * v.x + 100f * v.y + 10f * v.z + v.w);`,
  });
  expect(left.out![0]).toBe(4321);
});

test('a barrier in a function, and threads that wait for one another', () => {
  const { left, texts } = runProgram({
    declarations: `
      var<workgroup> shared: array<u32, 4>;
      fn give(x: u32, thread: u32) -> u32 {
        shared[thread] = x; workgroupBarrier(); return shared[3u - thread];
      }`,
    body: 'out[thread] = give(thread * thread, thread);',
  });
  expect(texts).toEqual([]);
  expect(left.out!.slice(0, 4)).toEqual([9, 4, 1, 0]);
});

test('the same seed gives the same numbers, another seed gives others', () => {
  const x = Float32Array.from({ length: 16 }, (_, i) => i / 7 - 1);
  const run = (seed: number) =>
    runProgram({ seed, buffers: { x }, body: 'x[thread] = exp(x[thread]) / 3f;' }).left.x;
  expect(run(1)).toEqual(run(1));
  expect(run(1)).not.toEqual(run(2));
});

const entry = (body: string) => `@compute @workgroup_size(1) fn main() { ${body} }`;

test.each([
  ['let x = 1u +;', 'line 1: a name is missing before ";"'],
  ['let x = 1u\nlet y = 2u;', 'line 2: ";" is missing before "let"'],
  ['let x = y;', 'the name y is not declared'],
  ['let x = 1u + 1f;', 'f32 is not u32'],
  ['let x = subgroupAdd(1u);', 'the emulator does not know the function subgroupAdd'],
  ['var x: atomic<u32>;', 'the emulator does not know type atomic'],
  ['if (1u) { }', 'a condition must be true or false'],
  ['let x = "text";', 'does not begin a token'],
])('%s is refused', (body, reason) => {
  expect(() => compileKernel(entry(body), 1)).toThrow(reason);
});
