import { expect, test } from 'vitest';
import { DEFAULT_ARC_SETTINGS, arcSettingsSchema } from '../../training/arc/settings';
import { DEFAULT_SETTINGS, settingsSchema } from '../../training/settings';
import { arcFields } from '../arc/learn/settings-fields';
import { lessonFields } from '../teach/settings-fields';

test('settings survive being typed', () => {
  const form = lessonFields;
  expect(form.readDraft(form.draftOf(DEFAULT_SETTINGS)).settings).toEqual(DEFAULT_SETTINGS);
  const fine = { ...DEFAULT_SETTINGS, learningRate: 1e-6, seed: 2 ** 32 - 1, qContinue: true };
  expect(form.draftOf(fine).learningRate).toBe('0.000001');
  expect(form.readDraft(form.draftOf(fine)).settings).toEqual(fine);
  expect(arcFields.readDraft(arcFields.draftOf(DEFAULT_ARC_SETTINGS)).settings).toEqual(
    DEFAULT_ARC_SETTINGS,
  );
});

test.each([
  ['batch', '0', 'A whole number from 1 to 512.'],
  ['batch', '2.5', 'A whole number from 1 to 512.'],
  ['learningRate', '', 'A number from 0.000001 to 0.01.'],
  ['learningRate', 'fast', 'A number from 0.000001 to 0.01.'],
  ['finalRate', '1.1', 'A number from 0 to 1.'],
  ['optimizer', 'Lion', 'This is none of the choices.'],
] as const)('%s = %j is refused with its bounds', (key, value, problem) => {
  const reading = lessonFields.readDraft({
    ...lessonFields.draftOf(DEFAULT_SETTINGS),
    [key]: value,
  });
  expect(reading.settings).toBeNull();
  expect(reading.problems).toEqual({ [key]: problem });
});

test.each([
  ['a lesson', lessonFields, settingsSchema],
  ['an ARC task', arcFields, arcSettingsSchema],
] as const)(
  '%s: every field is a setting with its own bounds, and named once',
  (_, form, schema) => {
    const keys = form.fields.map(({ key }): string => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { key } of form.fields) {
      expect(schema.shape).toHaveProperty(key);
      const kind = form.kindOf(key as never);
      if (kind.kind === 'number') expect(kind.least).toBeLessThan(kind.most);
      if (kind.kind === 'choice') expect(kind.options.length).toBeGreaterThan(1);
    }
  },
);

test('every setting of an ARC task can be set', () => {
  expect(arcFields.fields.map(({ key }) => key).sort()).toEqual(
    Object.keys(arcSettingsSchema.shape).sort(),
  );
  expect(arcFields.kindOf('views')).toEqual({ kind: 'number', least: 1, most: 256, whole: true });
});

test.each([
  ['views', '257', 'A whole number from 1 to 256.'],
  ['views', '1.5', 'A whole number from 1 to 256.'],
  ['learningRate', '', 'A number from 0.000001 to 0.01.'],
] as const)('%s = %j of an ARC task is refused with its bounds', (key, value, problem) => {
  const typed = { ...arcFields.draftOf(DEFAULT_ARC_SETTINGS), [key]: value };
  expect(arcFields.readDraft(typed)).toEqual({ settings: null, problems: { [key]: problem } });
});

test('reads a choice and a number of an ARC task as typed', () => {
  const typed = {
    ...arcFields.draftOf(DEFAULT_ARC_SETTINGS),
    learningRate: '0.001',
    trainable: 'puzzle',
  };
  expect(arcFields.readDraft(typed)).toEqual({
    settings: { ...DEFAULT_ARC_SETTINGS, learningRate: 0.001, trainable: 'puzzle' },
    problems: {},
  });
});
