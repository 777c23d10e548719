import type { SettingQuestion, Settings } from '../../checkpoint/missing-settings';
import type { SliceCreator } from './state';

/** A model that comes in as soon as a person has told what its config does not say. */
export interface SettingsWanted {
  /** The config that does not say it. */
  readonly file: string;
  readonly questions: readonly SettingQuestion[];
  /** @param settings told, or `null` for leaving the model */
  answer(settings: Settings | null): void;
}

export interface MissingSettingsSlice {
  /** The one question on the screen. */
  readonly settingsWanted: SettingsWanted | null;
  /** Asks; another question in progress is given up. @returns `null` where nobody answers */
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
