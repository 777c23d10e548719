import { chainSettings } from './chains';
import { engineSettings } from './engine';
import { lessonSettings } from './lesson';
import { presentSettings } from './present';
import type { Setting } from './setting';
import { thoughtSettings } from './thought';
import { viewSettings } from './view';

/**
 * Every setting of a link that is the same in all worlds, by its key; each is defined beside its
 * slice.
 */
export const SETTINGS = {
  ...thoughtSettings,
  ...chainSettings,
  ...viewSettings,
  ...presentSettings,
  ...engineSettings,
  ...lessonSettings,
};

export type SettingKey = keyof typeof SETTINGS;

/** Their values. */
export type SettingValues = {
  readonly [K in SettingKey]: (typeof SETTINGS)[K] extends Setting<infer T> ? T : never;
};

export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[];

/** The record of a setting. */
export function settingOf<K extends SettingKey>(key: K): Setting<SettingValues[K]> {
  return SETTINGS[key] as unknown as Setting<SettingValues[K]>;
}

/** A value for every setting. */
export function valuesOf(
  valueOf: <K extends SettingKey>(key: K) => SettingValues[K],
): SettingValues {
  const entries = SETTING_KEYS.map((key) => [key, valueOf(key)] as const);
  return Object.fromEntries(entries) as unknown as SettingValues;
}

/** The default of every setting. */
export const usualValues = (): SettingValues => valuesOf((key) => settingOf(key).usual);
