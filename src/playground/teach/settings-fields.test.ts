import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, settingsSchema } from '../../training/settings';
import { draftOf, FIELDS, kindOf, readDraft, type SettingKey } from './settings-fields';

test('settings survive being typed', () => {
  expect(readDraft(draftOf(DEFAULT_SETTINGS)).settings).toEqual(DEFAULT_SETTINGS);
  const fine = { ...DEFAULT_SETTINGS, learningRate: 1e-6, seed: 2 ** 32 - 1, qContinue: true };
  expect(draftOf(fine).learningRate).toBe('0.000001');
  expect(readDraft(draftOf(fine)).settings).toEqual(fine);
});

test.each([
  ['batch', '0', 'A whole number from 1 to 512.'],
  ['batch', '2.5', 'A whole number from 1 to 512.'],
  ['learningRate', '', 'A number from 0.000001 to 0.01.'],
  ['learningRate', 'fast', 'A number from 0.000001 to 0.01.'],
  ['finalRate', '1.1', 'A number from 0 to 1.'],
  ['optimizer', 'Lion', 'This is none of the choices.'],
] as const)('%s = %j is refused with its bounds', (key, typed, problem) => {
  const reading = readDraft({ ...draftOf(DEFAULT_SETTINGS), [key]: typed });
  expect(reading.settings).toBeNull();
  expect(reading.problems).toEqual({ [key]: problem });
});

test('every field is a setting with bounds of its own, and named once', () => {
  const keys = FIELDS.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of Object.keys(settingsSchema.shape) as SettingKey[]) {
    const kind = kindOf(key);
    if (kind.kind === 'number') expect(kind.least).toBeLessThan(kind.most);
    if (kind.kind === 'choice') expect(kind.options.length).toBeGreaterThan(1);
  }
});
