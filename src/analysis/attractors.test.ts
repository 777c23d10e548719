import { expect, test } from 'vitest';
import { tinyModel } from '../../tests/support/tiny-model';
import { createCpuBackend } from '../compute/cpu/backend';
import { createSession } from '../hrm/session';
import { attractors, type AttractorFrame, type AttractorOptions } from './attractors';
import { forwardResidual } from './forward-residual';

const tokens = Uint32Array.from({ length: 16 }, (_, i) => i % 11);

async function run(batch: number, options: Partial<AttractorOptions>): Promise<AttractorFrame[]> {
  const session = await createSession(createCpuBackend(), tinyModel(), { batch });
  const frames: AttractorFrame[] = [];
  const whole: AttractorOptions = { kind: 'noise', sigma: 0.5, segments: 3, ...options };
  for await (const frame of attractors(session, tokens, 0, whole)) frames.push(frame);
  session.dispose();
  return frames;
}

test('the first start is the plain thought; a start does not depend on their number', async () => {
  const session = await createSession(createCpuBackend(), tinyModel(), { batch: 1 });
  await session.begin(tokens);
  const [two, three] = [await run(2, {}), await run(3, {})];
  let before = (await session.carry()).H;
  for (let segment = 0; segment < 3; segment++) {
    const { tokens: plain } = await session.segment();
    const { H } = await session.carry();
    expect([...three[segment]!.rows[0]!.tokens]).toEqual([...plain]);
    expect(three[segment]!.rows[0]!.residual).toBeCloseTo(forwardResidual(before, H), 5);
    expect(three[segment]!.rows.slice(0, 2)).toEqual(two[segment]!.rows);
    before = H;
  }
  expect(three[0]!.rows[1]!.residual).not.toBe(three[0]!.rows[2]!.residual);
});

test('the products form a growing triangle; without noise all starts are equal', async () => {
  const frames = await run(3, { sigma: 0, segments: 2 });
  const lengths = frames.flatMap(({ products }) => products.map((row) => row.length));
  expect(lengths).toEqual([1, 2, 3, 4, 5, 6]);
  for (const { rows, products } of frames) {
    expect(rows[1]).toEqual(rows[0]);
    // A state has norm 1 after a module.
    expect(products.at(-1)!.at(-1)).toBeCloseTo(1, 2);
    expect(products.at(-1)!.at(-2)).toBeCloseTo(1, 2);
  }
});

test('random states differ from the plain start; answers to views are undone', async () => {
  const [{ rows }] = (await run(2, { kind: 'random', segments: 1 })) as [AttractorFrame];
  expect(rows[1]!.residual).not.toBe(rows[0]!.residual);
  const same = { apply: (each: Uint8Array) => each, undo: (each: Uint8Array) => each };
  const reversed = {
    apply: (each: Uint8Array) => each.toReversed(),
    undo: (each: Uint8Array) => each.toReversed(),
  };
  const seen = await run(2, { kind: 'views', segments: 1, views: [same, reversed] });
  const session = await createSession(createCpuBackend(), tinyModel(), { batch: 1 });
  await session.begin(tokens.toReversed());
  const { tokens: answer } = await session.segment();
  expect([...seen[0]!.rows[1]!.tokens]).toEqual([...answer].reverse());
});
