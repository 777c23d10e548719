import type { SettingQuestion, Settings } from '../../checkpoint/missing-settings';
import type { SliceCreator } from './state';

/** A model that can be opened after a person has given its missing settings. */
export interface SettingsWanted {
  /** The config that lacks them. */
  readonly file: string;
  readonly questions: readonly SettingQuestion[];
  /** @param settings given, or `null` to cancel */
  answer(settings: Settings | null): void;
}

export interface MissingSettingsSlice {
  /** The question on the screen. */
  readonly settingsWanted: SettingsWanted | null;
  /** Asks; another question in progress is cancelled. @returns `null` without an answer */
  askForSettings(file: string, questions: readonly SettingQuestion[]): Promise<Settings | null>;
}

export const createMissingSettings: SliceCreator<MissingSettingsSlice> = (set, get) => ({
  settingsWanted: null,
  askForSettings: (file, questions) => {
    get().settingsWanted?.answer(null);
    return new Promise((resolve) => {
      const answer = (settings: Settings | null) => {
        set({ settingsWanted: null });
        resolve(settings);
      };
      set({ settingsWanted: { file, questions, answer } });
    });
  },
});
