import type { Command } from 'commander';
import {
  ARC_EMBEDDINGS,
  ARC_TRAINABLE,
  arcSettingsSchema,
  DEFAULT_ARC_SETTINGS,
  type ArcSettings,
} from '../training/arc/settings';
import { UsageError } from './usage-error';

interface Option {
  readonly key: keyof ArcSettings;
  readonly flag: string;
  readonly text: string;
}

/** Options only for learning an ARC task. */
const OWN: readonly Option[] = [
  { key: 'views', flag: '--views <n>', text: 'views for learning and answering the task' },
  {
    key: 'embeddings',
    flag: '--embeddings <of>',
    text: `a puzzle embedding for each ${ARC_EMBEDDINGS.join(', or for the whole ')}`,
  },
  {
    key: 'translation',
    flag: '--translation <share>',
    text: 'share of the demonstrations that are moved on the canvas',
  },
];

/** For `eval`: the options that `train` has already. */
const SHARED: readonly Option[] = [
  { key: 'steps', flag: '--steps <n>', text: 'optimiser steps for each task' },
  { key: 'learningRate', flag: '--lr <rate>', text: 'learning rate of the weights' },
  { key: 'puzzleRate', flag: '--puzzle-lr <rate>', text: 'learning rate of the embeddings' },
  { key: 'trainable', flag: '--trainable <what>', text: ARC_TRAINABLE.join(' or ') },
  {
    key: 'segments',
    flag: '--learn-segments <n>',
    text: 'largest number of supervision segments for a demonstration',
  },
];

const ANSWER_SEGMENTS: Option = {
  key: 'answerSegments',
  flag: '--answer-segments <n>',
  text: 'segments for a question',
};

function add(command: Command, options: readonly Option[]): Command {
  for (const { key, flag, text } of options) {
    command.option(flag, `ARC: ${text} (default: ${DEFAULT_ARC_SETTINGS[key]})`);
  }
  return command;
}

/** Options of learning a task, for a command that has none of them. */
export const addLearning = (command: Command): Command => add(command, [...SHARED, ...OWN]);

/** Options of learning a task, for a command that has those of training. */
export const addTaskOptions = (command: Command): Command =>
  add(command, [...OWN, ANSWER_SEGMENTS]);

/** Settings as texts, each with its option; `undefined` if it was not given. */
export type GivenSettings = Partial<
  Record<keyof ArcSettings, { readonly option: string; readonly text: string | undefined }>
>;

/** @throws UsageError naming the option that is out of bounds */
export function readArcSettings(given: GivenSettings): ArcSettings {
  const values: Record<string, unknown> = { ...DEFAULT_ARC_SETTINGS };
  for (const [key, entry] of Object.entries(given)) {
    if (entry.text === undefined) continue;
    const isNumber = typeof DEFAULT_ARC_SETTINGS[key as keyof ArcSettings] === 'number';
    values[key] = isNumber ? Number(entry.text || NaN) : entry.text;
  }
  const result = arcSettingsSchema.safeParse(values);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const option = given[issue.path[0] as keyof ArcSettings]?.option ?? 'settings';
  throw new UsageError(`${option}: ${issue.message}.`);
}
