import { expect, test } from 'vitest';
import { tinyModel } from '../../tests/support/tiny-model';
import { createCpuBackend } from '../compute/cpu/backend';
import { computeGradient } from '../hrm/compute-gradient';
import { parameterName, parameterSpecs, type HrmModel } from '../hrm/parameters';
import { scheduleOf } from '../hrm/schedule';
import { uploadModel } from '../hrm/tensors';
import { openThinkingSession } from '../hrm/thinking-session';
import { gradientRows, horizonsOf, type GradientRow } from './horizons';

const CONFIG = {
  seq_len: 4,
  vocab_size: 5,
  puzzle: undefined,
  H_cycles: 2,
  pos_encodings: 'learned+rope',
};
const data = {
  inputs: Uint32Array.of(1, 2, 3, 1),
  identifiers: Uint32Array.of(0),
  labels: Uint32Array.of(2, 3, 4, 1),
};
const options = { loss: 'softmax_cross_entropy', qContinue: false } as const;

/**
 * Weights a third as large: with its own weights the tiny model is too sensitive for finite
 * differences.
 */
function calmModel(): HrmModel {
  const { config, weights } = tinyModel(CONFIG, 2);
  return {
    config,
    weights: new Map([...weights].map(([name, data]) => [name, data.map((value) => value / 3)])),
  };
}

test('the gradient through two segments is the derivative of the loss after them', async () => {
  const backend = createCpuBackend({ precision: 'f64' });
  const model = calmModel();
  const through = { ...options, segments: 2, horizon: Infinity };
  const { gradients } = await computeGradient(backend, model, data, through);
  const lossAt = async (name: string, index: number, by: number) => {
    const moved = model.weights.get(name)!.slice();
    moved[index]! += by;
    const weights = new Map(model.weights).set(name, moved);
    // The step rounded to single precision.
    const { loss } = await computeGradient(backend, { ...model, weights }, data, {
      ...through,
      horizon: 0,
    });
    return { loss, at: moved[index]! };
  };
  const names = [
    parameterName.tokenTable,
    parameterName.positionTable,
    parameterName.lmHead,
    ...parameterSpecs(model.config)
      .map(({ name }) => name)
      .filter((name) => name.includes('.layers.0.')),
  ];
  let checked = 0;
  for (const name of names) {
    const gradient = gradients.get(name)!;
    const largest = Math.max(...Array.from(gradient, Math.abs));
    expect(largest).toBeGreaterThan(0);
    for (const index of [0, 7, 21].filter((each) => each < gradient.length)) {
      const [above, below] = [await lossAt(name, index, 4e-3), await lossAt(name, index, -4e-3)];
      const measured = (above.loss - below.loss) / (above.at - below.at);
      expect(Math.abs(measured - gradient[index]!)).toBeLessThan(2e-3 * largest + 1e-4);
      checked++;
    }
  }
  expect(checked).toBeGreaterThan(25);
});

test('horizons are partial sums: of the last segment from its start, and of all segments', async () => {
  const backend = createCpuBackend();
  const model = calmModel();
  const session = await openThinkingSession(
    backend,
    uploadModel(backend, model),
    1,
    scheduleOf(model.config),
  );
  const starts = [await session.begin(data.inputs, data.identifiers)];
  for (let segment = 1; segment < 4; segment++) starts.push(await session.map(starts.at(-1)!));

  // A gradient that stops at the start of the last segment equals that of a thought that begins
  // there.
  const cut = await computeGradient(backend, model, data, { ...options, segments: 4, horizon: 4 });
  const alone = await computeGradient(backend, model, data, {
    ...options,
    horizon: 4,
    start: starts[3]!,
  });
  expect(alone.loss).toBe(cut.loss);
  for (const [name, gradient] of cut.gradients) expect(alone.gradients.get(name)).toEqual(gradient);

  expect(horizonsOf(model.config, 4)).toEqual([1, 2, 3, 4, 8, 16]);
  const rows: GradientRow[] = [];
  for await (const row of gradientRows(backend, model, data, starts)) rows.push(row);
  expect(rows.map(({ horizon }) => horizon)).toEqual([16, 8, 4, 3, 2, 1]);
  expect(rows.map(({ segments }) => segments)).toEqual([4, 2, 1, 1, 1, 1]);
  expect(rows[0]!.cosine).toBeCloseTo(1, 10);
  expect(rows[0]!.norm).toBe(1);
  const bytes = rows.map(({ tapeBytes }) => tapeBytes);
  expect(bytes).toEqual([...bytes].sort((a, b) => b - a));
  // From fresh states, the longest horizon is the gradient through all four segments.
  const whole = await computeGradient(backend, model, data, {
    ...options,
    segments: 4,
    horizon: Infinity,
  });
  const norm = (parts: ReadonlyMap<string, Float32Array>) =>
    Math.sqrt(
      [...parts.values()].reduce((sum, part) => sum + part.reduce((s, v) => s + v * v, 0), 0),
    );
  expect(norm(cut.gradients) / norm(whole.gradients)).toBeCloseTo(rows[2]!.norm, 5);
  session.dispose();
});
