import { expect, test } from 'vitest';
import { arcSettingsSchema, DEFAULT_ARC_SETTINGS } from '../../../training/arc/settings';
import { ARC_FIELDS, kindOf, problemWith, typedOf, withTyped } from './settings-fields';

test('every setting of the schema has a field', () => {
  expect(ARC_FIELDS.map(({ key }) => key).sort()).toEqual(
    Object.keys(arcSettingsSchema.shape).sort(),
  );
});

test('the proposals are within bounds and come back as they were typed', () => {
  for (const { key } of ARC_FIELDS) {
    const typed = typedOf(DEFAULT_ARC_SETTINGS, key);
    expect(problemWith(key, typed)).toBeNull();
    expect(withTyped(DEFAULT_ARC_SETTINGS, key, typed)).toEqual(DEFAULT_ARC_SETTINGS);
  }
});

test('bounds are those of the schema, in words one can follow', () => {
  expect(kindOf('views')).toEqual({ kind: 'number', least: 1, most: 256, whole: true });
  expect(problemWith('views', '257')).toBe('A whole number from 1 to 256.');
  expect(problemWith('views', '1.5')).toBe('A whole number from 1 to 256.');
  expect(problemWith('learningRate', '')).toBe('A number from 0.000001 to 0.01.');
  expect(problemWith('learningRate', '0.001')).toBeNull();
  expect(withTyped(DEFAULT_ARC_SETTINGS, 'trainable', 'puzzle').trainable).toBe('puzzle');
});
