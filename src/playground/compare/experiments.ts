import type { HrmConfig } from '../../hrm/config';
import type { Entrant } from '../../training/experiment';
import { count } from '../teach/words';

/** An experiment to choose: a question, and the blank models that answer it. */
export interface ExperimentOffer {
  readonly id: string;
  readonly title: string;
  /** The question, and what to look for, in a sentence or two. */
  readonly about: string;
  /** The models, with about the size of the lesson's blank one. */
  entrants(blank: HrmConfig): readonly LabelledEntrant[];
}

export interface LabelledEntrant extends Entrant {
  readonly label: string;
}

export const EXPERIMENTS: readonly ExperimentOffer[] = [
  {
    id: 'architectures',
    title: 'Hierarchy or not',
    about:
      'HRM beside models that leave something out: one module for both states, one state, no state at all. They learn the same puzzles from the same seed.',
    entrants: () => [
      { id: 'hrm', label: 'HRM', blank: {} },
      { id: 'trm', label: 'TRM, half the size', blank: { arch: 'trm' } },
      { id: 'recurrent', label: 'Flat recurrence', blank: { arch: 'recurrent' } },
      { id: 'transformer', label: 'Transformer, one pass', blank: { arch: 'transformer' } },
      { id: 'deep', label: 'One pass, layers repeated', blank: { arch: 'deep' } },
    ],
  },
  {
    id: 'depth',
    title: 'Depth or width',
    about:
      'The question of the paper’s Figure 2. A Transformer that answers in one pass is made wider, or deeper, or applies its layers several times. Compare by operations: which of the three is worth its cost?',
    entrants: ({ hidden_size, L_layers, H_layers }) => {
      const deeper = (times: number) => ({
        L_layers: times * L_layers,
        H_layers: times * H_layers,
      });
      const layers = L_layers + H_layers;
      return [
        { id: 'plain', label: `${layers} layers`, blank: { arch: 'transformer' } },
        {
          id: 'wide-2',
          label: 'twice as wide',
          blank: { arch: 'transformer', hidden_size: 2 * hidden_size },
        },
        {
          id: 'wide-4',
          label: 'four times as wide',
          blank: { arch: 'transformer', hidden_size: 4 * hidden_size },
        },
        {
          id: 'deep-2',
          label: `${2 * layers} layers`,
          blank: { arch: 'transformer', ...deeper(2) },
        },
        {
          id: 'deep-4',
          label: `${4 * layers} layers`,
          blank: { arch: 'transformer', ...deeper(4) },
        },
        {
          id: 'again-4',
          label: `the ${layers} layers four times`,
          blank: { arch: 'deep', H_cycles: 2, L_cycles: 2 },
        },
      ];
    },
  },
  {
    id: 'layers',
    title: 'Where the layers are',
    about:
      'Three layers each: in the fast module, in the slow one, or in a single module without a hierarchy.',
    entrants: () => [
      { id: 'fast', label: '2 fast, 1 slow', blank: { L_layers: 2, H_layers: 1 } },
      { id: 'slow', label: '1 fast, 2 slow', blank: { L_layers: 1, H_layers: 2 } },
      { id: 'flat', label: '3 in one module', blank: { arch: 'recurrent', L_layers: 2 } },
    ],
  },
  {
    id: 'gradient',
    title: 'How far the gradient goes',
    about:
      'The paper passes the gradient through the last step of each module alone. Here the same HRM learns with that, with a whole cycle, and with the whole segment.',
    entrants: ({ L_cycles }) => {
      const blank = { H_cycles: 2, L_cycles };
      const whole = 2 * (L_cycles + 1);
      return [
        { id: 'one-step', label: 'one step (paper)', blank, settings: { horizon: 2 } },
        { id: 'cycle', label: 'last cycle', blank, settings: { horizon: L_cycles + 1 } },
        { id: 'segment', label: 'whole segment', blank, settings: { horizon: whole } },
      ];
    },
  },
  {
    id: 'supervision',
    title: 'Supervision',
    about:
      'The paper corrects the answer of every segment and cuts the gradient in between. Here the same HRM learns in three ways: like the paper; with a loss only after the last of four segments; and with that gradient through all four (BPTT), the usual way for recurrent networks. A step of the last two thinks four segments.',
    entrants: ({ L_cycles, H_cycles }) => {
      const four = { supervision: 'last', segments: 4, growth: 0.2 } as const;
      return [
        { id: 'every', label: 'every segment (paper)', blank: {}, settings: { segments: 4 } },
        { id: 'last', label: 'the last only', blank: {}, settings: four },
        {
          id: 'bptt',
          label: 'the last, gradient through all',
          blank: {},
          settings: { ...four, horizon: 4 * H_cycles * (L_cycles + 1) },
        },
      ];
    },
  },
  {
    id: 'segments',
    title: 'How many segments',
    about:
      'Deep supervision: each segment has a loss, and the next continues from its state. The same HRM gets one segment, two or four.',
    entrants: () =>
      [1, 2, 4].map((segments) => ({
        id: `segments-${segments}`,
        label: segments === 1 ? 'one segment' : `${count(segments)} segments`,
        blank: {},
        settings: { segments, growth: segments === 1 ? 0 : 0.2 },
      })),
  },
];
