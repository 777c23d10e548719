import type { Command } from 'commander';
import { LOSS_KINDS, OPTIMIZERS } from '../compute/training-ops';
import {
  DEFAULT_SETTINGS,
  settingsSchema,
  SUPERVISION,
  TRAINABLE,
  type TrainingSettings,
} from '../training/settings';
import { UsageError } from './usage-error';

/** The settings of a lesson as options of the command line; commander gives texts. */
export type SettingOptions = Readonly<Record<string, unknown>>;

export interface Option {
  readonly key: keyof TrainingSettings;
  readonly flag: string;
  readonly text: string;
}

const OPTIONS: readonly Option[] = [
  { key: 'steps', flag: '--steps <n>', text: 'optimiser steps' },
  { key: 'batch', flag: '--batch <n>', text: 'puzzles in a batch' },
  { key: 'learningRate', flag: '--lr <rate>', text: 'learning rate' },
  { key: 'warmup', flag: '--warmup <n>', text: 'steps over which the rate rises from 0' },
  { key: 'finalRate', flag: '--lr-end <share>', text: 'share of the rate left at the end' },
  { key: 'optimizer', flag: '--optimizer <kind>', text: OPTIMIZERS.join(', ') },
  { key: 'weightDecay', flag: '--weight-decay <decay>', text: 'decoupled weight decay' },
  { key: 'clip', flag: '--clip <norm>', text: 'largest norm of the gradient; 0 for none' },
  { key: 'emaDecay', flag: '--ema <decay>', text: 'decay of the moving average' },
  { key: 'loss', flag: '--loss <kind>', text: LOSS_KINDS.join(' or ') },
  {
    key: 'horizon',
    flag: '--horizon <k>',
    text: 'gradient horizon in module applications; 2 is one-step',
  },
  {
    key: 'supervision',
    flag: '--supervision <which>',
    text: `${SUPERVISION.join(' or ')}: the segments with a loss`,
  },
  {
    key: 'segments',
    flag: '--segments <n>',
    text: 'largest number of supervision segments of a puzzle',
  },
  {
    key: 'growth',
    flag: '--growth <share>',
    text: 'share of the steps over which it grows from 1',
  },
  { key: 'exploration', flag: '--exploration <p>', text: 'probability of a minimum of segments' },
  { key: 'trainable', flag: '--trainable <what>', text: TRAINABLE.join(', ') },
  { key: 'puzzleRate', flag: '--puzzle-lr <rate>', text: 'learning rate of puzzle embeddings' },
  { key: 'puzzleDecay', flag: '--puzzle-decay <decay>', text: 'decay of puzzle embeddings' },
  { key: 'seed', flag: '--seed <n>', text: 'the same seed gives the same weights on the CPU' },
];

/** Commander's name for an option: `--lr-end <x>` becomes `lrEnd`. */
export function nameOf(flag: string): string {
  const name = flag.slice(2, flag.indexOf(' '));
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function addSettings(command: Command): Command {
  for (const { key, flag, text } of OPTIONS) {
    command.option(flag, text, String(DEFAULT_SETTINGS[key]));
  }
  return command.option('--q-continue', 'train q_continue too, with one more forward segment');
}

/** The settings that a person gave. */
export function givenSettings(command: Command): readonly Option[] {
  return OPTIONS.filter(({ flag }) => command.getOptionValueSource(nameOf(flag)) === 'cli');
}

/** @throws UsageError naming the option that is out of bounds */
export function readSettings(options: SettingOptions): TrainingSettings {
  const values = Object.fromEntries(
    OPTIONS.map(({ key, flag }) => {
      const text = String(options[nameOf(flag)]);
      return [key, typeof DEFAULT_SETTINGS[key] === 'number' ? Number(text || NaN) : text];
    }),
  );
  const result = settingsSchema.safeParse({ ...values, qContinue: options.qContinue === true });
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const option = OPTIONS.find(({ key }) => key === issue.path[0]);
  throw new UsageError(`${option?.flag.split(' ')[0] ?? 'settings'}: ${issue.message}.`);
}
