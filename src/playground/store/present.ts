import * as z from 'zod/mini';
import { plainMessage } from '../../hrm/plain-message';
import { onOff, setting, whole, words } from './setting';
import type { SliceCreator } from './state';

/** The page's scripts of stops, `own` for a teacher's, `none` for no script. */
export const SCRIPTS = ['none', 'school', 'seminar', 'own'] as const;
export type ScriptId = (typeof SCRIPTS)[number];

/** One stop of a script: the query of a link to show, and the text for it. */
export interface Stop {
  readonly say: string;
  readonly query: string;
}

/** The longest text of a stop that fits above a board, in characters. */
export const LONGEST_SAY = 240;

/** The page in front of a class: the board and its timeline fill the screen. */
export interface PresentSlice {
  readonly presenting: boolean;
  /** The text above the board, usually a question. */
  readonly say: string;
  readonly script: ScriptId;
  /** Stops of the script; none until it has been loaded. */
  readonly stops: readonly Stop[];
  /** The present stop, counted from 1. */
  readonly stop: number;
  setPresenting(presenting: boolean): void;
  setSay(say: string): void;
  setScript(script: ScriptId): void;
  setStops(stops: readonly Stop[]): void;
  setStop(stop: number): void;
}

export const presentSettings = {
  present: setting<boolean>({
    ...onOff,
    usual: false,
    get: ({ presenting }) => presenting,
    set: (state, presenting) => state.setPresenting(presenting),
    stays: true,
  }),
  say: setting<string>({
    codec: z.codec(z.string().check(z.maxLength(LONGEST_SAY)), z.string(), {
      decode: (text) => plainMessage(text.replaceAll(/\s+/g, ' ').trim()),
      encode: (text) => text,
    }),
    wanted: `a text of at most ${LONGEST_SAY} characters`,
    usual: '',
    // A script has its own texts.
    get: ({ script, presenting, say }) => (script === 'none' && presenting ? say : ''),
    set: (state, say) => state.setSay(say),
    stays: true,
  }),
  script: setting<ScriptId>({
    ...words(SCRIPTS),
    usual: 'none',
    get: ({ presenting, script }) => (presenting ? script : 'none'),
    set: (state, script) => state.setScript(script),
    stays: true,
  }),
  stop: setting<number>({
    ...whole(1, 99),
    usual: 1,
    get: ({ presenting, script, stop }) => (presenting && script !== 'none' ? stop : 1),
    set: (state, stop) => state.setStop(stop),
    stays: true,
  }),
};

export const createPresent: SliceCreator<PresentSlice> = (set) => ({
  presenting: false,
  say: '',
  script: 'none',
  stops: [],
  stop: 1,
  setPresenting: (presenting) => set({ presenting }),
  setSay: (say) => set({ say: say.slice(0, LONGEST_SAY) }),
  setScript: (script) => set({ script }),
  setStops: (stops) => set({ stops }),
  setStop: (stop) => set({ stop }),
});
